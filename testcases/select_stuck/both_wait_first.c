/* Two pipes between a thread and its owner: each waits for the other's word before it gives its
 * own. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

void warm_up(void);

static int pump_go[2], pump_ready[2];
static int fan_go[2], fan_ready[2];

static void *pump_run(void *arg)
{
    char word;

    if (read(pump_go[0], &word, 1) != 1) // EXPECT: select-stuck
        return NULL;
    warm_up();
    if (write(pump_ready[1], "r", 1) != 1)
        return NULL;
    return arg;
}

int pump_start_bad(void)
{
    pthread_t thread;

    if (pipe(pump_go) < 0 || pipe(pump_ready) < 0)
        return -errno;
    if (pthread_create(&thread, NULL, pump_run, NULL) != 0)
        return -EAGAIN;
    pthread_detach(thread);
    struct pollfd item = {.fd = pump_ready[0], .events = POLLIN};
    while (poll(&item, 1, -1) < 0) { // EXPECT: select-stuck
        if (errno != EINTR)
            return -errno;
    }
    return write(pump_go[1], "g", 1) == 1 ? 0 : -errno;
}

static void *fan_run(void *arg)
{
    char word;

    if (read(fan_go[0], &word, 1) != 1)
        return NULL;
    warm_up();
    if (write(fan_ready[1], "r", 1) != 1)
        return NULL;
    return arg;
}

int fan_start_ok(void)
{
    pthread_t thread;

    if (pipe(fan_go) < 0 || pipe(fan_ready) < 0)
        return -errno;
    if (pthread_create(&thread, NULL, fan_run, NULL) != 0)
        return -EAGAIN;
    pthread_detach(thread);
    if (write(fan_go[1], "g", 1) != 1)
        return -errno;
    struct pollfd item = {.fd = fan_ready[0], .events = POLLIN};
    while (poll(&item, 1, -1) < 0) {
        if (errno != EINTR)
            return -errno;
    }
    return 0;
}
