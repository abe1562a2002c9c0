/* Who is told to stop tells a helper, and the helper wakes whoever waits for room; or it forgets to. */
#include <pthread.h>
#include <stdbool.h>

struct player {
    pthread_mutex_t mutex;
    pthread_cond_t room, stopping;
    int size;
    bool stop;
};

static struct player good = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                             .room = PTHREAD_COND_INITIALIZER,
                             .stopping = PTHREAD_COND_INITIALIZER};

bool add_ok(int samples)
{
    pthread_mutex_lock(&good.mutex);
    while (good.size > 4096 && !good.stop)
        pthread_cond_wait(&good.room, &good.mutex);
    good.size += samples;
    pthread_mutex_unlock(&good.mutex);
    return true;
}

void take_ok(int samples)
{
    pthread_mutex_lock(&good.mutex);
    good.size -= samples;
    pthread_cond_broadcast(&good.room);
    pthread_mutex_unlock(&good.mutex);
}

static void *help_ok(void *unused)
{
    pthread_mutex_lock(&good.mutex);
    while (!good.stop)
        pthread_cond_wait(&good.stopping, &good.mutex);
    pthread_cond_broadcast(&good.room);
    pthread_mutex_unlock(&good.mutex);
    return unused;
}

void stop_ok(void)
{
    pthread_mutex_lock(&good.mutex);
    good.stop = true;
    pthread_cond_signal(&good.stopping);
    pthread_mutex_unlock(&good.mutex);
}

void end_ok(void)
{
    pthread_mutex_lock(&good.mutex);
    good.stop = true;
    pthread_cond_signal(&good.stopping);
    pthread_cond_broadcast(&good.room);
    pthread_mutex_unlock(&good.mutex);
}

int run_ok(void)
{
    pthread_t helper;

    if (pthread_create(&helper, NULL, help_ok, NULL) != 0)
        return -1;
    return pthread_join(helper, NULL);
}

static pthread_mutex_t mutex_bad = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t room_bad = PTHREAD_COND_INITIALIZER;
static pthread_cond_t stopping_bad = PTHREAD_COND_INITIALIZER;
static int size_bad;
static bool stop_is_bad;

bool add_bad(int samples)
{
    pthread_mutex_lock(&mutex_bad);
    while (size_bad > 4096 && !stop_is_bad)
        pthread_cond_wait(&room_bad, &mutex_bad); // EXPECT: recv-no-sender
    size_bad += samples;
    pthread_mutex_unlock(&mutex_bad);
    return true;
}

void take_bad(int samples)
{
    pthread_mutex_lock(&mutex_bad);
    size_bad -= samples;
    pthread_cond_broadcast(&room_bad);
    pthread_mutex_unlock(&mutex_bad);
}

static void *help_bad(void *unused)
{
    pthread_mutex_lock(&mutex_bad);
    while (!stop_is_bad)
        pthread_cond_wait(&stopping_bad, &mutex_bad);
    pthread_mutex_unlock(&mutex_bad);
    return unused;
}

void stop_bad(void)
{
    pthread_mutex_lock(&mutex_bad);
    stop_is_bad = true;
    pthread_cond_signal(&stopping_bad);
    pthread_mutex_unlock(&mutex_bad);
}

void end_bad(void)
{
    pthread_mutex_lock(&mutex_bad);
    stop_is_bad = true;
    pthread_cond_signal(&stopping_bad);
    pthread_cond_broadcast(&room_bad);
    pthread_mutex_unlock(&mutex_bad);
}

int run_bad(void)
{
    pthread_t helper;

    if (pthread_create(&helper, NULL, help_bad, NULL) != 0)
        return -1;
    return pthread_join(helper, NULL);
}
