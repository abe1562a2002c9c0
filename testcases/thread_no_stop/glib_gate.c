/* GLib: a thread that waits on a GCond, and one in a main loop of its own. */
#include <glib.h>

typedef struct {
    GMutex lock;
    GCond cond;
    gboolean pending;
    gboolean quit;
    GThread *thread;
} Thumbnailer;

typedef struct {
    GMutex lock;
    GCond cond;
    gboolean pending;
    gboolean quit;
    GThread *thread;
} Previewer;

static gpointer thumbnailer_thread(gpointer data)
{
    Thumbnailer *self = data;
    g_mutex_lock(&self->lock);
    while (!self->quit) {
        while (!self->pending && !self->quit)
            g_cond_wait(&self->cond, &self->lock);
        self->pending = FALSE;
    }
    g_mutex_unlock(&self->lock);
    return NULL;
}

static gpointer previewer_thread(gpointer data)
{
    Previewer *self = data;
    g_mutex_lock(&self->lock);
    while (!self->quit) {
        while (!self->pending && !self->quit)
            g_cond_wait(&self->cond, &self->lock);
        self->pending = FALSE;
    }
    g_mutex_unlock(&self->lock);
    return NULL;
}

Thumbnailer *thumbnailer_new_bad(void)
{
    Thumbnailer *self = g_new0(Thumbnailer, 1);
    g_mutex_init(&self->lock);
    g_cond_init(&self->cond);
    self->thread = g_thread_new("thumbnailer", thumbnailer_thread, self); // EXPECT: thread-no-stop
    return self;
}

void thumbnailer_queue(Thumbnailer *self)
{
    g_mutex_lock(&self->lock);
    self->pending = TRUE;
    g_cond_signal(&self->cond);
    g_mutex_unlock(&self->lock);
}

void thumbnailer_free(Thumbnailer *self)
{
    g_mutex_lock(&self->lock);
    self->quit = TRUE;
    g_mutex_unlock(&self->lock);
    g_thread_join(self->thread);
    g_free(self);
}

Previewer *previewer_new_ok(void)
{
    Previewer *self = g_new0(Previewer, 1);
    g_mutex_init(&self->lock);
    g_cond_init(&self->cond);
    self->thread = g_thread_new("previewer", previewer_thread, self);
    return self;
}

void previewer_queue(Previewer *self)
{
    g_mutex_lock(&self->lock);
    self->pending = TRUE;
    g_cond_signal(&self->cond);
    g_mutex_unlock(&self->lock);
}

void previewer_free(Previewer *self)
{
    g_mutex_lock(&self->lock);
    self->quit = TRUE;
    g_cond_signal(&self->cond);
    g_mutex_unlock(&self->lock);
    g_clear_pointer(&self->thread, g_thread_join);
    g_free(self);
}

/* A main loop: whoever quits it ends the thread. */
static GMainLoop *bus_loop, *net_loop;
static GThread *bus_thread, *net_thread;

static gpointer bus_run(gpointer data)
{
    g_main_loop_run(bus_loop);
    return data;
}

static gpointer net_run(gpointer data)
{
    g_main_loop_run(net_loop);
    return data;
}

void bus_start_bad(void)
{
    bus_loop = g_main_loop_new(NULL, FALSE);
    bus_thread = g_thread_new("bus", bus_run, NULL); // EXPECT: thread-no-stop
}

void bus_stop(void)
{
    g_thread_join(bus_thread);
    g_main_loop_unref(bus_loop);
}

void net_start_ok(void)
{
    net_loop = g_main_loop_new(NULL, FALSE);
    net_thread = g_thread_new("net", net_run, NULL);
}

void net_stop(void)
{
    g_main_loop_quit(net_loop);
    g_thread_join(net_thread);
    g_main_loop_unref(net_loop);
}
