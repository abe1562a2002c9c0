/* A thread for each file pushes its result into a queue that nobody pops: the results pile up. The twin
 * pops as many as it has started threads. */
#include <glib.h>

#define N_FILES 100000

static gpointer digest_bad(gpointer results)
{
    gint64 *began = g_new(gint64, 1);
    *began = g_get_monotonic_time();
    g_async_queue_push(results, began); // EXPECT: send-no-receiver
    return NULL;
}

void digest_all_bad(void)
{
    GAsyncQueue *results = g_async_queue_new_full(g_free);
    for (guint i = 0; i < N_FILES; i++)
        g_thread_unref(g_thread_new("digest", digest_bad, results));
    g_print("%d files, %d results\n", N_FILES, g_async_queue_length(results));
}

static gpointer digest_ok(gpointer results)
{
    gint64 *began = g_new(gint64, 1);
    *began = g_get_monotonic_time();
    g_async_queue_push(results, began);
    return NULL;
}

void digest_all_ok(void)
{
    GAsyncQueue *results = g_async_queue_new_full(g_free);
    for (guint i = 0; i < N_FILES; i++)
        g_thread_unref(g_thread_new("digest", digest_ok, results));
    for (guint i = 0; i < N_FILES; i++)
        g_free(g_async_queue_pop(results));
    g_async_queue_unref(results);
}
