/* A pool that shrinks tells the last workers to go; and joins them. */
#include "pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#define N_MOST 32

struct worker {
    pthread_t tid;
    volatile int leave;
};

struct pool {
    struct worker workers[N_MOST];
    int n;
};

static void *run(void *arg)
{
    struct worker *w = arg;
    while (!w->leave)
        usleep(1000);
    return NULL;
}

static void pool_grow(struct pool *pool, int n)
{
    while (pool->n < n && pool->n < N_MOST) {
        struct worker *w = &pool->workers[pool->n];
        w->leave = 0;
        if (pthread_create(&w->tid, NULL, run, w) != 0)
            return;
        pool->n++;
    }
}

struct pool *pool_new(int n)
{
    struct pool *pool = calloc(1, sizeof *pool);
    if (pool != NULL)
        pool_grow(pool, n);
    return pool;
}

void pool_resize(struct pool *pool, int n)
{
    while (pool->n > n && pool->n > 0) {
        struct worker *w = &pool->workers[--pool->n];
        w->leave = 1;
        pthread_join(w->tid, NULL);
    }
    pool_grow(pool, n);
}

void pool_free(struct pool *pool)
{
    for (int i = 0; i < pool->n; i++) {
        pool->workers[i].leave = 1;
        pthread_join(pool->workers[i].tid, NULL);
    }
    free(pool);
}
