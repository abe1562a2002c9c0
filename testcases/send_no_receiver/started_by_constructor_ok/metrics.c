/* The thread that takes the counts is started before main, and nothing in main says so. */
#include "metrics.h"

#include <pthread.h>
#include <stdio.h>

enum { N_COUNTS = 256 };

struct count {
    const char *name;
    long by;
};

static struct count counts[N_COUNTS];
static unsigned head, tail;
static pthread_mutex_t counts_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t counts_moved = PTHREAD_COND_INITIALIZER;

static void *metrics_run(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&counts_mutex);
        while (head == tail)
            pthread_cond_wait(&counts_moved, &counts_mutex);
        struct count count = counts[tail++ % N_COUNTS];
        pthread_cond_broadcast(&counts_moved);
        pthread_mutex_unlock(&counts_mutex);
        fprintf(stderr, "%s %+ld\n", count.name, count.by);
    }
    return arg;
}

__attribute__((constructor)) static void metrics_start(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, metrics_run, NULL) == 0)
        pthread_detach(thread);
}

void metrics_count(const char *name, long by)
{
    pthread_mutex_lock(&counts_mutex);
    while (head - tail == N_COUNTS)
        pthread_cond_wait(&counts_moved, &counts_mutex);
    counts[head++ % N_COUNTS] = (struct count){name, by};
    pthread_cond_broadcast(&counts_moved);
    pthread_mutex_unlock(&counts_mutex);
}
