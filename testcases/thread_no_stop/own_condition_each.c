/* Each worker has a mutex and a condition of its own, and all end by one flag: who stops them wakes and joins one after the
 * other. Where the condition is that of all, another one may be woken than is joined. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

enum { N_WORKERS = 4 };

struct worker {
    struct pool *pool;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool has_job;
};

struct pool {
    atomic_bool stop;
    struct worker workers[N_WORKERS];
};

int do_job(int number);

static void *work(void *arg)
{
    struct worker *worker = arg;
    while (!atomic_load(&worker->pool->stop)) {
        pthread_mutex_lock(&worker->lock);
        while (!worker->has_job)
            pthread_cond_wait(&worker->changed, &worker->lock);
        worker->has_job = false;
        pthread_mutex_unlock(&worker->lock);
        if (!atomic_load(&worker->pool->stop))
            do_job(1);
    }
    return NULL;
}

struct pool *pool_new(void)
{
    struct pool *pool = calloc(1, sizeof *pool);
    if (pool == NULL)
        return NULL;
    for (int i = 0; i < N_WORKERS; i++) {
        struct worker *worker = &pool->workers[i];
        worker->pool = pool;
        pthread_mutex_init(&worker->lock, NULL);
        pthread_cond_init(&worker->changed, NULL);
        if (pthread_create(&worker->thread, NULL, work, worker) != 0)
            abort();
    }
    return pool;
}

void pool_free_ok(struct pool *pool)
{
    atomic_store(&pool->stop, true);
    for (int i = 0; i < N_WORKERS; i++) {
        struct worker *worker = &pool->workers[i];
        pthread_mutex_lock(&worker->lock);
        worker->has_job = true;
        pthread_mutex_unlock(&worker->lock);
        pthread_cond_signal(&worker->changed);
        pthread_join(worker->thread, NULL);
    }
    free(pool);
}

/* ---- one condition for all ---- */

struct team {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int n_jobs;
    bool stop;
    pthread_t threads[N_WORKERS];
};

static void *help(void *arg)
{
    struct team *team = arg;
    pthread_mutex_lock(&team->lock);
    while (!team->stop) {
        if (team->n_jobs > 0)
            do_job(team->n_jobs--);
        else
            pthread_cond_wait(&team->changed, &team->lock);
    }
    pthread_mutex_unlock(&team->lock);
    return NULL;
}

struct team *team_new(void)
{
    struct team *team = calloc(1, sizeof *team);
    if (team == NULL)
        return NULL;
    pthread_mutex_init(&team->lock, NULL);
    pthread_cond_init(&team->changed, NULL);
    for (int i = 0; i < N_WORKERS; i++)
        if (pthread_create(&team->threads[i], NULL, help, team) != 0) // EXPECT: thread-no-stop
            abort();
    return team;
}

void team_free_bad(struct team *team)
{
    pthread_mutex_lock(&team->lock);
    team->stop = true;
    pthread_mutex_unlock(&team->lock);
    for (int i = 0; i < N_WORKERS; i++) {
        pthread_cond_signal(&team->changed);
        pthread_join(team->threads[i], NULL);
    }
    free(team);
}
