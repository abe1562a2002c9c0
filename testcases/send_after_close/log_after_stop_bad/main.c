/* The last line of the log is put into its queue when the thread that writes the log has ended. */
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
    logger_stop();
    logger_printf("%d lines\n", n); // EXPECT: send-after-close
    return 0;
}
