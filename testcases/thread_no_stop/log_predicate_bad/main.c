#include "log.h"
#include <stdio.h>

int main(void)
{
    char line[64];
    if (log_open("x.log") != 0)
        return 1;
    while (fgets(line, sizeof line, stdin))
        log_line(line);
    log_close();
    return 0;
}
