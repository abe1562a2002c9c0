/* GLib: the pointer to the GThread serves as the flag, and the thread itself sets it to NULL. */
#include <glib.h>

static GThread *importer;

static gpointer import_all(gpointer path)
{
    g_usleep(1000);
    importer = NULL;
    return path;
}

void importer_start_bad(gchar *path)
{
    if (importer == NULL)
        importer = g_thread_new("import", import_all, path); // EXPECT: thread-not-joined
}

void importer_stop(void)
{
    if (importer != NULL)
        g_thread_join(importer);
    importer = NULL;
}

/* The thread says only that it has finished. */
static GThread *exporter;
static gint exported;

static gpointer export_all(gpointer path)
{
    g_usleep(1000);
    g_atomic_int_set(&exported, 1);
    return path;
}

void exporter_start_ok(gchar *path)
{
    if (exporter != NULL && g_atomic_int_get(&exported)) {
        g_thread_join(exporter);
        exporter = NULL;
    }
    if (exporter == NULL) {
        g_atomic_int_set(&exported, 0);
        exporter = g_thread_new("export", export_all, path);
    }
}

void exporter_stop(void)
{
    if (exporter != NULL)
        g_thread_join(exporter);
    exporter = NULL;
}

/* A timer that looks for news each minute, in a thread of its own. */
static gpointer look(gpointer url)
{
    g_usleep(1000);
    return url;
}

static gboolean on_minute_bad(gpointer url)
{
    g_thread_new("look", look, url); // EXPECT: thread-not-joined
    return G_SOURCE_CONTINUE;
}

static gboolean on_minute_ok(gpointer url)
{
    g_thread_unref(g_thread_new("look", look, url)); // EXPECT: thread-unbounded
    return G_SOURCE_CONTINUE;
}

void news_start(gchar *url)
{
    g_timeout_add_seconds(60, on_minute_bad, url);
    g_timeout_add_seconds(60, on_minute_ok, url);
}
