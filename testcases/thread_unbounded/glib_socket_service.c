/* GSocketService calls its handler for each connection. */
#include <gio/gio.h>

static gpointer serve_plain(gpointer data)
{
    GSocketConnection *connection = data;
    GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(connection));
    g_output_stream_write(out, "hello\n", 6, NULL, NULL);
    g_object_unref(connection);
    return NULL;
}

static gboolean on_plain_bad(GSocketService *service, GSocketConnection *connection,
                             GObject *source, gpointer user)
{
    (void)service, (void)source, (void)user;
    gpointer data = g_object_ref(connection);
    GThread *thread = g_thread_new("plain", serve_plain, data); // EXPECT: thread-unbounded
    g_thread_unref(thread);
    return TRUE;
}

#define MAX_COUNTED 50
static gint n_counted;

static gpointer serve_counted(gpointer data)
{
    GSocketConnection *connection = data;
    GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(connection));
    g_output_stream_write(out, "hello\n", 6, NULL, NULL);
    g_object_unref(connection);
    g_atomic_int_dec_and_test(&n_counted);
    return NULL;
}

static gboolean on_counted_ok(GSocketService *service, GSocketConnection *connection,
                              GObject *source, gpointer user)
{
    (void)service, (void)source, (void)user;
    if (g_atomic_int_get(&n_counted) >= MAX_COUNTED)
        return TRUE;
    g_atomic_int_inc(&n_counted);
    gpointer data = g_object_ref(connection);
    GThread *thread = g_thread_new("counted", serve_counted, data);
    g_thread_unref(thread);
    return TRUE;
}

int main(void)
{
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    GSocketService *plain = g_socket_service_new();
    GSocketService *counted = g_socket_service_new();
    g_socket_listener_add_inet_port(G_SOCKET_LISTENER(plain), 7000, NULL, NULL);
    g_socket_listener_add_inet_port(G_SOCKET_LISTENER(counted), 7001, NULL, NULL);
    g_signal_connect(plain, "incoming", G_CALLBACK(on_plain_bad), NULL);
    g_signal_connect(counted, "incoming", G_CALLBACK(on_counted_ok), NULL);
    g_socket_service_start(plain);
    g_socket_service_start(counted);
    g_main_loop_run(loop);
    return 0;
}
