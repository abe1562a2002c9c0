/* A pool that gets smaller sets its count to the new one, and the threads behind that are joined by nobody. */
#include "pool.h"
#include <stdlib.h>

struct seat {
    struct pool *pool;
    size_t at;
};

static void *sit(void *arg)
{
    struct seat seat = *(struct seat *)arg;
    struct pool *pool = seat.pool;
    free(arg);
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (pool->jobs == 0 && !pool->over && seat.at < pool->want)
            pthread_cond_wait(&pool->more, &pool->lock);
        if (pool->over || seat.at >= pool->want)
            break;
        pool->jobs--;
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static int pool_fill(struct pool *pool)
{
    while (pool->n < pool->want) {
        struct seat *seat = malloc(sizeof *seat);
        if (!seat)
            return -1;
        seat->pool = pool;
        seat->at = pool->n;
        int rc = pthread_create(&pool->ids[pool->n], NULL, sit, seat); // EXPECT: thread-not-joined
        if (rc != 0) {
            free(seat);
            return -1;
        }
        pool->n++;
    }
    return 0;
}

struct pool *pool_new(size_t n)
{
    struct pool *pool = calloc(1, sizeof *pool);
    if (!pool)
        return NULL;
    pool->ids = calloc(64, sizeof *pool->ids);
    if (!pool->ids) {
        free(pool);
        return NULL;
    }
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->more, NULL);
    pool_set(pool, n);
    return pool;
}

int pool_set(struct pool *pool, size_t n)
{
    size_t was = pool->n;
    pthread_mutex_lock(&pool->lock);
    pool->want = n < 64 ? n : 64;
    pthread_cond_broadcast(&pool->more);
    pthread_mutex_unlock(&pool->lock);
    if (pool->want < was) {
        pool->n = pool->want;
        return 0;
    }
    return pool_fill(pool);
}

void pool_free(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->over = true;
    pthread_cond_broadcast(&pool->more);
    pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < pool->n; i++)
        pthread_join(pool->ids[i], NULL);
    pthread_cond_destroy(&pool->more);
    pthread_mutex_destroy(&pool->lock);
    free(pool->ids);
    free(pool);
}
