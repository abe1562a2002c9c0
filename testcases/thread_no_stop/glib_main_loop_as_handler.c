/* The function that quits the loop is given to the library itself, as a handler with the loop. */
#include <glib.h>

struct recorder {
    GMainContext *context;
    GMainLoop *loop;
    GThread *thread;
};

static gpointer record(gpointer data)
{
    struct recorder *recorder = data;
    GSource *timer = g_timeout_source_new_seconds(60);
    g_source_set_callback(timer, (GSourceFunc)(void (*)(void))g_main_loop_quit, recorder->loop,
                          NULL);
    g_source_attach(timer, recorder->context);
    g_main_loop_run(recorder->loop);
    g_source_unref(timer);
    return NULL;
}

struct recorder *recorder_open_ok(void)
{
    struct recorder *recorder = g_new0(struct recorder, 1);
    recorder->context = g_main_context_new();
    recorder->loop = g_main_loop_new(recorder->context, FALSE);
    recorder->thread = g_thread_new("record", record, recorder);
    return recorder;
}

void recorder_close(struct recorder *recorder)
{
    g_thread_join(recorder->thread);
    g_main_loop_unref(recorder->loop);
    g_main_context_unref(recorder->context);
    g_free(recorder);
}
