/* GIO: sockets, streams, cancellation, tasks, D-Bus, applications.
 *
 * States    the GIO reference manual, 2.74 (GSocket, GSocketListener, GSocketService, GInputStream,
 *           GIOStream, GCancellable, GTask, GSimpleAsyncResult, GIOScheduler, GDBusConnection, Owning
 *           and Watching Bus Names, GApplication).
 * Channels  A socket, listener or stream is received from; with a cancellable the wait has an end for
 *           whoever cancels, and is not told as one for ever.
 * Silent    The signals of GSocketService are connected like others (glib_main_loop.c); what ends with
 *           _async calls its callback once: without a model that is a function that somebody calls. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

static void fill(void *data)
{
    *(char *)data = (char)model_any();
}

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* ---- sockets ---- */

void *g_socket_accept(void *socket, void *cancellable, void **error)
{
    model_waits_for_connection();
    model_receive(socket, cancellable == 0);
    return model_alloc();
}

long g_socket_receive(void *socket, char *data, size_t size, void *cancellable, void **error)
{
    model_waits_for_event();
    model_receive(socket, cancellable == 0);
    fill(data);
    return model_any();
}

long g_socket_receive_from(void *socket, void **address, char *data, size_t size, void *cancellable,
                           void **error)
{
    model_waits_for_event();
    model_receive(socket, cancellable == 0);
    fill(data);
    return model_any();
}

/* That it waits for ever depends on two of its arguments, and is not told. */
long g_socket_receive_with_blocking(void *socket, char *data, size_t size, int blocking,
                                    void *cancellable, void **error)
{
    model_waits_for_event();
    model_receive(socket, 0);
    fill(data);
    return model_any();
}

long g_socket_receive_message(void *socket, void **address, void *vectors, int n_vectors,
                              void *messages, int *n_messages, int *flags, void *cancellable,
                              void **error)
{
    model_waits_for_event();
    model_receive(socket, cancellable == 0);
    return model_any();
}

int g_socket_condition_wait(void *socket, int condition, void *cancellable, void **error)
{
    model_waits_for_event();
    model_receive(socket, cancellable == 0);
    return (int)model_any();
}

int g_socket_condition_timed_wait(void *socket, int condition, long long timeout, void *cancellable,
                                  void **error)
{
    model_waits_for_event();
    model_receive(socket, timeout < 0);
    return (int)model_any();
}

long g_socket_send(void *socket, const char *data, size_t size, void *cancellable, void **error)
{
    model_send(socket);
    return model_any();
}

long g_socket_send_to(void *socket, void *address, const char *data, size_t size, void *cancellable,
                      void **error)
{
    model_send(socket);
    return model_any();
}

long g_socket_send_with_blocking(void *socket, const char *data, size_t size, int blocking,
                                 void *cancellable, void **error)
{
    model_send(socket);
    return model_any();
}

long g_socket_send_message(void *socket, void *address, void *vectors, int n_vectors,
                           void *messages, int n_messages, int flags, void *cancellable,
                           void **error)
{
    model_send(socket);
    return model_any();
}

int g_socket_close(void *socket, void **error)
{
    model_close(socket);
    return (int)model_any();
}

int g_socket_shutdown(void *socket, int shutdown_read, int shutdown_write, void **error)
{
    model_close(socket);
    return (int)model_any();
}

void g_socket_set_timeout(void *socket, unsigned timeout)
{
    if (timeout)
        model_set_timeout(socket);
}

void g_socket_set_blocking(void *socket, int blocking)
{
    if (!blocking)
        model_set_timeout(socket);
}

/* It wakes who waits in accept() for it, at a socket that is not known here. */
int g_socket_connect(void *socket, void *address, void *cancellable, void **error)
{
    model_send(0);
    return (int)model_any();
}

void *g_socket_listener_accept(void *listener, void **source, void *cancellable, void **error)
{
    model_waits_for_connection();
    model_receive(listener, cancellable == 0);
    return model_alloc();
}

void *g_socket_listener_accept_socket(void *listener, void **source, void *cancellable,
                                      void **error)
{
    model_waits_for_connection();
    model_receive(listener, cancellable == 0);
    return model_alloc();
}

void g_socket_listener_close(void *listener)
{
    model_close(listener);
}

/* ---- streams ---- */

long g_input_stream_read(void *stream, void *data, size_t size, void *cancellable, void **error)
{
    model_waits_for_event();
    model_receive(stream, cancellable == 0);
    fill(data);
    return model_any();
}

int g_input_stream_read_all(void *stream, void *data, size_t size, size_t *n_read,
                            void *cancellable, void **error)
{
    model_waits_for_event();
    model_receive(stream, cancellable == 0);
    fill(data);
    return (int)model_any();
}

char *g_data_input_stream_read_line(void *stream, size_t *size, void *cancellable, void **error)
{
    model_waits_for_event();
    model_receive(stream, cancellable == 0);
    return model_alloc();
}

int g_input_stream_close(void *stream, void *cancellable, void **error)
{
    model_close(stream);
    return (int)model_any();
}

/* It closes both of its streams, of which either may be waited for. */
int g_io_stream_close(void *stream, void *cancellable, void **error)
{
    model_close(0);
    return (int)model_any();
}

/* What is at the other end is not known. */
long g_output_stream_write(void *stream, const void *data, size_t size, void *cancellable,
                           void **error)
{
    model_send(0);
    return model_any();
}

int g_output_stream_write_all(void *stream, const void *data, size_t size, size_t *n_written,
                              void *cancellable, void **error)
{
    model_send(0);
    return (int)model_any();
}

/* ---- cancellation ---- */

void g_cancellable_cancel(void *cancellable)
{
    model_send(0);
}

unsigned long g_cancellable_connect(void *cancellable, void *handler, void *data, void *notify)
{
    model_on_event(handler, data);
    if (notify)
        model_on_exit(notify, data);
    keep(data);
    return (unsigned long)model_any();
}

/* ---- tasks: in a thread of a pool of the library's own, with a fixed limit ---- */

void *g_task_new(void *source, void *cancellable, void *callback, void *data)
{
    if (callback)
        model_calls(callback, data);
    keep(data);
    return model_new();
}

void g_task_run_in_thread(void *task, void *function)
{
    model_calls(function, task);
    keep(task);
}

void g_task_run_in_thread_sync(void *task, void *function)
{
    model_calls(function, task);
    keep(task);
}

void g_simple_async_result_run_in_thread(void *result, void *function, int priority,
                                         void *cancellable)
{
    model_calls(function, result);
    keep(result);
}

void g_io_scheduler_push_job(void *function, void *data, void *notify, int priority,
                             void *cancellable)
{
    model_calls(function, data);
    if (notify)
        model_on_exit(notify, data);
    keep(data);
}

/* ---- D-Bus ---- */

/* As <gio/gio.h> declares it. */
typedef struct _GDBusInterfaceVTable {
    void *method_call;
    void *get_property;
    void *set_property;
} GDBusInterfaceVTable;

unsigned g_dbus_connection_register_object(void *connection, const char *path, void *info,
                                           const GDBusInterfaceVTable *table, void *data,
                                           void *notify, void **error)
{
    if (table) {
        model_on_request(table->method_call, data);
        model_on_request(table->get_property, data);
        model_on_request(table->set_property, data);
    }
    if (notify)
        model_on_exit(notify, data);
    keep(data);
    return (unsigned)model_any();
}

unsigned g_dbus_connection_signal_subscribe(void *connection, const char *sender,
                                            const char *interface, const char *member,
                                            const char *path, const char *argument, int flags,
                                            void *handler, void *data, void *notify)
{
    model_on_event(handler, data);
    if (notify)
        model_on_exit(notify, data);
    keep(data);
    return (unsigned)model_any();
}

unsigned g_dbus_connection_add_filter(void *connection, void *handler, void *data, void *notify)
{
    model_on_event(handler, data);
    if (notify)
        model_on_exit(notify, data);
    keep(data);
    return (unsigned)model_any();
}

/* The bus and the name are acquired once, as a rule. */
unsigned g_bus_own_name(int bus, const char *name, int flags, void *on_bus, void *on_name,
                        void *on_lost, void *data, void *notify)
{
    if (on_bus)
        model_calls(on_bus, data);
    if (on_name)
        model_calls(on_name, data);
    if (on_lost)
        model_on_event(on_lost, data);
    if (notify)
        model_on_exit(notify, data);
    keep(data);
    return (unsigned)model_any();
}

unsigned g_bus_own_name_on_connection(void *connection, const char *name, int flags, void *on_name,
                                      void *on_lost, void *data, void *notify)
{
    if (on_name)
        model_calls(on_name, data);
    if (on_lost)
        model_on_event(on_lost, data);
    if (notify)
        model_on_exit(notify, data);
    keep(data);
    return (unsigned)model_any();
}

unsigned g_bus_watch_name(int bus, const char *name, int flags, void *on_appeared,
                          void *on_vanished, void *data, void *notify)
{
    if (on_appeared)
        model_on_event(on_appeared, data);
    if (on_vanished)
        model_on_event(on_vanished, data);
    if (notify)
        model_on_exit(notify, data);
    keep(data);
    return (unsigned)model_any();
}

/* ---- applications ---- */

int g_application_run(void *application, int argc, char **argv)
{
    model_waits_for_event();
    model_receive(application, 1);
    return (int)model_any();
}

void g_application_quit(void *application)
{
    model_close(application);
}

/* The last one that holds it ends its loop. */
void g_application_release(void *application)
{
    model_close(application);
}
