/* Three parts of a program start their threads through one function; each of them
 * answers for its own. */
#include "thread.h"

#include <stdio.h>

int main(void)
{
    char line[80];
    watch_start();
    while (fgets(line, sizeof line, stdin) != NULL) {
        index_files();
        mail_send(line);
    }
    watch_stop();
    return 0;
}
