/* The thread that takes the notes is spawned at the start, from main. */
#include "audit.h"

#include <stdio.h>
#include <string.h>

static int serve(char *line)
{
    line[strcspn(line, "\n")] = '\0';
    audit_note(line);
    return printf("ok %s\n", line);
}

int main(int argc, char **argv)
{
    char line[256];
    if (audit_start(argc > 1 ? argv[1] : "audit.log") != 0)
        return 1;
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (serve(line) < 0)
            return 1;
    }
    audit_stop();
    return 0;
}
