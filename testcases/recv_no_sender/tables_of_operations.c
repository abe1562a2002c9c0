/* Two mechanisms, each a table of operations on the same kind of object: what the one does is never waited for
 * by the threads of the other. */
#include <pthread.h>
#include <stdlib.h>

struct pool;

struct operations {
    struct pool *(*new)(int size);
    int (*add)(struct pool *pool, int item);
    int (*grow)(struct pool *pool, int by);
    int (*run)(struct pool *pool);
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int items, wanted;
    const struct operations *operations;
};

void serve(int item);

static struct pool *pool_new(int size)
{
    struct pool *pool = calloc(1, sizeof *pool);
    if (pool == NULL)
        return NULL;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->changed, NULL);
    pool->wanted = size;
    return pool;
}

/* With threads. */
static void *serve_ok(void *arg)
{
    struct pool *pool = arg;
    for (;;) {
        pthread_mutex_lock(&pool->lock);
        while (pool->items == 0)
            pthread_cond_wait(&pool->changed, &pool->lock);
        int item = pool->items--;
        pthread_mutex_unlock(&pool->lock);
        serve(item);
    }
    return NULL;
}

static int threads_add(struct pool *pool, int item)
{
    pthread_mutex_lock(&pool->lock);
    pool->items = item ? item : 1;
    pthread_cond_signal(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
    return 0;
}

static int threads_grow(struct pool *pool, int by)
{
    pthread_mutex_lock(&pool->lock);
    pool->items = 1;
    pool->wanted += by;
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
    return 0;
}

static int threads_run(struct pool *pool)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve_ok, pool) != 0)
        return -1;
    return pthread_join(thread, NULL);
}

const struct operations with_threads = {pool_new, threads_add, threads_grow, threads_run};

/* Without: who runs the loop looks by himself. */
static int loop_add(struct pool *pool, int item)
{
    pthread_mutex_lock(&pool->lock);
    pool->items = item ? item : 1;
    pthread_mutex_unlock(&pool->lock);
    return 0;
}

static int loop_grow(struct pool *pool, int by)
{
    pthread_mutex_lock(&pool->lock);
    pool->items = 1;
    pool->wanted += by;
    pthread_mutex_unlock(&pool->lock);
    return 0;
}

static int loop_run(struct pool *pool)
{
    for (;;) {
        pthread_mutex_lock(&pool->lock);
        int item = pool->items;
        pool->items = 0;
        pthread_mutex_unlock(&pool->lock);
        if (item == 0)
            return 0;
        serve(item);
    }
}

const struct operations with_loop = {pool_new, loop_add, loop_grow, loop_run};

struct pool *pool_start(int size, int threads)
{
    const struct operations *operations = threads ? &with_threads : &with_loop;
    struct pool *pool = operations->new(size);
    if (pool != NULL)
        pool->operations = operations;
    return pool;
}

int pool_add(struct pool *pool, int item)
{
    return pool->operations->add(pool, item);
}

int pool_grow(struct pool *pool, int by)
{
    return pool->operations->grow(pool, by);
}

int pool_run(struct pool *pool)
{
    return pool->operations->run(pool);
}

/* One mechanism: the same thread waits for both. */
struct single {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int items;
};

struct single_operations {
    int (*add)(struct single *single);
    int (*grow)(struct single *single);
    int (*run)(struct single *single);
};

static void *serve_bad(void *arg)
{
    struct single *single = arg;
    for (;;) {
        pthread_mutex_lock(&single->lock);
        while (single->items == 0)
            pthread_cond_wait(&single->changed, &single->lock); // EXPECT: recv-no-sender
        int item = single->items--;
        pthread_mutex_unlock(&single->lock);
        serve(item);
    }
    return NULL;
}

static int single_add(struct single *single)
{
    pthread_mutex_lock(&single->lock);
    single->items = 1;
    pthread_cond_signal(&single->changed);
    pthread_mutex_unlock(&single->lock);
    return 0;
}

static int single_grow(struct single *single)
{
    pthread_mutex_lock(&single->lock);
    single->items = 1;
    pthread_mutex_unlock(&single->lock);
    return 0;
}

static int single_run(struct single *single)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve_bad, single) != 0)
        return -1;
    return pthread_join(thread, NULL);
}

const struct single_operations with_single = {single_add, single_grow, single_run};
