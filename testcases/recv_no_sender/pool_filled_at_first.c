/* A pool of things that are borrowed and given back: who borrows waits for somebody who gives back, and that comes
 * behind the borrowing in each function. The pool that is filled before the threads are there has some to lend; the
 * other one has none, ever. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 4, BUFFERS = 8 };

struct buffer {
    char text[512];
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t given_back;
    struct buffer *idle[BUFFERS];
    int n_idle;
};

static struct pool filled = {.lock = PTHREAD_MUTEX_INITIALIZER,
                             .given_back = PTHREAD_COND_INITIALIZER};

static int pool_fill(struct pool *pool)
{
    for (int i = 0; i < BUFFERS; i++) {
        struct buffer *buffer = malloc(sizeof(*buffer));
        if (!buffer)
            return -1;
        pool->idle[pool->n_idle++] = buffer;
    }
    return 0;
}

static struct buffer *pool_borrow(struct pool *pool)
{
    struct buffer *buffer;

    pthread_mutex_lock(&pool->lock);
    while (pool->n_idle == 0)
        pthread_cond_wait(&pool->given_back, &pool->lock);
    buffer = pool->idle[--pool->n_idle];
    pthread_mutex_unlock(&pool->lock);
    return buffer;
}

static void pool_give_back(struct pool *pool, struct buffer *buffer)
{
    pthread_mutex_lock(&pool->lock);
    pool->idle[pool->n_idle++] = buffer;
    pthread_cond_signal(&pool->given_back);
    pthread_mutex_unlock(&pool->lock);
}

static void *work_ok(void *argument)
{
    for (int i = 0; i < 100; i++) {
        struct buffer *buffer = pool_borrow(&filled);
        snprintf(buffer->text, sizeof(buffer->text), "%d of %p", i, argument);
        pool_give_back(&filled, buffer);
    }
    return NULL;
}

static pthread_mutex_t spare_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t spare_there = PTHREAD_COND_INITIALIZER;
static struct buffer *spares[BUFFERS];
static int n_spares;

static struct buffer *spare_take(void)
{
    struct buffer *spare;

    pthread_mutex_lock(&spare_lock);
    while (n_spares == 0)
        pthread_cond_wait(&spare_there, &spare_lock); // EXPECT: recv-no-sender
    spare = spares[--n_spares];
    pthread_mutex_unlock(&spare_lock);
    return spare;
}

static void spare_put(struct buffer *spare)
{
    pthread_mutex_lock(&spare_lock);
    spares[n_spares++] = spare;
    pthread_cond_signal(&spare_there);
    pthread_mutex_unlock(&spare_lock);
}

static void *work_bad(void *argument)
{
    struct buffer *spare = spare_take();

    snprintf(spare->text, sizeof(spare->text), "%p", argument);
    spare_put(spare);
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS], other;

    if (pool_fill(&filled) < 0)
        return 1;
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, work_ok, NULL) != 0)
            abort();
    if (pthread_create(&other, NULL, work_bad, NULL) != 0)
        abort();
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    pthread_join(other, NULL);
    return 0;
}
