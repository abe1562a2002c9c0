/* A pool whose workers go when they have nothing to do. They take themselves off the count, and the
 * pool joins as many as are counted. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#define N_MOST 8

struct pool {
    pthread_mutex_t lock;
    pthread_t tids[N_MOST];
    int n_workers;
};

static int take_job(void)
{
    return rand() % 2;
}

static void *pool_work(void *arg)
{
    struct pool *pool = arg;
    for (int idle = 0; idle < 100; idle++)
        take_job();
    pthread_mutex_lock(&pool->lock);
    pool->n_workers--;
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

int pool_grow_bad(struct pool *pool)
{
    int rc = -1;
    pthread_mutex_lock(&pool->lock);
    if (pool->n_workers < N_MOST) {
        pthread_t *tid = &pool->tids[pool->n_workers];
        rc = pthread_create(tid, NULL, pool_work, pool); // EXPECT: thread-not-joined
        if (rc == 0)
            pool->n_workers++;
    }
    pthread_mutex_unlock(&pool->lock);
    return rc;
}

void pool_finish(struct pool *pool)
{
    for (int i = 0; i < pool->n_workers; i++)
        pthread_join(pool->tids[i], NULL);
}

/* The count of those that are busy is another one. */
struct crew {
    pthread_mutex_t lock;
    pthread_t tids[N_MOST];
    int n_started;
    int n_busy;
};

static void *crew_work(void *arg)
{
    struct crew *crew = arg;
    for (int idle = 0; idle < 100; idle++)
        take_job();
    pthread_mutex_lock(&crew->lock);
    crew->n_busy--;
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

int crew_grow_ok(struct crew *crew)
{
    int rc = -1;
    pthread_mutex_lock(&crew->lock);
    if (crew->n_started < N_MOST) {
        rc = pthread_create(&crew->tids[crew->n_started], NULL, crew_work, crew);
        if (rc == 0) {
            crew->n_started++;
            crew->n_busy++;
        }
    }
    pthread_mutex_unlock(&crew->lock);
    return rc;
}

void crew_finish(struct crew *crew)
{
    for (int i = 0; i < crew->n_started; i++)
        pthread_join(crew->tids[i], NULL);
}
