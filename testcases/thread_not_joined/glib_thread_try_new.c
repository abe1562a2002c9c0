/* g_thread_try_new gives NULL where there is no thread. */
#include <glib.h>

gboolean reload(const char *file);

static gpointer watch(gpointer file)
{
    return file;
}

gboolean with_error_bad(char *file, GError **error)
{
    GThread *watcher = g_thread_try_new("watch", watch, file, error); // EXPECT: thread-not-joined
    if (watcher == NULL)
        return FALSE;
    return reload(file);
}

gboolean with_error_ok(char *file, GError **error)
{
    GThread *watcher = g_thread_try_new("watch", watch, file, error);
    if (watcher == NULL)
        return FALSE;
    gboolean ok = reload(file);
    g_thread_join(watcher);
    return ok;
}

gboolean negated_bad(char *file)
{
    GThread *watcher;
    if (!(watcher = g_thread_try_new("watch", watch, file, NULL))) // EXPECT: thread-not-joined
        return FALSE;
    if (!reload(file))
        return FALSE;
    g_thread_unref(watcher);
    return TRUE;
}

gboolean negated_ok(char *file)
{
    GThread *watcher;
    if (!(watcher = g_thread_try_new("watch", watch, file, NULL)))
        return FALSE;
    if (!reload(file))
        g_message("cannot reload %s", file);
    g_thread_unref(watcher);
    return TRUE;
}

/* The error is asked instead of the thread. */
gboolean error_asked_bad(char *file)
{
    GError *error = NULL;
    GThread *watcher = g_thread_try_new("watch", watch, file, &error); // EXPECT: thread-not-joined
    if (error != NULL) {
        g_error_free(error);
        return FALSE;
    }
    return watcher != NULL && reload(file);
}

gboolean error_asked_ok(char *file)
{
    GError *error = NULL;
    GThread *watcher = g_thread_try_new("watch", watch, file, &error);
    if (error != NULL) {
        g_error_free(error);
        return FALSE;
    }
    g_thread_join(watcher);
    return reload(file);
}
