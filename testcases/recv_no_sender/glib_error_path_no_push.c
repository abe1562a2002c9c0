/* Who starts a loader waits for the one thing that it pushes. Where the file cannot be read, the loader
 * returns without pushing anything; the twin pushes that it has nothing. */
#include <glib.h>

struct job {
    const char *path;
    GAsyncQueue *loaded;
};

static gpointer load_bad(gpointer data)
{
    struct job *job = data;
    char *text;
    if (!g_file_get_contents(job->path, &text, NULL, NULL))
        return NULL;
    g_async_queue_push(job->loaded, text);
    return NULL;
}

char *load_in_background_bad(const char *path)
{
    struct job job = {.path = path, .loaded = g_async_queue_new()};
    GThread *loader = g_thread_new("load", load_bad, &job);
    char *text = g_async_queue_pop(job.loaded); // MISS: recv-no-sender
    g_thread_join(loader);
    g_async_queue_unref(job.loaded);
    return text;
}

static gpointer load_ok(gpointer data)
{
    struct job *job = data;
    char *text;
    if (!g_file_get_contents(job->path, &text, NULL, NULL))
        text = g_strdup("");
    g_async_queue_push(job->loaded, text);
    return NULL;
}

char *load_in_background_ok(const char *path)
{
    struct job job = {.path = path, .loaded = g_async_queue_new()};
    GThread *loader = g_thread_new("load", load_ok, &job);
    char *text = g_async_queue_pop(job.loaded);
    g_thread_join(loader);
    g_async_queue_unref(job.loaded);
    return text;
}
