/* Where the k-th worker cannot be started, those before it are told to leave, and joined. */
#include "pool.h"

#include <pthread.h>
#include <stdlib.h>

struct job {
    struct job *next;
    void (*run)(void *);
    void *arg;
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct job *jobs;
    bool closed;
    unsigned n;
    struct worker *workers;
};

struct worker {
    struct pool *pool;
    pthread_t thread;
};

static struct job *next_job(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (!pool->jobs && !pool->closed)
        pthread_cond_wait(&pool->work, &pool->lock);
    struct job *job = pool->jobs;
    if (job)
        pool->jobs = job->next;
    pthread_mutex_unlock(&pool->lock);
    return job;
}

static void *work(void *arg)
{
    struct worker *self = arg;
    struct job *job;
    while ((job = next_job(self->pool)) != NULL) {
        job->run(job->arg);
        free(job);
    }
    return NULL;
}

struct pool *pool_new(unsigned n)
{
    struct pool *pool = calloc(1, sizeof *pool);
    if (!pool)
        return NULL;
    pool->workers = calloc(n, sizeof *pool->workers);
    if (!pool->workers) {
        free(pool);
        return NULL;
    }
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->work, NULL);
    for (pool->n = 0; pool->n < n; pool->n++) {
        struct worker *w = &pool->workers[pool->n];
        w->pool = pool;
        if (pthread_create(&w->thread, NULL, work, w) != 0) {
            pool_free(pool);
            return NULL;
        }
    }
    return pool;
}

bool pool_run(struct pool *pool, void (*run)(void *), void *arg)
{
    struct job *job = malloc(sizeof *job);
    if (!job)
        return false;
    job->run = run;
    job->arg = arg;
    pthread_mutex_lock(&pool->lock);
    job->next = pool->jobs;
    pool->jobs = job;
    pthread_cond_signal(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    return true;
}

void pool_free(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->closed = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; i < pool->n; i++)
        pthread_join(pool->workers[i].thread, NULL);
    free(pool->workers);
    free(pool);
}
