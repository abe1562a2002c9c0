/* A consumer that is joined before the last push, to a queue in an object of the function's own; and two consumers of
 * one queue, of which one has ended. */
#include <glib.h>

struct spool {
    GAsyncQueue *pages;
    GThread *printer;
    guint n_printed;
};

static gpointer print_pages(gpointer data)
{
    struct spool *spool = data;
    gchar *page;

    while (*(page = g_async_queue_pop(spool->pages)) != '\0') {
        spool->n_printed++;
        g_free(page);
    }
    g_free(page);
    return NULL;
}

guint print_bad(gchar **pages)
{
    struct spool spool = {.pages = g_async_queue_new()};

    spool.printer = g_thread_new("printer", print_pages, &spool);
    for (; *pages; pages++)
        g_async_queue_push(spool.pages, g_strdup(*pages));
    g_async_queue_push(spool.pages, g_strdup(""));
    g_thread_join(spool.printer);
    g_async_queue_push(spool.pages, g_strdup("end of job")); // EXPECT: send-after-close
    g_async_queue_unref(spool.pages);
    return spool.n_printed;
}

static GAsyncQueue *orders;

static gpointer deliver(gpointer unused)
{
    gchar *order;

    while (*(order = g_async_queue_pop(orders)) != '\0')
        g_free(order);
    g_free(order);
    return unused;
}

int main(int argc, char **argv)
{
    orders = g_async_queue_new();
    GThread *first = g_thread_new("first", deliver, NULL);
    GThread *second = g_thread_new("second", deliver, NULL);
    guint n = print_bad(argv);

    for (int i = 1; i < argc; i++)
        g_async_queue_push(orders, g_strdup(argv[i]));
    g_async_queue_push(orders, g_strdup(""));
    g_thread_join(first);
    g_async_queue_push(orders, g_strdup(""));
    g_thread_join(second);
    g_async_queue_unref(orders);
    return n == 0;
}
