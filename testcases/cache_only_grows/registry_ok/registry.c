#include "registry.h"

#include <stdlib.h>
#include <string.h>

struct entry {
    char *name;
    command run;
};

static struct entry *entries;
static unsigned n_entries, room;

int registry_add(const char *name, command run)
{
    if (n_entries == room) {
        unsigned more = room ? 2 * room : 8;
        struct entry *bigger = reallocarray(entries, more, sizeof *entries);
        if (!bigger)
            return -1;
        entries = bigger;
        room = more;
    }
    entries[n_entries].name = strdup(name);
    entries[n_entries].run = run;
    n_entries++;
    return 0;
}

command registry_find(const char *name)
{
    for (unsigned i = 0; i < n_entries; i++)
        if (strcmp(entries[i].name, name) == 0)
            return entries[i].run;
    return NULL;
}
