/* A logger whose pipe is opened, but whose writing thread is started. */
#include "log.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    char line[256];

    if (log_open() < 0)
        return 1;
    if (log_start(argc > 1 ? argv[1] : "server.log") < 0)
        return 1;
    while (fgets(line, sizeof line, stdin))
        log_line("request: %s", line);
    log_close();
    return 0;
}
