/* A detached watchdog is started once; the function that stops it stands in its file, and is
 * called by nobody. */
#include "watchdog.h"

#include <stdio.h>

int run_command(const char *command);
int save_results(void);

int main(void)
{
    char command[256];
    if (watchdog_start(30) != 0)
        return 1;
    while (fgets(command, sizeof command, stdin) != NULL) {
        run_command(command);
        watchdog_kick();
    }
    return save_results();
}
