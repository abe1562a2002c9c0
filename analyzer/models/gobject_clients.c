/* GObject: what ends, shares and configures an object that is a client; private connections of
 * GDBus.
 *
 * States    the GLib, GObject and GIO reference manuals, 2.74.
 * Clients   A connection of the program's own. What g_bus_get() returns is shared by the whole process.
 *           Which other objects are clients is said by the models of their libraries.
 * Sharing   Behind g_object_ref() there are two owners.
 * Waiting   A property may be a time-out: an object with properties that the program sets counts as
 *           bounded.
 * Failures  There is no bus. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* ---- objects ---- */

void g_object_unref(void *object)
{
    model_client_end(object);
}

void *g_object_ref(void *object)
{
    model_escape(object);
    return object;
}

void *g_object_ref_sink(void *object)
{
    return object;
}

void g_object_force_floating(void *object)
{
}

int g_object_is_floating(void *object)
{
    return (int)model_any();
}

void g_object_set(void *object, const char *first_property_name, ...)
{
    model_client_bounds(object);
}

void g_object_set_property(void *object, const char *property_name, const void *value)
{
    model_client_bounds(object);
}

void g_object_get(void *object, const char *first_property_name, ...)
{
}

void g_object_get_property(void *object, const char *property_name, void *value)
{
}

void g_object_set_data(void *object, const char *key, void *data)
{
    keep(data);
}

void g_object_set_data_full(void *object, const char *key, void *data, void *destroy)
{
    if (destroy)
        model_on_exit(destroy, data);
    keep(data);
}

void *g_object_get_data(void *object, const char *key)
{
    return (void *)model_any();
}

void *g_object_steal_data(void *object, const char *key)
{
    return (void *)model_any();
}

void g_object_set_qdata(void *object, unsigned quark, void *data)
{
    keep(data);
}

void *g_object_get_qdata(void *object, unsigned quark)
{
    return (void *)model_any();
}

void g_object_notify(void *object, const char *property_name)
{
}

void g_object_freeze_notify(void *object)
{
}

void g_object_thaw_notify(void *object)
{
}

void *g_object_connect(void *object, const char *signal_spec, ...)
{
    model_escape(object);
    return object;
}

void g_object_weak_ref(void *object, void *notify, void *data)
{
    if (notify)
        model_on_event(notify, data); /* whenever the object goes */
    keep(data);
}

void g_object_weak_unref(void *object, void *notify, void *data)
{
}

void g_object_add_weak_pointer(void *object, void **weak_pointer_location)
{
    if (weak_pointer_location)
        *weak_pointer_location = (void *)model_any();
}

void g_object_remove_weak_pointer(void *object, void **weak_pointer_location)
{
    if (weak_pointer_location)
        *weak_pointer_location = (void *)model_any();
}

void *g_object_bind_property(void *source, const char *source_property, void *target,
                             const char *target_property, int flags)
{
    return (void *)model_any();
}

void g_object_run_dispose(void *object)
{
}

/* ---- private connections ---- */

void *g_dbus_connection_new_sync(void *stream, const char *guid, int flags, void *observer,
                                 void *cancellable, void **error)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *g_dbus_connection_new_for_address_sync(const char *address, int flags, void *observer,
                                             void *cancellable, void **error)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *g_dbus_connection_new_finish(void *res, void **error)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *g_dbus_connection_new_for_address_finish(void *res, void **error)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void g_dbus_connection_new(void *stream, const char *guid, int flags, void *observer,
                           void *cancellable, void *callback, void *user_data)
{
    if (callback)
        model_calls(callback, user_data);
    keep(user_data);
}

void g_dbus_connection_new_for_address(const char *address, int flags, void *observer,
                                       void *cancellable, void *callback, void *user_data)
{
    if (callback)
        model_calls(callback, user_data);
    keep(user_data);
}

void *g_bus_get_sync(int bus_type, void *cancellable, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (void *)model_any();
}

void g_bus_get(int bus_type, void *cancellable, void *callback, void *user_data)
{
    if (callback)
        model_calls(callback, user_data);
    keep(user_data);
}

void *g_bus_get_finish(void *res, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (void *)model_any();
}

/* ---- what leaves a connection alone ---- */

void g_dbus_connection_call(void *connection, const char *bus_name, const char *object_path,
                            const char *interface_name, const char *method_name, void *parameters,
                            const void *reply_type, int flags, int timeout_msec, void *cancellable,
                            void *callback, void *user_data)
{
    if (callback)
        model_calls(callback, user_data);
    keep(user_data);
}

void g_dbus_connection_call_with_unix_fd_list(void *connection, const char *bus_name,
                                              const char *object_path, const char *interface_name,
                                              const char *method_name, void *parameters,
                                              const void *reply_type, int flags, int timeout_msec,
                                              void *fd_list, void *cancellable, void *callback,
                                              void *user_data)
{
    if (callback)
        model_calls(callback, user_data);
    keep(user_data);
}

void g_dbus_connection_send_message_with_reply(void *connection, void *message, int flags,
                                               int timeout_msec, void *out_serial,
                                               void *cancellable, void *callback, void *user_data)
{
    if (callback)
        model_calls(callback, user_data);
    keep(user_data);
    if (out_serial)
        *(int *)out_serial = (int)model_any();
}

void g_dbus_connection_close(void *connection, void *cancellable, void *callback, void *user_data)
{
    if (callback)
        model_calls(callback, user_data);
    keep(user_data);
}

void g_dbus_connection_flush(void *connection, void *cancellable, void *callback, void *user_data)
{
    if (callback)
        model_calls(callback, user_data);
    keep(user_data);
}

unsigned g_dbus_connection_register_subtree(void *connection, const char *object_path,
                                            const void *vtable, int flags, void *user_data,
                                            void *user_data_free_func, void **error)
{
    if (user_data_free_func)
        model_on_exit(user_data_free_func, user_data);
    keep(user_data);
    return (unsigned)model_any();
}

void *g_dbus_proxy_new_sync(void *connection, int flags, void *info, const char *name,
                            const char *object_path, const char *interface_name, void *cancellable,
                            void **error)
{
    if (error)
        *error = (void *)model_any();
    return (void *)model_any();
}

void g_dbus_proxy_new(void *connection, int flags, void *info, const char *name,
                      const char *object_path, const char *interface_name, void *cancellable,
                      void *callback, void *user_data)
{
    if (callback)
        model_calls(callback, user_data);
    keep(user_data);
}

void *g_dbus_action_group_get(void *connection, const char *bus_name, const char *object_path)
{
    return (void *)model_any();
}

void *g_dbus_connection_call_finish(void *connection, void *res, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (void *)model_any();
}

void *g_dbus_connection_call_sync(void *connection, const char *bus_name, const char *object_path,
                                  const char *interface_name, const char *method_name,
                                  void *parameters, const void *reply_type, int flags,
                                  int timeout_msec, void *cancellable, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (void *)model_any();
}

void *g_dbus_connection_call_with_unix_fd_list_finish(void *connection, void **out_fd_list,
                                                      void *res, void **error)
{
    if (out_fd_list)
        *out_fd_list = (void *)model_any();
    if (error)
        *error = (void *)model_any();
    return (void *)model_any();
}

void *g_dbus_connection_call_with_unix_fd_list_sync(
    void *connection, const char *bus_name, const char *object_path, const char *interface_name,
    const char *method_name, void *parameters, const void *reply_type, int flags, int timeout_msec,
    void *fd_list, void **out_fd_list, void *cancellable, void **error)
{
    if (out_fd_list)
        *out_fd_list = (void *)model_any();
    if (error)
        *error = (void *)model_any();
    return (void *)model_any();
}

int g_dbus_connection_close_finish(void *connection, void *res, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (int)model_any();
}

int g_dbus_connection_close_sync(void *connection, void *cancellable, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (int)model_any();
}

int g_dbus_connection_emit_signal(void *connection, const char *destination_bus_name,
                                  const char *object_path, const char *interface_name,
                                  const char *signal_name, void *parameters, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (int)model_any();
}

int g_dbus_connection_flush_finish(void *connection, void *res, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (int)model_any();
}

int g_dbus_connection_flush_sync(void *connection, void *cancellable, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (int)model_any();
}

int g_dbus_connection_get_capabilities(void *connection)
{
    return (int)model_any();
}

int g_dbus_connection_get_exit_on_close(void *connection)
{
    return (int)model_any();
}

int g_dbus_connection_get_flags(void *connection)
{
    return (int)model_any();
}

const char *g_dbus_connection_get_guid(void *connection)
{
    return (const char *)model_any();
}

unsigned g_dbus_connection_get_last_serial(void *connection)
{
    return (unsigned)model_any();
}

void *g_dbus_connection_get_peer_credentials(void *connection)
{
    return (void *)model_any();
}

void *g_dbus_connection_get_stream(void *connection)
{
    return (void *)model_any();
}

const char *g_dbus_connection_get_unique_name(void *connection)
{
    return (const char *)model_any();
}

int g_dbus_connection_is_closed(void *connection)
{
    return (int)model_any();
}

void g_dbus_connection_remove_filter(void *connection, unsigned filter_id)
{
}

int g_dbus_connection_send_message(void *connection, void *message, int flags, void *out_serial,
                                   void **error)
{
    if (error)
        *error = (void *)model_any();
    return (int)model_any();
}

void *g_dbus_connection_send_message_with_reply_finish(void *connection, void *res, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (void *)model_any();
}

void *g_dbus_connection_send_message_with_reply_sync(void *connection, void *message, int flags,
                                                     int timeout_msec, void *out_serial,
                                                     void *cancellable, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (void *)model_any();
}

void g_dbus_connection_set_exit_on_close(void *connection, int exit_on_close)
{
}

void g_dbus_connection_signal_unsubscribe(void *connection, unsigned subscription_id)
{
}

void g_dbus_connection_start_message_processing(void *connection)
{
}

int g_dbus_connection_unregister_object(void *connection, unsigned registration_id)
{
    return (int)model_any();
}

int g_dbus_connection_unregister_subtree(void *connection, unsigned registration_id)
{
    return (int)model_any();
}

void *g_dbus_menu_model_get(void *connection, const char *bus_name, const char *object_path)
{
    return (void *)model_any();
}

void *g_dbus_object_proxy_new(void *connection, const char *object_path)
{
    return (void *)model_any();
}

void *g_debug_controller_dbus_new(void *connection, void *cancellable, void **error)
{
    if (error)
        *error = (void *)model_any();
    return (void *)model_any();
}

void glib_autoptr_cleanup_GDBusConnection(void **ptr)
{
    if (ptr)
        *ptr = (void *)model_any();
}

void glib_autoptr_clear_GDBusConnection(void *ptr)
{
}

int g_dbus_interface_skeleton_export(void *interface, void *connection, const char *object_path,
                                     void **error)
{
    if (error)
        *error = (void *)model_any();
    return (int)model_any();
}

void g_dbus_interface_skeleton_unexport_from_connection(void *interface, void *connection)
{
}
