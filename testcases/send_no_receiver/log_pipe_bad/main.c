/* A logger whose pipe is opened, but whose writing thread is never started. */
#include "log.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    char line[256];

    if (log_open() < 0)
        return 1;
    if (argc > 1)
        printf("logging to %s\n", argv[1]);
    while (fgets(line, sizeof line, stdin))
        log_line("request: %s", line);
    log_close();
    return 0;
}
