/* g_thread_new never fails (it ends the program instead); its thread is a reference to drop. */
#include <glib.h>

gboolean reload(const char *file);

static gpointer watch(gpointer file)
{
    return file;
}

void result_ignored_bad(char *file)
{
    g_thread_new("watch", watch, file); // EXPECT: thread-not-joined
}

void result_ignored_ok(char *file)
{
    g_thread_unref(g_thread_new("watch", watch, file));
}

gboolean early_return_bad(char *file)
{
    GThread *watcher = g_thread_new("watch", watch, file); // EXPECT: thread-not-joined
    if (!reload(file))
        return FALSE;
    g_thread_join(watcher);
    return TRUE;
}

gboolean early_return_ok(char *file)
{
    GThread *watcher = g_thread_new("watch", watch, file);
    if (!reload(file)) {
        g_thread_unref(watcher);
        return FALSE;
    }
    g_thread_join(watcher);
    return TRUE;
}

/* g_return_val_if_fail is a return. */
gboolean precondition_bad(char *file, gpointer user)
{
    GThread *watcher = g_thread_new("watch", watch, file); // EXPECT: thread-not-joined
    g_return_val_if_fail(user != NULL, FALSE);
    g_thread_join(watcher);
    return TRUE;
}

gboolean precondition_ok(char *file, gpointer user)
{
    g_return_val_if_fail(user != NULL, FALSE);
    GThread *watcher = g_thread_new("watch", watch, file);
    g_thread_join(watcher);
    return TRUE;
}

/* g_error ends the program. */
void g_error_ok(char *file)
{
    GThread *watcher = g_thread_new("watch", watch, file);
    if (!reload(file))
        g_error("cannot reload %s", file);
    g_thread_join(watcher);
}

void overwritten_bad(char **files)
{
    GThread *watcher = NULL;
    for (; *files != NULL; files++)
        watcher = g_thread_new("watch", watch, *files); // EXPECT: thread-not-joined
    if (watcher != NULL)
        g_thread_join(watcher);
}

void overwritten_ok(char **files)
{
    GThread *watcher = NULL;
    for (; *files != NULL; files++) {
        if (watcher != NULL)
            g_thread_join(watcher);
        watcher = g_thread_new("watch", watch, *files);
    }
    if (watcher != NULL)
        g_thread_join(watcher);
}

/* NULL means "no thread". */
void optional_bad(char *file, gboolean wanted)
{
    GThread *watcher = NULL;
    if (wanted)
        watcher = g_thread_new("watch", watch, file); // EXPECT: thread-not-joined
    reload(file);
    if (watcher == NULL)
        return;
    reload(file);
}

void optional_ok(char *file, gboolean wanted)
{
    GThread *watcher = NULL;
    if (wanted)
        watcher = g_thread_new("watch", watch, file);
    reload(file);
    if (watcher == NULL)
        return;
    g_thread_join(watcher);
}

/* The join runs the thread's result through g_clear_pointer, g_steal_pointer, g_autoptr. */
void clear_pointer_ok(char *file)
{
    GThread *watcher = g_thread_new("watch", watch, file);
    reload(file);
    g_clear_pointer(&watcher, g_thread_join);
}

void steal_pointer_ok(char *file)
{
    GThread *watcher = g_thread_new("watch", watch, file);
    reload(file);
    g_thread_join(g_steal_pointer(&watcher));
}

gboolean autoptr_bad(char *file)
{
    GThread *watcher = g_thread_new("watch", watch, file); // EXPECT: thread-not-joined
    if (watcher == g_thread_self())
        return FALSE;
    return reload(file);
}

gboolean autoptr_ok(char *file)
{
    g_autoptr(GThread) watcher = g_thread_new("watch", watch, file);
    if (watcher == g_thread_self())
        return FALSE;
    return reload(file);
}

/* An array of pointers. */
void array_bad(char *file)
{
    GThread *watchers[4];
    for (guint i = 0; i < G_N_ELEMENTS(watchers); i++)
        watchers[i] = g_thread_new("watch", watch, file); // EXPECT: thread-not-joined
    g_thread_join(watchers[0]);
}

void array_ok(char *file)
{
    GThread *watchers[4];
    for (guint i = 0; i < G_N_ELEMENTS(watchers); i++)
        watchers[i] = g_thread_new("watch", watch, file);
    for (guint i = 0; i < G_N_ELEMENTS(watchers); i++)
        g_thread_join(watchers[i]);
}

/* A container of GLib owns the threads and joins them when it goes. */
void pointer_array_ok(char **files)
{
    GPtrArray *watchers = g_ptr_array_new_with_free_func((GDestroyNotify)g_thread_join);
    for (; *files != NULL; files++)
        g_ptr_array_add(watchers, g_thread_new("watch", watch, *files));
    g_ptr_array_unref(watchers);
}
