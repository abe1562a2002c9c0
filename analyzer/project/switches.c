#include "project/switches.h"

#include "project/conditionals.h"
#include "project/includes.h"
#include "project/installed.h"
#include "project/tree.h"
#include "project/words.h"

#include "base/vector.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct switches {
    GHashTable *headers; /* `SYS_SOCKET_H` -> struct include, of which one is installed */
    struct installed *installed;
    uint32_t unit;                 /* the present one, from 1 */
    VECTOR(struct macro *) macros; /* those of its files */
};

/* What autoconf calls a header: capitals, and an underscore for all that is no letter or digit. */
static char *macro_of_header(const char *name)
{
    char *macro = g_ascii_strup(name, -1);

    for (char *at = macro; *at != '\0'; at++) {
        if (!g_ascii_isalnum(*at))
            *at = '_';
    }
    return macro;
}

/* The part of HAVE_SYS_SOCKET_H, or of FOO_HAVE_SYS_SOCKET_H, that names the header; or NULL. */
static const char *header_in(const char *macro)
{
    static const char have[] = "HAVE_";
    const char *at = strstr(macro, have);

    if (at == NULL || (at > macro && at[-1] != '_') || !g_str_has_suffix(at, "_H"))
        return NULL;
    return at + sizeof(have) - 1;
}

static void note_headers(struct switches *switches, struct tree_file *file)
{
    for (uint32_t i = 0; i < file->includes.list.count; i++) {
        struct include *include = &file->includes.list.items[i];
        char *macro = macro_of_header(include->name);
        /* of two headers that are called alike, the first is meant */
        if (g_hash_table_contains(switches->headers, macro))
            g_free(macro);
        else
            g_hash_table_insert(switches->headers, macro, include);
    }
}

struct switches *switches_new(struct tree *tree, struct installed *installed)
{
    struct switches *switches = g_new0(struct switches, 1);
    size_t count;
    struct tree_file *files = tree_files(tree, &count);

    switches->installed = installed;
    switches->headers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < count; i++) {
        note_headers(switches, &files[i]);
        for (uint32_t k = 0; k < files[i].macros.list.count; k++) {
            struct macro_use use = files[i].macros.list.items[k];
            use.macro->roles_in_tree |= use.roles;
        }
    }
    return switches;
}

void switches_free(struct switches *switches)
{
    if (switches == NULL)
        return;
    g_hash_table_destroy(switches->headers);
    vector_deinit(&switches->macros);
    g_free(switches);
}

void switches_begin(struct switches *switches)
{
    switches->unit++;
    vector_clear(&switches->macros);
}

void switches_add(struct switches *switches, const struct tree_file *file)
{
    for (uint32_t i = 0; i < file->macros.list.count; i++) {
        struct macro_use use = file->macros.list.items[i];
        if (use.macro->seen != switches->unit) {
            use.macro->seen = switches->unit;
            use.macro->roles = 0;
            vector_push(&switches->macros, use.macro);
        }
        use.macro->roles |= use.roles;
    }
}

/* A build switches something on for all of its units: that a thread is started is told by one of them, and who calls
 * its starter, or stops it, may stand behind the same macro in another. */
static bool is_switch(const struct macro *macro)
{
    const unsigned guards = MACRO_GUARDS_THREADS | MACRO_GUARDS_CALL;

    return macro->roles & guards ||
           (macro->roles_in_tree & guards && !(macro->roles_in_tree & MACRO_DECIDED)) ||
           strcmp(macro->name, "STDC_HEADERS") == 0; /* autoconf: C89's headers are there */
}

static bool is_wanted(struct switches *switches, const struct macro *macro)
{
    const char *header = header_in(macro->name);

    if (!(macro->roles & MACRO_TESTED) || macro->roles & MACRO_DECIDED)
        return false;
    if (header == NULL)
        return is_switch(macro);
    const struct include *include = g_hash_table_lookup(switches->headers, header);
    return include != NULL && installed_has(switches->installed, include);
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void switches_list(struct switches *switches, struct words *ret)
{
    uint32_t first = ret->count;

    for (uint32_t i = 0; i < switches->macros.count; i++) {
        if (is_wanted(switches, switches->macros.items[i]))
            vector_push(ret, switches->macros.items[i]->name);
    }
    if (ret->count > first)
        qsort(ret->items + first, ret->count - first, sizeof(*ret->items), compare_words);
}
