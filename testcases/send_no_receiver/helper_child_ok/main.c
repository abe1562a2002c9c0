/* Commands for a process of our own go through a pipe, which that process reads. */
#include "helper.h"

#include <stdio.h>
#include <string.h>

int main(void)
{
    char line[64];

    if (helper_start() < 0)
        return 1;
    while (fgets(line, sizeof line, stdin)) {
        if (strcmp(line, "rotate\n") == 0 && helper_command('r') < 0)
            break;
    }
    helper_end();
    return 0;
}
