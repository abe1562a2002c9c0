/* On failure the half-made pool goes to the destructor, which does all that is needed. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct task {
    struct task *next;
    int number;
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stop;
    struct task *tasks;
    size_t n_started;
    pthread_t *threads;
};

static void *pool_work(void *arg)
{
    struct pool *pool = arg;
    for (;;) {
        pthread_mutex_lock(&pool->lock);
        while (pool->tasks == NULL && !pool->stop)
            pthread_cond_wait(&pool->wake, &pool->lock);
        if (pool->stop)
            break;
        struct task *task = pool->tasks;
        pool->tasks = task->next;
        pthread_mutex_unlock(&pool->lock);
        free(task);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

void pool_destroy(struct pool *pool)
{
    if (pool == NULL)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->stop = true;
    pthread_cond_broadcast(&pool->wake);
    pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < pool->n_started; i++)
        pthread_join(pool->threads[i], NULL);
    free(pool->threads);
    free(pool);
}

struct pool *pool_create_ok(size_t n)
{
    struct pool *pool = calloc(1, sizeof *pool);
    if (pool == NULL)
        return NULL;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->wake, NULL);
    pool->threads = calloc(n, sizeof *pool->threads);
    if (pool->threads == NULL)
        goto fail;
    while (pool->n_started < n) {
        if (pthread_create(&pool->threads[pool->n_started], NULL, pool_work, pool) != 0)
            goto fail;
        pool->n_started++;
    }
    return pool;
fail:
    pool_destroy(pool);
    return NULL;
}
