/* A coroutine sends into a channel without room and receives from it only afterwards, itself: the send
 * never ends. With room for one message it does. */
#include "libmill.h"

int measure(int sensor);

int sample_bad(int sensor)
{
    chan latest = chmake(int, 0);
    if (!latest)
        return -1;
    chs(latest, int, measure(sensor)); // EXPECT: send-no-receiver
    int value = chr(latest, int);
    chclose(latest);
    return value;
}

int sample_ok(int sensor)
{
    chan latest = chmake(int, 1);
    if (!latest)
        return -1;
    chs(latest, int, measure(sensor));
    int value = chr(latest, int);
    chclose(latest);
    return value;
}
