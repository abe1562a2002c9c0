/* libdbus: private connections.
 *
 * States    the API of D-Bus 1.14 (dbus/dbus.h).
 * Clients   A private connection, until its last reference goes: it is to be closed before. One that
 *           dbus_bus_get() returns is shared by the whole process, and no client of the caller's.
 * Waiting   A call is bounded by 25 seconds, if it is not told for how long.
 * Failures  There is no bus, or no memory. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- errors: the name, which comes first, is NULL unless it is set ---- */

static void set_error(void **error)
{
    if (error)
        *error = (void *)(long)model_nonzero();
}

static void may_set_error(void **error)
{
    if (error)
        *error = (void *)model_any();
}

void dbus_error_init(void **error)
{
    *error = 0;
}

void dbus_error_free(void **error)
{
    *error = 0;
}

unsigned dbus_error_is_set(void *const *error)
{
    if (*error)
        return 1;
    return 0;
}

/* ---- connections ---- */

void *dbus_bus_get_private(int type, void **error)
{
    if (model_fails()) {
        set_error(error);
        return 0;
    }
    return model_client(MODEL_CONNECTION);
}

void *dbus_connection_open_private(const char *address, void **error)
{
    if (model_fails()) {
        set_error(error);
        return 0;
    }
    return model_client(MODEL_CONNECTION);
}

void *dbus_bus_get(int type, void **error)
{
    may_set_error(error);
    return (void *)model_any();
}

void *dbus_connection_open(const char *address, void **error)
{
    may_set_error(error);
    return (void *)model_any();
}

void dbus_connection_unref(void *connection)
{
    model_client_end(connection);
}

void *dbus_connection_ref(void *connection)
{
    model_escape(connection);
    return connection;
}

/* ---- what it calls ---- */

unsigned dbus_connection_add_filter(void *connection, void *function, void *user_data,
                                    void *free_data_function)
{
    if (function)
        model_on_message(function, user_data);
    keep(user_data);
    if (free_data_function)
        model_on_exit(free_data_function, user_data);
    return (unsigned)model_any();
}

unsigned dbus_connection_register_object_path(void *connection, const char *path,
                                              const void *vtable, void *user_data)
{
    keep(user_data);
    return (unsigned)model_any();
}

unsigned dbus_connection_register_fallback(void *connection, const char *path, const void *vtable,
                                           void *user_data)
{
    keep(user_data);
    return (unsigned)model_any();
}

unsigned dbus_connection_try_register_object_path(void *connection, const char *path,
                                                  const void *vtable, void *user_data, void **error)
{
    may_set_error(error);
    keep(user_data);
    return (unsigned)model_any();
}

unsigned dbus_connection_try_register_fallback(void *connection, const char *path,
                                               const void *vtable, void *user_data, void **error)
{
    may_set_error(error);
    keep(user_data);
    return (unsigned)model_any();
}

unsigned dbus_connection_set_watch_functions(void *connection, void *add_function,
                                             void *remove_function, void *toggled_function,
                                             void *data, void *free_data_function)
{
    if (add_function)
        model_on_event(add_function, data);
    keep(data);
    if (remove_function)
        model_on_event(remove_function, data);
    if (toggled_function)
        model_on_event(toggled_function, data);
    if (free_data_function)
        model_on_exit(free_data_function, data);
    return (unsigned)model_any();
}

unsigned dbus_connection_set_timeout_functions(void *connection, void *add_function,
                                               void *remove_function, void *toggled_function,
                                               void *data, void *free_data_function)
{
    if (add_function)
        model_on_event(add_function, data);
    keep(data);
    if (remove_function)
        model_on_event(remove_function, data);
    if (toggled_function)
        model_on_event(toggled_function, data);
    if (free_data_function)
        model_on_exit(free_data_function, data);
    return (unsigned)model_any();
}

void dbus_connection_set_dispatch_status_function(void *connection, void *function, void *data,
                                                  void *free_data_function)
{
    if (function)
        model_on_event(function, data);
    keep(data);
    if (free_data_function)
        model_on_exit(free_data_function, data);
}

void dbus_connection_set_wakeup_main_function(void *connection, void *wakeup_main_function,
                                              void *data, void *free_data_function)
{
    if (wakeup_main_function)
        model_on_event(wakeup_main_function, data);
    keep(data);
    if (free_data_function)
        model_on_exit(free_data_function, data);
}

void dbus_connection_set_unix_user_function(void *connection, void *function, void *data,
                                            void *free_data_function)
{
    if (function)
        model_on_event(function, data);
    keep(data);
    if (free_data_function)
        model_on_exit(free_data_function, data);
}

unsigned dbus_connection_set_data(void *connection, int slot, void *data, void *free_data_func)
{
    if (free_data_func)
        model_on_exit(free_data_func, data);
    keep(data);
    return (unsigned)model_any();
}

void dbus_connection_remove_filter(void *connection, void *function, void *user_data)
{
}

unsigned dbus_pending_call_set_notify(void *pending, void *function, void *user_data,
                                      void *free_user_data)
{
    if (function)
        model_calls(function, user_data);
    keep(user_data);
    if (free_user_data)
        model_on_exit(free_user_data, user_data);
    return (unsigned)model_any();
}

/* ---- waiting for messages ---- */

unsigned dbus_connection_read_write(void *connection, int timeout_milliseconds)
{
    model_waits_for_message();
    return (unsigned)model_any();
}

unsigned dbus_connection_read_write_dispatch(void *connection, int timeout_milliseconds)
{
    model_waits_for_message();
    return (unsigned)model_any();
}

void *dbus_connection_pop_message(void *connection)
{
    return (void *)model_any();
}

void *dbus_connection_borrow_message(void *connection)
{
    return (void *)model_any();
}

/* ---- what leaves a connection alone ---- */

void dbus_bus_add_match(void *connection, const char *rule, void **error)
{
    may_set_error(error);
}

char *dbus_bus_get_id(void *connection, void **error)
{
    may_set_error(error);
    return (char *)model_any();
}

const char *dbus_bus_get_unique_name(void *connection)
{
    return (const char *)model_any();
}

unsigned long dbus_bus_get_unix_user(void *connection, const char *name, void **error)
{
    may_set_error(error);
    return (unsigned long)model_any();
}

unsigned dbus_bus_name_has_owner(void *connection, const char *name, void **error)
{
    may_set_error(error);
    return (unsigned)model_any();
}

unsigned dbus_bus_register(void *connection, void **error)
{
    may_set_error(error);
    return (unsigned)model_any();
}

int dbus_bus_release_name(void *connection, const char *name, void **error)
{
    may_set_error(error);
    return (int)model_any();
}

void dbus_bus_remove_match(void *connection, const char *rule, void **error)
{
    may_set_error(error);
}

int dbus_bus_request_name(void *connection, const char *name, unsigned flags, void **error)
{
    may_set_error(error);
    return (int)model_any();
}

unsigned dbus_bus_set_unique_name(void *connection, const char *unique_name)
{
    return (unsigned)model_any();
}

unsigned dbus_bus_start_service_by_name(void *connection, const char *name, unsigned flags,
                                        void *reply, void **error)
{
    may_set_error(error);
    fill(reply);
    return (unsigned)model_any();
}

unsigned dbus_connection_can_send_type(void *connection, int type)
{
    return (unsigned)model_any();
}

void dbus_connection_close(void *connection)
{
}

int dbus_connection_dispatch(void *connection)
{
    return (int)model_any();
}

void dbus_connection_flush(void *connection)
{
}

void *dbus_connection_get_data(void *connection, int slot)
{
    return (void *)model_any();
}

int dbus_connection_get_dispatch_status(void *connection)
{
    return (int)model_any();
}

unsigned dbus_connection_get_is_anonymous(void *connection)
{
    return (unsigned)model_any();
}

unsigned dbus_connection_get_is_authenticated(void *connection)
{
    return (unsigned)model_any();
}

unsigned dbus_connection_get_is_connected(void *connection)
{
    return (unsigned)model_any();
}

char *dbus_connection_get_server_id(void *connection)
{
    return (char *)model_any();
}

unsigned dbus_connection_get_socket(void *connection, void *fd)
{
    fill(fd);
    return (unsigned)model_any();
}

unsigned dbus_connection_get_unix_fd(void *connection, void *fd)
{
    fill(fd);
    return (unsigned)model_any();
}

unsigned dbus_connection_get_unix_user(void *connection, void *uid)
{
    fill(uid);
    return (unsigned)model_any();
}

unsigned dbus_connection_has_messages_to_send(void *connection)
{
    return (unsigned)model_any();
}

void dbus_connection_return_message(void *connection, void *message)
{
}

unsigned dbus_connection_send(void *connection, void *message, void *client_serial)
{
    fill(client_serial);
    return (unsigned)model_any();
}

unsigned dbus_connection_send_with_reply(void *connection, void *message, void **pending_return,
                                         int timeout_milliseconds)
{
    if (pending_return)
        *pending_return = (void *)model_any();
    return (unsigned)model_any();
}

void *dbus_connection_send_with_reply_and_block(void *connection, void *message,
                                                int timeout_milliseconds, void **error)
{
    may_set_error(error);
    return (void *)model_any();
}

void dbus_connection_set_exit_on_disconnect(void *connection, unsigned exit_on_disconnect)
{
}

unsigned dbus_connection_unregister_object_path(void *connection, const char *path)
{
    return (unsigned)model_any();
}
