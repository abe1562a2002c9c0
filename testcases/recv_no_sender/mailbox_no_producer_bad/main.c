/* The display takes readings out of a mailbox into which nobody posts: the sensor's thread exists
 * as a function only. */
#include "sensor.h"

#include <stdio.h>

int main(void)
{
    static struct mailbox box;
    struct reading reading;
    if (mailbox_init(&box) != 0)
        return 1;
    for (;;) {
        mailbox_fetch(&box, &reading); // EXPECT: recv-no-sender
        if (printf("%ld: %d\n", reading.at, reading.celsius) < 0)
            return 1;
    }
}
