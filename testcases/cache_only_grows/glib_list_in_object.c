/* A list in an object that is made once. The twin's is cut to a length. */
#include <glib.h>

struct monitor {
    GList *samples;
    GQueue recent;
};

static void sample_bad(struct monitor *monitor, double value)
{
    double *copy = g_new(double, 1);

    *copy = value;
    monitor->samples = g_list_prepend(monitor->samples, copy); // EXPECT: cache-only-grows
}

static void sample_ok(struct monitor *monitor, double value)
{
    double *copy = g_new(double, 1);

    *copy = value;
    g_queue_push_head(&monitor->recent, copy);
    while (monitor->recent.length > 100)
        g_free(g_queue_pop_tail(&monitor->recent));
}

static gboolean on_second(gpointer data)
{
    struct monitor *monitor = data;
    double sum = 0;

    sample_bad(monitor, g_random_double());
    sample_ok(monitor, g_random_double());
    for (GList *item = monitor->samples; item; item = item->next)
        sum += *(double *)item->data;
    g_message("%f", sum);
    return G_SOURCE_CONTINUE;
}

int main(void)
{
    struct monitor *monitor = g_new0(struct monitor, 1);

    g_queue_init(&monitor->recent);
    g_timeout_add_seconds(1, on_second, monitor);
    g_main_loop_run(g_main_loop_new(NULL, FALSE));
    return 0;
}
