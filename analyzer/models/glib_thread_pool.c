/* GLib: pools of threads.
 *
 * States    the GLib reference manual, 2.74 (Thread Pools).
 * Handles   A GThreadPool * is the pool. Its threads are the library's own: nobody joins them.
 * Clients   A pool is made to be kept: it starts threads, and g_thread_pool_free() ends it.
 * Channels  The pool takes every item that is pushed, so none is lost; what may be said of pushing is
 *           that the pool is gone (g_thread_pool_free()).
 * Failures  A pool that cannot start its exclusive threads is made all the same, and so is an item that
 *           no thread could be started for pushed (g_thread_pool_new(), g_thread_pool_push()). */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* Laid over a GThreadPool: what is pushed is somewhere in it. */
struct model_thread_pool {
    void *items[1024];
};

void *g_thread_pool_new(void *function, void *user_data, int max_threads, int exclusive,
                        void **error)
{
    model_on_event(function, user_data);
    keep(user_data);
    struct model_thread_pool *pool = model_client(MODEL_THREADS);
    model_pool(function, user_data, max_threads);
    model_make(pool, MODEL_COUNTED, 0);
    return pool;
}

void *g_thread_pool_new_full(void *function, void *user_data, void *free_item, int max_threads,
                             int exclusive, void **error)
{
    model_on_event(function, user_data);
    if (free_item)
        model_on_event(free_item, (void *)model_any());
    keep(user_data);
    struct model_thread_pool *pool = model_client(MODEL_THREADS);
    model_pool(function, user_data, max_threads);
    model_make(pool, MODEL_COUNTED, 0);
    return pool;
}

int g_thread_pool_push(struct model_thread_pool *pool, void *item, void **error)
{
    pool->items[model_any()] = item;
    model_pass(item);
    model_pool_push(pool);
    model_send(pool);
    return (int)model_any();
}

int g_thread_pool_set_max_threads(void *pool, int max_threads, void **error)
{
    model_pool_limit(pool, max_threads);
    return (int)model_any();
}

int g_thread_pool_get_max_threads(void *pool)
{
    return (int)model_any();
}

int g_thread_pool_get_num_threads(void *pool)
{
    return (int)model_any();
}

unsigned g_thread_pool_unprocessed(void *pool)
{
    return (unsigned)model_any();
}

/* Moves the item to the front. */
int g_thread_pool_move_to_front(void *pool, void *item)
{
    return (int)model_any();
}

/* Items that wait are dropped, or run before it returns. */
void g_thread_pool_free(void *pool, int immediate, int wait)
{
    model_close(pool);
    model_client_end(pool);
}
