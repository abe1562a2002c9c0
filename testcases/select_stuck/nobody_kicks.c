/* poll() for the pipe that ends a scan early, into which nothing ever writes; the other is written
 * by whoever wants the end. */
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <unistd.h>

bool probe_next(void);

static int scan_kick[2] = {-1, -1};
static int watch_kick[2] = {-1, -1};

static void drain(int fd)
{
    char bytes[32];

    while (read(fd, bytes, sizeof bytes) == (ssize_t)sizeof bytes)
        continue;
}

int scan_open_bad(void)
{
    return pipe(scan_kick);
}

int scan_bad(void)
{
    struct pollfd item = {.fd = scan_kick[0], .events = POLLIN};

    while (probe_next()) {
        int n = poll(&item, 1, -1); // EXPECT: select-stuck
        if (n < 0 && errno != EINTR)
            return -errno;
        if (n > 0)
            break;
    }
    return 0;
}

void scan_close_bad(void)
{
    close(scan_kick[0]);
    close(scan_kick[1]);
}

int watch_open_ok(void)
{
    return pipe(watch_kick);
}

int watch_ok(void)
{
    struct pollfd item = {.fd = watch_kick[0], .events = POLLIN};

    while (probe_next()) {
        int n = poll(&item, 1, -1);
        if (n < 0 && errno != EINTR)
            return -errno;
        if (n > 0) {
            drain(watch_kick[0]);
            break;
        }
    }
    return 0;
}

/* From any thread, or from a handler. */
void watch_kick_ok(void)
{
    while (write(watch_kick[1], "k", 1) < 0 && errno == EINTR)
        continue;
}
