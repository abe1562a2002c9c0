/* A hand-written choose over two channels, whose senders nobody has started. */
#include "sources.h"

#include <stdio.h>

int main(void)
{
    struct chan *const chans[] = {&typed, &ticks};
    for (;;) {
        int value;
        int i = chan_choose(chans, 2, &value); // MISS: select-stuck
        if (i == 0 && value < 0)
            return 0;
        printf("%s %d\n", i == 0 ? "typed" : "tick", value);
    }
}
