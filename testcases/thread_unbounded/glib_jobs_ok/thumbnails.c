#include "thumbnails.h"

struct Thumbnails {
    GThreadPool *pool;
    gchar *folder;
};

static void shrink(gpointer data, gpointer user)
{
    gchar *file = data;
    const Thumbnails *self = user;
    gchar *to = g_build_filename(self->folder, file, NULL);
    g_print("%s -> %s\n", file, to);
    g_free(to);
    g_free(file);
}

Thumbnails *thumbnails_new(const gchar *folder)
{
    Thumbnails *self = g_new0(Thumbnails, 1);
    self->folder = g_strdup(folder);
    self->pool = g_thread_pool_new(shrink, self, THUMBNAILS_AT_A_TIME, FALSE, NULL);
    return self;
}

void thumbnails_add(Thumbnails *self, gchar *file)
{
    GError *error = NULL;
    if (!g_thread_pool_push(self->pool, file, &error)) {
        g_warning("%s: %s", file, error->message);
        g_error_free(error);
    }
}

void thumbnails_free(Thumbnails *self)
{
    g_thread_pool_free(self->pool, FALSE, TRUE);
    g_free(self->folder);
    g_free(self);
}
