/* The last line of the log is put into its queue before its thread is told to stop, which writes what
 * is there, and then ends. */
#include "logger.h"

#include <stdio.h>

int main(void)
{
    char line[120];
    int n = 0;
    if (logger_start("service.log") != 0)
        return 1;
    while (fgets(line, sizeof line, stdin) != NULL)
        logger_printf("%d: %s", ++n, line);
    logger_printf("%d lines\n", n);
    logger_stop();
    return 0;
}
