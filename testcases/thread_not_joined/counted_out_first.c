/* The threads are waited for by their count, and joined by what that was before. */
#include <pthread.h>
#include <stdbool.h>

enum { MOST = 16 };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t work, gone;
    unsigned n;
    bool stopping;
    pthread_t threads[MOST];
} writers = {
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, {0}};

static void *write_out(void *arg)
{
    pthread_mutex_lock(&writers.lock);
    while (!writers.stopping)
        pthread_cond_wait(&writers.work, &writers.lock);
    writers.n--;
    pthread_cond_signal(&writers.gone);
    pthread_mutex_unlock(&writers.lock);
    return arg;
}

int writers_start_ok(void)
{
    int rc = 0;
    pthread_mutex_lock(&writers.lock);
    while (writers.n < MOST) {
        rc = pthread_create(&writers.threads[writers.n], NULL, write_out, NULL);
        if (rc != 0)
            break;
        writers.n++;
    }
    pthread_mutex_unlock(&writers.lock);
    return rc;
}

void writers_stop_ok(void)
{
    pthread_mutex_lock(&writers.lock);
    unsigned n = writers.n;
    writers.stopping = true;
    while (writers.n > 0) {
        pthread_cond_broadcast(&writers.work);
        pthread_cond_wait(&writers.gone, &writers.lock);
    }
    for (unsigned i = 0; i < n; i++)
        pthread_join(writers.threads[i], NULL);
    pthread_mutex_unlock(&writers.lock);
}

static struct {
    pthread_mutex_t lock;
    pthread_cond_t work, gone;
    unsigned n;
    bool stopping;
    pthread_t threads[MOST];
} readers = {
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, {0}};

static void *read_in(void *arg)
{
    pthread_mutex_lock(&readers.lock);
    while (!readers.stopping)
        pthread_cond_wait(&readers.work, &readers.lock);
    readers.n--;
    pthread_cond_signal(&readers.gone);
    pthread_mutex_unlock(&readers.lock);
    return arg;
}

int readers_start_bad(void)
{
    int rc = 0;
    pthread_mutex_lock(&readers.lock);
    while (readers.n < MOST) {
        rc = pthread_create(&readers.threads[readers.n], NULL, read_in, // EXPECT: thread-not-joined
                            NULL);
        if (rc != 0)
            break;
        readers.n++;
    }
    pthread_mutex_unlock(&readers.lock);
    return rc;
}

void readers_stop_bad(void)
{
    pthread_mutex_lock(&readers.lock);
    readers.stopping = true;
    while (readers.n > 0) {
        pthread_cond_broadcast(&readers.work);
        pthread_cond_wait(&readers.gone, &readers.lock);
    }
    pthread_mutex_unlock(&readers.lock);
}
