#include "access_log.h"

#include <gio/gio.h>

static gboolean on_incoming(GSocketService *service, GSocketConnection *connection, GObject *source,
                            gpointer data)
{
    (void)service, (void)connection, (void)source, (void)data;
    access_log_add("peer", 200);
    return TRUE;
}

int main(void)
{
    access_log_open("access.log");
    GSocketService *service = g_socket_service_new();
    if (!g_socket_listener_add_inet_port(G_SOCKET_LISTENER(service), 8080, NULL, NULL))
        return 1;
    g_signal_connect(service, "incoming", G_CALLBACK(on_incoming), NULL);
    g_main_loop_run(g_main_loop_new(NULL, FALSE));
    return 0;
}
