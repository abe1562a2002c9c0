/* A coroutine waits for orders that nobody sends, until it is cancelled: closing its handle ends the
 * wait. */
#include "libdill.h"

int poll_device(void);

static coroutine void follow(int orders)
{
    int order;
    while (chrecv(orders, &order, sizeof(order), -1) == 0)
        poll_device();
}

int run_for_ok(int64_t milliseconds)
{
    int ends[2];
    if (chmake(ends) != 0)
        return -1;
    int group = bundle();
    if (group < 0)
        return -1;
    if (bundle_go(group, follow(ends[1])) != 0) {
        hclose(group);
        return -1;
    }
    bundle_wait(group, now() + milliseconds);
    hclose(group);
    hclose(ends[0]);
    hclose(ends[1]);
    return 0;
}
