/* Other spellings of a join. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

static void *work(void *arg)
{
    return arg;
}

int polled_bad(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    return pthread_tryjoin_np(tid, NULL) == EBUSY;
}

int polled_ok(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0)
        return -1;
    while (pthread_tryjoin_np(tid, NULL) == EBUSY)
        usleep(1000);
    return 0;
}

int timed_ok(const struct timespec *deadline)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0)
        return -1;
    if (pthread_timedjoin_np(tid, NULL, deadline) != 0) {
        pthread_cancel(tid);
        pthread_join(tid, NULL);
    }
    return 0;
}

/* The result of the join is looked at. */
int checked_ok(void)
{
    void *result;
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0)
        return -1;
    if (pthread_join(tid, &result) != 0 || result == PTHREAD_CANCELED)
        return -1;
    return 0;
}

/* The join is called through a pointer. */
int through_pointer_bad(void)
{
    int (*end)(pthread_t) = pthread_cancel;
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    return end(tid);
}

int through_pointer_ok(void)
{
    int (*end)(pthread_t) = pthread_detach;
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0)
        return -1;
    return end(tid);
}

/* A thread that may be the one to stop itself does not join itself. */
static pthread_t service;

int service_start_ok(void)
{
    return pthread_create(&service, NULL, work, NULL);
}

void service_stop(void)
{
    if (!pthread_equal(service, pthread_self()))
        pthread_join(service, NULL);
}
