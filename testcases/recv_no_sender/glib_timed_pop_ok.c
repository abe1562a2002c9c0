/* Nobody pushes, but nobody waits for ever either: one pop tries, the other has a time-out. */
#include <glib.h>

int is_cancelled(void);

gpointer drain_ok(void)
{
    GAsyncQueue *late = g_async_queue_new();
    gpointer item = g_async_queue_try_pop(late);
    while (!item && !is_cancelled())
        item = g_async_queue_timeout_pop(late, G_USEC_PER_SEC);
    g_async_queue_unref(late);
    return item;
}
