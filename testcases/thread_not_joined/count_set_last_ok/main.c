#include "lanes.h"

#include <stdio.h>

static struct lanes lanes;

/* A line is a batch of jobs, as many lanes as it says. */
int main(void)
{
    char line[64];
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (lanes_start(&lanes, line[0] - '0') != 0)
            fputs("no more threads\n", stderr);
        lanes_stop(&lanes);
    }
    return 0;
}
