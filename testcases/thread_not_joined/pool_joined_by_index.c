/* Threads are started up to a count that the pool keeps, and joined by index in another function with
 * the same count, before the handles are freed. */
#include <pthread.h>
#include <stdlib.h>

struct pool {
    int n_threads;
    pthread_t *threads;
};

static void *work(void *arg)
{
    return arg;
}

static int pool_open(struct pool **ret_pool, int n_threads)
{
    struct pool *pool = calloc(1, sizeof *pool);
    if (pool == NULL)
        return -1;
    *ret_pool = pool;
    pool->n_threads = n_threads;
    pool->threads = calloc((size_t)n_threads, sizeof *pool->threads);
    if (pool->threads == NULL)
        return -1;
    for (int i = 0; i < pool->n_threads; i++) {
        if (pthread_create(pool->threads + i, NULL, work, pool) != 0) // EXPECT: thread-not-joined
            abort();
    }
    return 0;
}

static void pool_close(struct pool *pool)
{
    for (int i = 0; i < pool->n_threads; i++)
        pthread_join(pool->threads[i], NULL);
    free(pool->threads);
    free(pool);
}

static void pool_drop(struct pool *pool)
{
    free(pool->threads);
    free(pool);
}

int run_dropped_bad(int n)
{
    struct pool *pool;
    if (pool_open(&pool, n) != 0)
        return -1;
    pool_drop(pool);
    return 0;
}

struct crew {
    int n_threads;
    pthread_t *threads;
};

static int crew_open(struct crew **ret_crew, int n_threads)
{
    struct crew *crew = calloc(1, sizeof *crew);
    if (crew == NULL)
        return -1;
    *ret_crew = crew;
    crew->n_threads = n_threads;
    crew->threads = calloc((size_t)n_threads, sizeof *crew->threads);
    if (crew->threads == NULL)
        return -1;
    for (int i = 0; i < crew->n_threads; i++) {
        if (pthread_create(crew->threads + i, NULL, work, crew) != 0)
            abort();
    }
    return 0;
}

static void crew_close(struct crew *crew)
{
    for (int i = 0; i < crew->n_threads; i++)
        pthread_join(crew->threads[i], NULL);
    free(crew->threads);
    free(crew);
}

int run_closed_ok(int n)
{
    struct crew *crew;
    if (crew_open(&crew, n) != 0)
        return -1;
    crew_close(crew);
    return 0;
}

int run_pool_closed_ok(int n)
{
    struct pool *pool;
    if (pool_open(&pool, n) != 0)
        return -1;
    pool_close(pool);
    return 0;
}
