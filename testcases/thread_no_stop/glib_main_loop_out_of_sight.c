/* Main loops that threads run, and that somebody else may quit whom we do not see. */
#include <glib.h>

struct dock {
    GMainLoop *loop;
    GThread *thread;
};

static gpointer dock_run(gpointer data)
{
    struct dock *dock = data;
    g_main_loop_run(dock->loop);
    return NULL;
}

struct dock *dock_open_ok(void)
{
    struct dock *dock = g_new0(struct dock, 1);
    dock->loop = g_main_loop_new(NULL, FALSE);
    dock->thread = g_thread_new("dock", dock_run, dock);
    return dock;
}

/* Whoever asks for the loop may quit it. */
GMainLoop *dock_loop(struct dock *dock)
{
    return dock->loop;
}

void dock_close(struct dock *dock)
{
    g_thread_join(dock->thread);
    g_main_loop_unref(dock->loop);
    g_free(dock);
}

/* A function that is not here gets it. */
struct port {
    GMainLoop *loop;
    GThread *thread;
};

void harbour_takes(GMainLoop *loop);

static gpointer port_run(gpointer data)
{
    struct port *port = data;
    g_main_loop_run(port->loop);
    return NULL;
}

struct port *port_open_ok(void)
{
    struct port *port = g_new0(struct port, 1);
    port->loop = g_main_loop_new(NULL, FALSE);
    harbour_takes(port->loop);
    port->thread = g_thread_new("port", port_run, port);
    return port;
}

void port_close(struct port *port)
{
    g_thread_join(port->thread);
    g_main_loop_unref(port->loop);
    g_free(port);
}
