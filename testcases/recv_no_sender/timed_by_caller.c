/* A wait that lasts for ever only where its caller says so. What is waited for is not looked at, and so may come before. */
#include <pthread.h>
#include <stddef.h>
#include <time.h>

struct cache {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int entries;
};

static struct timespec after(int milliseconds)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += milliseconds / 1000;
    return until;
}

static int wait_some(pthread_cond_t *condition, pthread_mutex_t *mutex, int milliseconds)
{
    if (milliseconds < 0)
        return pthread_cond_wait(condition, mutex);
    struct timespec until = after(milliseconds);
    return pthread_cond_timedwait(condition, mutex, &until);
}

static struct cache good = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                            .changed = PTHREAD_COND_INITIALIZER};

int change_ok(int milliseconds)
{
    int result;

    pthread_mutex_lock(&good.mutex);
    result = wait_some(&good.changed, &good.mutex, milliseconds);
    pthread_mutex_unlock(&good.mutex);
    return result;
}

void put_ok(void)
{
    pthread_mutex_lock(&good.mutex);
    good.entries++;
    pthread_cond_broadcast(&good.changed);
    pthread_mutex_unlock(&good.mutex);
}

static pthread_mutex_t mutex_bad = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed_bad = PTHREAD_COND_INITIALIZER;
static int entries_bad;

int change_bad(void)
{
    int result;

    pthread_mutex_lock(&mutex_bad);
    result = wait_some(&changed_bad, &mutex_bad, -1); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&mutex_bad);
    return result;
}

void put_bad(void)
{
    pthread_mutex_lock(&mutex_bad);
    entries_bad++;
    pthread_cond_broadcast(&changed_bad);
    pthread_mutex_unlock(&mutex_bad);
}
