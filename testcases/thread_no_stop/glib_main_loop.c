/* A thread that runs a main loop ends when somebody quits that loop, and not before. */
#include <glib.h>

/* Nobody quits it: closing the watcher waits for ever. */
struct watcher {
    GMainContext *context;
    GMainLoop *loop;
    GThread *thread;
    int n_changes;
};

static gboolean look_for_changes(gpointer data)
{
    struct watcher *watcher = data;
    g_atomic_int_inc(&watcher->n_changes);
    return G_SOURCE_CONTINUE;
}

static gpointer watch(gpointer data)
{
    struct watcher *watcher = data;
    GSource *timer = g_timeout_source_new_seconds(2);
    g_main_context_push_thread_default(watcher->context);
    g_source_set_callback(timer, look_for_changes, watcher, NULL);
    g_source_attach(timer, watcher->context);
    g_main_loop_run(watcher->loop);
    g_source_unref(timer);
    g_main_context_pop_thread_default(watcher->context);
    return NULL;
}

struct watcher *watcher_open_bad(void)
{
    struct watcher *watcher = g_new0(struct watcher, 1);
    watcher->context = g_main_context_new();
    watcher->loop = g_main_loop_new(watcher->context, FALSE);
    watcher->thread = g_thread_new("watch", watch, watcher); // EXPECT: thread-no-stop
    return watcher;
}

void watcher_close(struct watcher *watcher)
{
    g_main_context_wakeup(watcher->context);
    g_thread_join(watcher->thread);
    g_main_loop_unref(watcher->loop);
    g_main_context_unref(watcher->context);
    g_free(watcher);
}

/* The thread quits by itself, in what its loop calls. */
struct poller {
    GMainContext *context;
    GMainLoop *loop;
    GThread *thread;
    int left;
};

static gboolean poll_once(gpointer data)
{
    struct poller *poller = data;
    if (--poller->left > 0)
        return G_SOURCE_CONTINUE;
    g_main_loop_quit(poller->loop);
    return G_SOURCE_REMOVE;
}

static gpointer poll_all(gpointer data)
{
    struct poller *poller = data;
    GSource *timer = g_timeout_source_new_seconds(2);
    g_source_set_callback(timer, poll_once, poller, NULL);
    g_source_attach(timer, poller->context);
    g_main_loop_run(poller->loop);
    g_source_unref(timer);
    return NULL;
}

struct poller *poller_open_ok(void)
{
    struct poller *poller = g_new0(struct poller, 1);
    poller->left = 10;
    poller->context = g_main_context_new();
    poller->loop = g_main_loop_new(poller->context, FALSE);
    poller->thread = g_thread_new("poll", poll_all, poller);
    return poller;
}

void poller_close(struct poller *poller)
{
    g_thread_join(poller->thread);
    g_main_loop_unref(poller->loop);
    g_main_context_unref(poller->context);
    g_free(poller);
}
