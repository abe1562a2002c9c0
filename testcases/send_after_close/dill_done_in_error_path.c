/* On an error the channel is said to be done, and the error's number is sent behind that. The twin sends
 * it before. Closing the handle of a channel that is done is what it should be. */
#include "libdill.h"

int fetch(int url, int part);

static coroutine void download_bad(int parts, int url)
{
    for (int part = 0; part < 10; part++) {
        int size = fetch(url, part);
        if (size < 0) {
            chdone(parts);
            chsend(parts, &size, sizeof(size), -1); // EXPECT: send-after-close
            return;
        }
        if (chsend(parts, &size, sizeof(size), -1) != 0)
            return;
    }
    chdone(parts);
}

long size_bad(int url)
{
    int ends[2], size;
    if (chmake(ends) != 0)
        return -1;
    int worker = go(download_bad(ends[0], url));
    long sum = 0;
    while (chrecv(ends[1], &size, sizeof(size), -1) == 0)
        sum += size;
    hclose(worker);
    hclose(ends[0]);
    hclose(ends[1]);
    return sum;
}

static coroutine void download_ok(int parts, int url)
{
    for (int part = 0; part < 10; part++) {
        int size = fetch(url, part);
        if (chsend(parts, &size, sizeof(size), -1) != 0)
            return;
        if (size < 0)
            break;
    }
    chdone(parts);
}

long size_ok(int url)
{
    int ends[2], size;
    if (chmake(ends) != 0)
        return -1;
    int worker = go(download_ok(ends[0], url));
    long sum = 0;
    while (chrecv(ends[1], &size, sizeof(size), -1) == 0)
        sum += size;
    hclose(worker);
    hclose(ends[0]);
    hclose(ends[1]);
    return sum;
}
