/* The end of a thread that polls is asked for by closing the other end of its pipe; only when it is gone,
 * its own end is closed. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

void idle(void);

static int quit[2];
static pthread_t idler;

static void *idle_run(void *arg)
{
    struct pollfd item = {.fd = quit[0], .events = POLLIN};

    while (poll(&item, 1, -1) < 0)
        idle();
    return arg;
}

int idler_start_ok(void)
{
    if (pipe(quit) < 0)
        return -errno;
    return -pthread_create(&idler, NULL, idle_run, NULL);
}

void idler_stop_ok(void)
{
    close(quit[1]);
    pthread_join(idler, NULL);
    close(quit[0]);
}
