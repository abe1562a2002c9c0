/* A general thread pool: what is queued is a function, which the threads call; a function may queue
 * more. Pools come and go, each with a queue of its own. */
#include "tpool.h"

#include <stdlib.h>

struct work {
    tpool_function *function;
    void *data;
    struct work *next;
};

struct tpool {
    struct work *first, *last;
    pthread_mutex_t mutex;
    pthread_cond_t work_cond, idle_cond;
    size_t n_busy, n_threads;
    bool stop;
};

static struct work *work_take(struct tpool *pool)
{
    struct work *work = pool->first;
    if (work == NULL)
        return NULL;
    if (work->next == NULL) {
        pool->first = NULL;
        pool->last = NULL;
    } else {
        pool->first = work->next;
    }
    return work;
}

static void *tpool_run(void *arg)
{
    struct tpool *pool = arg;
    for (;;) {
        pthread_mutex_lock(&pool->mutex);
        while (pool->first == NULL && !pool->stop)
            pthread_cond_wait(&pool->work_cond, &pool->mutex);
        if (pool->stop)
            break;
        struct work *work = work_take(pool);
        pool->n_busy++;
        pthread_mutex_unlock(&pool->mutex);
        if (work != NULL) {
            work->function(work->data);
            free(work);
        }
        pthread_mutex_lock(&pool->mutex);
        pool->n_busy--;
        if (!pool->stop && pool->n_busy == 0 && pool->first == NULL)
            pthread_cond_broadcast(&pool->idle_cond);
        pthread_mutex_unlock(&pool->mutex);
    }
    pool->n_threads--;
    pthread_cond_broadcast(&pool->idle_cond);
    pthread_mutex_unlock(&pool->mutex);
    return NULL;
}

struct tpool *tpool_new(size_t n_threads)
{
    struct tpool *pool = calloc(1, sizeof *pool);
    if (pool == NULL)
        return NULL;
    pthread_mutex_init(&pool->mutex, NULL);
    pthread_cond_init(&pool->work_cond, NULL);
    pthread_cond_init(&pool->idle_cond, NULL);
    for (size_t i = 0; i < n_threads; i++) {
        pthread_t thread;
        pthread_mutex_lock(&pool->mutex);
        pool->n_threads++;
        pthread_mutex_unlock(&pool->mutex);
        if (pthread_create(&thread, NULL, tpool_run, pool) == 0) {
            pthread_detach(thread);
            continue;
        }
        pthread_mutex_lock(&pool->mutex);
        pool->n_threads--;
        pthread_mutex_unlock(&pool->mutex);
    }
    return pool;
}

bool tpool_add(struct tpool *pool, tpool_function *function, void *data)
{
    struct work *work = malloc(sizeof *work);
    if (work == NULL)
        return false;
    *work = (struct work){function, data, NULL};
    pthread_mutex_lock(&pool->mutex);
    if (pool->first == NULL) {
        pool->first = work;
        pool->last = work;
    } else {
        pool->last->next = work;
        pool->last = work;
    }
    pthread_cond_broadcast(&pool->work_cond);
    pthread_mutex_unlock(&pool->mutex);
    return true;
}

void tpool_wait(struct tpool *pool)
{
    pthread_mutex_lock(&pool->mutex);
    for (;;) {
        bool at_work = pool->first != NULL || pool->n_busy > 0;
        if (pool->stop ? pool->n_threads == 0 : !at_work || pool->n_threads == 0)
            break;
        pthread_cond_wait(&pool->idle_cond, &pool->mutex);
    }
    pthread_mutex_unlock(&pool->mutex);
}

void tpool_free(struct tpool *pool)
{
    if (pool == NULL)
        return;
    pthread_mutex_lock(&pool->mutex);
    struct work *work = pool->first;
    while (work != NULL) {
        struct work *next = work->next;
        free(work);
        work = next;
    }
    pool->first = NULL;
    pool->stop = true;
    pthread_cond_broadcast(&pool->work_cond);
    pthread_mutex_unlock(&pool->mutex);
    tpool_wait(pool);
    pthread_mutex_destroy(&pool->mutex);
    pthread_cond_destroy(&pool->work_cond);
    pthread_cond_destroy(&pool->idle_cond);
    free(pool);
}
