/* GThread pointers in the fields of objects. */
#include <glib.h>

typedef struct {
    GThread *thread;
    gint stopping;
} Loader;

typedef struct {
    GThread *thread;
    gint stopping;
} Saver;

static gpointer loader_run(gpointer user)
{
    Loader *loader = user;
    while (!g_atomic_int_get(&loader->stopping))
        g_usleep(1000);
    return NULL;
}

static gpointer saver_run(gpointer user)
{
    Saver *saver = user;
    while (!g_atomic_int_get(&saver->stopping))
        g_usleep(1000);
    return NULL;
}

static Loader *loader_new(void)
{
    Loader *loader = g_new0(Loader, 1);
    loader->thread = g_thread_new("loader", loader_run, loader); // EXPECT: thread-not-joined
    return loader;
}

static void loader_stop(Loader *loader)
{
    g_atomic_int_set(&loader->stopping, 1);
}

static Saver *saver_new(void)
{
    Saver *saver = g_new0(Saver, 1);
    saver->thread = g_thread_new("saver", saver_run, saver);
    return saver;
}

static void saver_stop(Saver *saver)
{
    g_atomic_int_set(&saver->stopping, 1);
    g_clear_pointer(&saver->thread, g_thread_join);
}

static void saver_free(Saver *saver)
{
    if (saver->thread != NULL)
        saver_stop(saver);
    g_free(saver);
}

void load_bad(void)
{
    Loader *loader = loader_new();
    g_usleep(100);
    loader_stop(loader);
}

void save_ok(void)
{
    Saver *saver = saver_new();
    g_usleep(100);
    saver_free(saver);
}

/* A static, made once. */
static GThread *collector, *reporter;

static gpointer collect(gpointer user)
{
    return user;
}

void collector_start_bad(void)
{
    if (collector == NULL)
        collector = g_thread_new("collector", collect, NULL); // EXPECT: thread-not-joined
}

void reporter_start_ok(void)
{
    if (reporter == NULL)
        reporter = g_thread_new("reporter", collect, NULL);
}

void reporter_stop(void)
{
    GThread *thread = g_steal_pointer(&reporter);
    if (thread != NULL)
        g_thread_join(thread);
}
