/* What goes in at one end of a channel comes out at the other. Here both sides use the same end; neither
 * the worker's send nor the wait for it ever ends. */
#include "libdill.h"

int compress(int block);

static coroutine void work_bad(int done, int block)
{
    int size = compress(block);
    chsend(done, &size, sizeof(size), -1); // EXPECT: send-no-receiver
}

int compress_aside_bad(int block)
{
    int ends[2], size = -1;
    if (chmake(ends) != 0)
        return -1;
    int worker = go(work_bad(ends[0], block));
    if (worker < 0)
        return -1;
    chrecv(ends[0], &size, sizeof(size), -1); // MISS: recv-no-sender
    hclose(worker);
    return size;
}

static coroutine void work_ok(int done, int block)
{
    int size = compress(block);
    chsend(done, &size, sizeof(size), -1);
}

int compress_aside_ok(int block)
{
    int ends[2], size = -1;
    if (chmake(ends) != 0)
        return -1;
    int worker = go(work_ok(ends[0], block));
    if (worker < 0)
        return -1;
    chrecv(ends[1], &size, sizeof(size), -1);
    hclose(worker);
    return size;
}
