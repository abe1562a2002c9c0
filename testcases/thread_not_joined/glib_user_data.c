/* The struct that holds the handle is user data of a source of the main loop, and of nothing else: the
 * callback may join, or forget it. */
#include <glib.h>

struct probe {
    GThread *thread;
    int rounds;
};

struct lookup {
    GThread *thread;
    int rounds;
};

static gpointer work(gpointer data)
{
    return data;
}

static gboolean on_probe_due(gpointer data)
{
    struct probe *probe = data;

    if (++probe->rounds < 3)
        return G_SOURCE_CONTINUE;
    g_free(probe);
    return G_SOURCE_REMOVE;
}

static gboolean on_lookup_due(gpointer data)
{
    struct lookup *lookup = data;

    if (++lookup->rounds < 3)
        return G_SOURCE_CONTINUE;
    g_thread_join(lookup->thread);
    g_free(lookup);
    return G_SOURCE_REMOVE;
}

void probe_start_bad(void)
{
    struct probe *probe = g_new0(struct probe, 1);

    probe->thread = g_thread_new("probe", work, NULL); // EXPECT: thread-not-joined
    g_timeout_add(100, on_probe_due, probe);
}

void lookup_start_ok(void)
{
    struct lookup *lookup = g_new0(struct lookup, 1);

    lookup->thread = g_thread_new("lookup", work, NULL);
    g_timeout_add(100, on_lookup_due, lookup);
}
