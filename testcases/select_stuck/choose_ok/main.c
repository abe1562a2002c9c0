/* A hand-written choose over two channels, whose senders are started first. */
#include "sources.h"

#include <stdio.h>

int main(void)
{
    struct chan *const chans[] = {&typed, &ticks};
    if (sources_start() != 0)
        return 1;
    for (;;) {
        int value;
        int i = chan_choose(chans, 2, &value);
        if (i == 0 && value < 0)
            return 0;
        printf("%s %d\n", i == 0 ? "typed" : "tick", value);
    }
}
