/* Workers take jobs from a queue of the program's own; closing the queue wakes nobody. */
#include "pool.h"

#include <stdio.h>
#include <unistd.h>

int main(void)
{
    if (pool_start(4) != 0)
        return 1;
    int c;
    while ((c = getchar()) != EOF) {
        if (c == '\n')
            pool_submit(dup(STDOUT_FILENO));
    }
    pool_stop();
    return 0;
}
