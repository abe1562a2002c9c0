/* Pools of threads: one that each timer makes, and one that the first of them makes and all others use. */
#include <glib.h>

static void hash(gpointer name, gpointer sums)
{
    g_async_queue_push(sums, g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1));
    g_free(name);
}

static gboolean scan_bad(gpointer sums)
{
    GThreadPool *pool = g_thread_pool_new(hash, sums, 4, TRUE, NULL); // EXPECT: client-per-request

    for (int i = 0; i < 100; i++)
        g_thread_pool_push(pool, g_strdup_printf("part-%d", i), NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
    return G_SOURCE_CONTINUE;
}

static gboolean scan_ok(gpointer sums)
{
    static GThreadPool *pool;

    if (pool == NULL)
        pool = g_thread_pool_new(hash, sums, 4, TRUE, NULL);
    for (int i = 0; i < 100; i++)
        g_thread_pool_push(pool, g_strdup_printf("part-%d", i), NULL);
    return G_SOURCE_CONTINUE;
}

static gboolean drain(gpointer sums)
{
    gchar *sum;

    while ((sum = g_async_queue_try_pop(sums)) != NULL)
        g_free(sum);
    return G_SOURCE_CONTINUE;
}

int main(void)
{
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    GAsyncQueue *sums = g_async_queue_new();

    g_timeout_add_seconds(10, scan_bad, sums);
    g_timeout_add_seconds(10, scan_ok, sums);
    g_timeout_add_seconds(1, drain, sums);
    g_main_loop_run(loop);
    g_async_queue_unref(sums);
    g_main_loop_unref(loop);
    return 0;
}
