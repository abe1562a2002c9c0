/* A pool owns a heap array of handles: made in one function, joined in another. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
    pthread_t *threads;
    int n_threads;
};

struct crew {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
    pthread_t *threads;
    int n_threads;
};

static void *pool_run(void *arg)
{
    struct pool *pool = arg;
    pthread_mutex_lock(&pool->lock);
    while (!pool->stopping)
        pthread_cond_wait(&pool->wake, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static void *crew_run(void *arg)
{
    struct crew *crew = arg;
    pthread_mutex_lock(&crew->lock);
    while (!crew->stopping)
        pthread_cond_wait(&crew->wake, &crew->lock);
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

static struct pool *pool;
static struct crew *crew;

int pool_open_bad(int n)
{
    pool = calloc(1, sizeof *pool);
    if (pool == NULL)
        return -1;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->wake, NULL);
    pool->threads = calloc((size_t)n, sizeof *pool->threads);
    if (pool->threads == NULL)
        return -1;
    for (int i = 0; i < n; i++) {
        pthread_t *thread = &pool->threads[i];
        if (pthread_create(thread, NULL, pool_run, pool) == 0) // EXPECT: thread-not-joined
            pool->n_threads++;
    }
    return 0;
}

void pool_close(void)
{
    pthread_mutex_lock(&pool->lock);
    pool->stopping = true;
    pthread_cond_broadcast(&pool->wake);
    pthread_mutex_unlock(&pool->lock);
    free(pool->threads);
    free(pool);
}

int crew_open_ok(int n)
{
    crew = calloc(1, sizeof *crew);
    if (crew == NULL)
        return -1;
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->wake, NULL);
    crew->threads = calloc((size_t)n, sizeof *crew->threads);
    if (crew->threads == NULL)
        return -1;
    for (int i = 0; i < n; i++) {
        if (pthread_create(&crew->threads[i], NULL, crew_run, crew) == 0)
            crew->n_threads++;
    }
    return 0;
}

void crew_close(void)
{
    pthread_mutex_lock(&crew->lock);
    crew->stopping = true;
    pthread_cond_broadcast(&crew->wake);
    pthread_mutex_unlock(&crew->lock);
    for (int i = 0; i < crew->n_threads; i++)
        pthread_join(crew->threads[i], NULL);
    free(crew->threads);
    free(crew);
}
