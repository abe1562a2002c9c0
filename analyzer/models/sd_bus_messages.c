/* sd-bus: what is said on a connection. It leaves the connection alone.
 *
 * States    the manual pages of systemd 252 (sd_bus_call(3), sd_bus_add_match(3), sd_bus_add_object(3), ...).
 * Handlers  What is added is called per message, and so is what stands in a table of methods and properties
 *           (sd_bus_add_object_vtable()); its user data is kept. */
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
        model_on_message(install_callback, userdata);
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
        model_on_message(add_callback, userdata);
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

struct sd_bus_vtable {
    void *handler, *get, *set;
};

static __attribute__((__unused__)) void vtable(struct sd_bus_vtable *self)
{
    model_on_message(self->handler, 0);
    model_on_message(self->get, 0);
    model_on_message(self->set, 0);
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

int sd_bus_add_object_manager(void *bus, void **slot, const char *path)
{
    if (slot)
        *slot = (void *)model_any();
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

int sd_bus_track_new(void *bus, void **track, void *handler, void *userdata)
{
    if (track)
        *track = (void *)model_any();
    if (handler)
        model_on_event(handler, userdata);
    keep(userdata);
    return (int)model_any();
}

/* ---- calls ---- */

int sd_bus_call(void *bus, void *m, unsigned long usec, void *ret_error, void **reply)
{
    if (reply)
        *reply = (void *)model_any();
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

int sd_bus_call_method_asyncv(void *bus, void **slot, const char *destination, const char *path,
                              const char *interface, const char *member, void *callback,
                              void *userdata, const char *types, void *ap)
{
    if (slot)
        *slot = (void *)model_any();
    if (callback)
        model_calls(callback, userdata);
    keep(userdata);
    return (int)model_any();
}

/* ---- messages, signals, properties ---- */

int sd_bus_send(void *bus, void *m, void *cookie)
{
    fill(cookie);
    return (int)model_any();
}

int sd_bus_send_to(void *bus, void *m, const char *destination, void *cookie)
{
    fill(cookie);
    return (int)model_any();
}

int sd_bus_enqueue_for_read(void *bus, void *m)
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

int sd_bus_emit_interfaces_added(void *bus, const char *path, const char *interface, ...)
{
    return (int)model_any();
}

int sd_bus_emit_interfaces_added_strv(void *bus, const char *path, void **interfaces)
{
    if (interfaces)
        *interfaces = (void *)model_any();
    return (int)model_any();
}

int sd_bus_emit_interfaces_removed(void *bus, const char *path, const char *interface, ...)
{
    return (int)model_any();
}

int sd_bus_emit_interfaces_removed_strv(void *bus, const char *path, void **interfaces)
{
    if (interfaces)
        *interfaces = (void *)model_any();
    return (int)model_any();
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

int sd_bus_emit_properties_changed_strv(void *bus, const char *path, const char *interface,
                                        void **names)
{
    if (names)
        *names = (void *)model_any();
    return (int)model_any();
}

int sd_bus_emit_signal(void *bus, const char *path, const char *interface, const char *member,
                       const char *types, ...)
{
    return (int)model_any();
}

int sd_bus_emit_signalv(void *bus, const char *path, const char *interface, const char *member,
                        const char *types, void *ap)
{
    return (int)model_any();
}

int sd_bus_get_name_creds(void *bus, const char *name, unsigned long mask, void **creds)
{
    if (creds)
        *creds = (void *)model_any();
    return (int)model_any();
}

int sd_bus_get_name_machine_id(void *bus, const char *name, void *machine)
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

int sd_bus_get_property_string(void *bus, const char *destination, const char *path,
                               const char *interface, const char *member, void *ret_error,
                               void **ret)
{
    if (ret)
        *ret = (void *)model_any();
    return (int)model_any();
}

int sd_bus_get_property_strv(void *bus, const char *destination, const char *path,
                             const char *interface, const char *member, void *ret_error, void **ret)
{
    if (ret)
        *ret = (void *)model_any();
    return (int)model_any();
}

int sd_bus_get_property_trivial(void *bus, const char *destination, const char *path,
                                const char *interface, const char *member, void *ret_error,
                                char type, void *ret_ptr)
{
    return (int)model_any();
}

int sd_bus_list_names(void *bus, void **acquired, void **activatable)
{
    if (acquired)
        *acquired = (void *)model_any();
    if (activatable)
        *activatable = (void *)model_any();
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
