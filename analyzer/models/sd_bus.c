/* sd-bus: connections.
 *
 * States    the manual pages of systemd 252 (sd-bus(3), sd_bus_default(3), sd_bus_new(3), ...).
 * Clients   A connection of the program's own, until it is unreferenced. One that sd_bus_default() returns
 *           is shared by the thread.
 * Sharing   Behind sd_bus_ref() a connection has two owners.
 * Waiting   A call is bounded by 25 seconds, if it is not told for how long. A loop that waits and
 *           processes runs per event.
 * Failures  There is no bus, or no memory. */
#include <stranded/primitives.h>

/* What is passed by value and of no interest. */
struct model_value {
    long value;
};

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

/* ---- connections ---- */

int sd_bus_new(void **ret_bus)
{
    if (model_fails())
        return model_nonzero();
    *ret_bus = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_bus_open(void **ret_bus)
{
    if (model_fails())
        return model_nonzero();
    *ret_bus = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_bus_open_with_description(void **ret_bus, const char *description)
{
    if (model_fails())
        return model_nonzero();
    *ret_bus = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_bus_open_user(void **ret_bus)
{
    if (model_fails())
        return model_nonzero();
    *ret_bus = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_bus_open_user_with_description(void **ret_bus, const char *description)
{
    if (model_fails())
        return model_nonzero();
    *ret_bus = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_bus_open_system(void **ret_bus)
{
    if (model_fails())
        return model_nonzero();
    *ret_bus = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_bus_open_system_with_description(void **ret_bus, const char *description)
{
    if (model_fails())
        return model_nonzero();
    *ret_bus = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_bus_open_system_remote(void **ret_bus, const char *host)
{
    if (model_fails())
        return model_nonzero();
    *ret_bus = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_bus_open_system_machine(void **ret_bus, const char *machine)
{
    if (model_fails())
        return model_nonzero();
    *ret_bus = model_client(MODEL_CONNECTION);
    return 0;
}

void *sd_bus_unref(void *bus)
{
    model_client_end(bus);
    return 0;
}

void *sd_bus_close_unref(void *bus)
{
    model_client_end(bus);
    return 0;
}

void *sd_bus_flush_close_unref(void *bus)
{
    model_client_end(bus);
    return 0;
}

void sd_bus_unrefp(void **p)
{
    if (*p)
        model_client_end(*p);
}

void sd_bus_close_unrefp(void **p)
{
    if (*p)
        model_client_end(*p);
}

void sd_bus_flush_close_unrefp(void **p)
{
    if (*p)
        model_client_end(*p);
}

void *sd_bus_ref(void *bus)
{
    model_escape(bus);
    return bus;
}

int sd_bus_default(void **ret)
{
    if (ret)
        *ret = (void *)model_any();
    return (int)model_any();
}

int sd_bus_default_user(void **ret)
{
    if (ret)
        *ret = (void *)model_any();
    return (int)model_any();
}

int sd_bus_default_system(void **ret)
{
    if (ret)
        *ret = (void *)model_any();
    return (int)model_any();
}

/* ---- what it calls ---- */

int sd_bus_add_filter(void *bus, void **slot, void *callback, void *userdata)
{
    if (slot)
        *slot = (void *)model_any();
    if (callback)
        model_on_message(callback, userdata);
    keep(userdata);
    return (int)model_any();
}

int sd_bus_add_match(void *bus, void **slot, const char *match, void *callback, void *userdata)
{
    if (slot)
        *slot = (void *)model_any();
    if (callback)
        model_on_message(callback, userdata);
    keep(userdata);
    return (int)model_any();
}

int sd_bus_add_match_async(void *bus, void **slot, const char *match, void *callback,
                           void *install_callback, void *userdata)
{
    if (slot)
        *slot = (void *)model_any();
    if (callback)
        model_on_message(callback, userdata);
    keep(userdata);
    if (install_callback)
        model_on_event(install_callback, userdata);
    return (int)model_any();
}

int sd_bus_match_signal(void *bus, void **ret, const char *sender, const char *path,
                        const char *interface, const char *member, void *callback, void *userdata)
{
    if (ret)
        *ret = (void *)model_any();
    if (callback)
        model_on_message(callback, userdata);
    keep(userdata);
    return (int)model_any();
}

int sd_bus_match_signal_async(void *bus, void **ret, const char *sender, const char *path,
                              const char *interface, const char *member, void *match_callback,
                              void *add_callback, void *userdata)
{
    if (ret)
        *ret = (void *)model_any();
    if (match_callback)
        model_on_message(match_callback, userdata);
    keep(userdata);
    if (add_callback)
        model_on_event(add_callback, userdata);
    return (int)model_any();
}

int sd_bus_add_object(void *bus, void **slot, const char *path, void *callback, void *userdata)
{
    if (slot)
        *slot = (void *)model_any();
    if (callback)
        model_on_message(callback, userdata);
    keep(userdata);
    return (int)model_any();
}

int sd_bus_add_fallback(void *bus, void **slot, const char *prefix, void *callback, void *userdata)
{
    if (slot)
        *slot = (void *)model_any();
    if (callback)
        model_on_message(callback, userdata);
    keep(userdata);
    return (int)model_any();
}

int sd_bus_add_object_vtable(void *bus, void **slot, const char *path, const char *interface,
                             const void *vtable, void *userdata)
{
    if (slot)
        *slot = (void *)model_any();
    keep(userdata);
    return (int)model_any();
}

int sd_bus_add_fallback_vtable(void *bus, void **slot, const char *prefix, const char *interface,
                               const void *vtable, void *find, void *userdata)
{
    if (slot)
        *slot = (void *)model_any();
    if (find)
        model_on_event(find, userdata);
    keep(userdata);
    return (int)model_any();
}

int sd_bus_add_node_enumerator(void *bus, void **slot, const char *path, void *callback,
                               void *userdata)
{
    if (slot)
        *slot = (void *)model_any();
    if (callback)
        model_on_event(callback, userdata);
    keep(userdata);
    return (int)model_any();
}

int sd_bus_call_async(void *bus, void **slot, void *m, void *callback, void *userdata,
                      unsigned long usec)
{
    if (slot)
        *slot = (void *)model_any();
    if (callback)
        model_calls(callback, userdata);
    keep(userdata);
    return (int)model_any();
}

int sd_bus_call_method_async(void *bus, void **slot, const char *destination, const char *path,
                             const char *interface, const char *member, void *callback,
                             void *userdata, const char *types, ...)
{
    if (slot)
        *slot = (void *)model_any();
    if (callback)
        model_calls(callback, userdata);
    keep(userdata);
    return (int)model_any();
}

int sd_bus_request_name_async(void *bus, void **ret_slot, const char *name, unsigned long flags,
                              void *callback, void *userdata)
{
    if (ret_slot)
        *ret_slot = (void *)model_any();
    if (callback)
        model_calls(callback, userdata);
    keep(userdata);
    return (int)model_any();
}

int sd_bus_release_name_async(void *bus, void **ret_slot, const char *name, void *callback,
                              void *userdata)
{
    if (ret_slot)
        *ret_slot = (void *)model_any();
    if (callback)
        model_calls(callback, userdata);
    keep(userdata);
    return (int)model_any();
}

int sd_bus_track_new(void *bus, void **track, void *handler, void *userdata)
{
    if (track)
        *track = (void *)model_any();
    if (handler)
        model_on_event(handler, userdata);
    keep(userdata);
    return (int)model_any();
}

/* ---- waiting for messages ---- */

int sd_bus_wait(void *bus, unsigned long timeout_usec)
{
    model_waits_for_event();
    return (int)model_any();
}

int sd_bus_process(void *bus, void **r)
{
    if (r)
        *r = (void *)model_any();
    return (int)model_any();
}

int sd_bus_process_priority(void *bus, long max_priority, void **r)
{
    if (r)
        *r = (void *)model_any();
    return (int)model_any();
}

/* ---- what leaves a connection alone ---- */

int sd_bus_attach_event(void *bus, void *e, int priority)
{
    return (int)model_any();
}

int sd_bus_call(void *bus, void *m, unsigned long usec, void *ret_error, void **reply)
{
    if (reply)
        *reply = (void *)model_any();
    return (int)model_any();
}

int sd_bus_call_method(void *bus, const char *destination, const char *path, const char *interface,
                       const char *member, void *ret_error, void **reply, const char *types, ...)
{
    if (reply)
        *reply = (void *)model_any();
    return (int)model_any();
}

int sd_bus_call_methodv(void *bus, const char *destination, const char *path, const char *interface,
                        const char *member, void *ret_error, void **reply, const char *types,
                        void *ap)
{
    if (reply)
        *reply = (void *)model_any();
    return (int)model_any();
}

void sd_bus_close(void *bus)
{
}

int sd_bus_emit_object_added(void *bus, const char *path)
{
    return (int)model_any();
}

int sd_bus_emit_object_removed(void *bus, const char *path)
{
    return (int)model_any();
}

int sd_bus_emit_properties_changed(void *bus, const char *path, const char *interface,
                                   const char *name, ...)
{
    return (int)model_any();
}

int sd_bus_emit_signal(void *bus, const char *path, const char *interface, const char *member,
                       const char *types, ...)
{
    return (int)model_any();
}

int sd_bus_flush(void *bus)
{
    return (int)model_any();
}

void *sd_bus_get_current_handler(void *bus)
{
    return (void *)model_any();
}

void *sd_bus_get_current_message(void *bus)
{
    return (void *)model_any();
}

void *sd_bus_get_current_slot(void *bus)
{
    return (void *)model_any();
}

void *sd_bus_get_current_userdata(void *bus)
{
    return (void *)model_any();
}

int sd_bus_get_fd(void *bus)
{
    return (int)model_any();
}

int sd_bus_get_property(void *bus, const char *destination, const char *path, const char *interface,
                        const char *member, void *ret_error, void **reply, const char *type)
{
    if (reply)
        *reply = (void *)model_any();
    return (int)model_any();
}

int sd_bus_is_open(void *bus)
{
    return (int)model_any();
}

int sd_bus_message_new(void *bus, void **m, unsigned char type)
{
    if (m)
        *m = (void *)model_any();
    return (int)model_any();
}

int sd_bus_message_new_method_call(void *bus, void **m, const char *destination, const char *path,
                                   const char *interface, const char *member)
{
    if (m)
        *m = (void *)model_any();
    return (int)model_any();
}

int sd_bus_message_new_signal(void *bus, void **m, const char *path, const char *interface,
                              const char *member)
{
    if (m)
        *m = (void *)model_any();
    return (int)model_any();
}

int sd_bus_open_user_machine(void **ret, const char *machine)
{
    if (ret)
        *ret = (void *)model_any();
    return (int)model_any();
}

int sd_bus_release_name(void *bus, const char *name)
{
    return (int)model_any();
}

int sd_bus_request_name(void *bus, const char *name, unsigned long flags)
{
    return (int)model_any();
}

int sd_bus_send(void *bus, void *m, void *cookie)
{
    fill(cookie);
    return (int)model_any();
}

int sd_bus_set_bus_client(void *bus, int b)
{
    return (int)model_any();
}

int sd_bus_set_fd(void *bus, int input_fd, int output_fd)
{
    return (int)model_any();
}

int sd_bus_set_property(void *bus, const char *destination, const char *path, const char *interface,
                        const char *member, void *ret_error, const char *type, ...)
{
    return (int)model_any();
}

int sd_bus_set_propertyv(void *bus, const char *destination, const char *path,
                         const char *interface, const char *member, void *ret_error,
                         const char *type, void *ap)
{
    return (int)model_any();
}

int sd_bus_set_server(void *bus, int b, struct model_value bus_id)
{
    return (int)model_any();
}

int sd_bus_start(void *bus)
{
    return (int)model_any();
}
