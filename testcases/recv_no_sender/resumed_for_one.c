/* Several threads of one object wait until it is no longer paused, which lasts: one signal wakes one of them. Where who takes
 * the only turn closes the gate again, one is enough. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { CREW = 8 };

void crunch(void);

struct pool_bad {
    pthread_mutex_t lock;
    pthread_cond_t resumed;
    bool is_paused, is_ended;
    pthread_t threads[CREW];
};

static bool pass_bad(struct pool_bad *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (pool->is_paused && !pool->is_ended)
        pthread_cond_wait(&pool->resumed, &pool->lock); // EXPECT: recv-no-sender
    bool is_ended = pool->is_ended;
    pthread_mutex_unlock(&pool->lock);
    return !is_ended;
}

static void *run_bad(void *arg)
{
    while (pass_bad(arg))
        crunch();
    return NULL;
}

void pool_start_bad(struct pool_bad *pool)
{
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->resumed, NULL);
    pool->is_paused = pool->is_ended = false;
    for (int i = 0; i < CREW; i++)
        if (pthread_create(&pool->threads[i], NULL, run_bad, pool) != 0)
            abort();
}

void pool_pause_bad(struct pool_bad *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->is_paused = true;
    pthread_mutex_unlock(&pool->lock);
}

void pool_resume_bad(struct pool_bad *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->is_paused = false;
    pthread_cond_signal(&pool->resumed);
    pthread_mutex_unlock(&pool->lock);
}

void pool_end_bad(struct pool_bad *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->is_ended = true;
    pthread_cond_broadcast(&pool->resumed);
    pthread_mutex_unlock(&pool->lock);
    for (int i = 0; i < CREW; i++)
        pthread_join(pool->threads[i], NULL);
}

struct turnstile_ok {
    pthread_mutex_t lock;
    pthread_cond_t opened;
    bool is_shut, is_ended;
    pthread_t threads[CREW];
};

static bool pass_ok(struct turnstile_ok *gate)
{
    pthread_mutex_lock(&gate->lock);
    while (gate->is_shut && !gate->is_ended)
        pthread_cond_wait(&gate->opened, &gate->lock);
    gate->is_shut = true;
    bool is_ended = gate->is_ended;
    pthread_mutex_unlock(&gate->lock);
    return !is_ended;
}

static void *run_ok(void *arg)
{
    while (pass_ok(arg))
        crunch();
    return NULL;
}

void turnstile_start_ok(struct turnstile_ok *gate)
{
    pthread_mutex_init(&gate->lock, NULL);
    pthread_cond_init(&gate->opened, NULL);
    gate->is_shut = true;
    gate->is_ended = false;
    for (int i = 0; i < CREW; i++)
        if (pthread_create(&gate->threads[i], NULL, run_ok, gate) != 0)
            abort();
}

void turnstile_turn_ok(struct turnstile_ok *gate)
{
    pthread_mutex_lock(&gate->lock);
    gate->is_shut = false;
    pthread_cond_signal(&gate->opened);
    pthread_mutex_unlock(&gate->lock);
}

void turnstile_end_ok(struct turnstile_ok *gate)
{
    pthread_mutex_lock(&gate->lock);
    gate->is_ended = true;
    pthread_cond_broadcast(&gate->opened);
    pthread_mutex_unlock(&gate->lock);
    for (int i = 0; i < CREW; i++)
        pthread_join(gate->threads[i], NULL);
}
