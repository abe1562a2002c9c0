/* A source goes to a context of its own, but the loop that runs is one of the default context: the source
 * is never dispatched. The twin's loop is one of that context. */
#include <glib.h>

static gboolean stop_bad(gpointer loop)
{
    g_main_loop_quit(loop);
    return G_SOURCE_REMOVE;
}

void run_for_bad(guint seconds)
{
    GMainContext *context = g_main_context_new();
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    GSource *timer = g_timeout_source_new_seconds(seconds);
    g_source_set_callback(timer, stop_bad, loop, NULL);
    g_source_attach(timer, context); // EXPECT: send-no-receiver
    g_source_unref(timer);
    g_main_loop_run(loop);
    g_main_loop_unref(loop);
    g_main_context_unref(context);
}

static gboolean stop_ok(gpointer loop)
{
    g_main_loop_quit(loop);
    return G_SOURCE_REMOVE;
}

void run_for_ok(guint seconds)
{
    GMainContext *context = g_main_context_new();
    GMainLoop *loop = g_main_loop_new(context, FALSE);
    GSource *timer = g_timeout_source_new_seconds(seconds);
    g_source_set_callback(timer, stop_ok, loop, NULL);
    g_source_attach(timer, context);
    g_source_unref(timer);
    g_main_loop_run(loop);
    g_main_loop_unref(loop);
    g_main_context_unref(context);
}
