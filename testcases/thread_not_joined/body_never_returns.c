/* A thread that never returns cannot be joined: that is the business of thread-no-stop. */
#include <pthread.h>
#include <unistd.h>

static void *poll_for_a_day(void *arg)
{
    for (int i = 0; i < 24 * 60 * 60; i++)
        sleep(1);
    return arg;
}

static void *poll_forever(void *arg)
{
    for (;;)
        sleep(1);
    return arg;
}

int poller_bad(void)
{
    pthread_t poller;
    return pthread_create(&poller, NULL, poll_for_a_day, NULL); // EXPECT: thread-not-joined
}

int poller_ok(void)
{
    pthread_t poller;
    return pthread_create(&poller, NULL, poll_forever, NULL); // EXPECT: thread-no-stop
}
