/* Two programs share a reader, which calls back a function that each of them has its own of. The one of the
 * server is called for each connection. */
#include <stdio.h>

#include "options.h"

int options_read(const char *path)
{
    char line[200];
    FILE *file = fopen(path, "r");
    int result = 0;

    if (file == NULL)
        return -1;
    while (result == 0 && fgets(line, sizeof line, file) != NULL)
        result = option_is(line);
    fclose(file);
    return result;
}
