/* sd-bus: connections. What is said on them is in sd_bus_messages.c.
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

int sd_bus_open_user_machine(void **ret_bus, const char *machine)
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

int sd_bus_start(void *bus)
{
    return (int)model_any();
}

int sd_bus_flush(void *bus)
{
    return (int)model_any();
}

void sd_bus_close(void *bus)
{
}

int sd_bus_try_close(void *bus)
{
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

int sd_bus_attach_event(void *bus, void *e, int priority)
{
    return (int)model_any();
}

int sd_bus_detach_event(void *bus)
{
    return (int)model_any();
}

void *sd_bus_get_event(void *bus)
{
    return (void *)model_any();
}

int sd_bus_get_fd(void *bus)
{
    return (int)model_any();
}

int sd_bus_get_events(void *bus)
{
    return (int)model_any();
}

int sd_bus_get_timeout(void *bus, void *timeout_usec)
{
    fill(timeout_usec);
    return (int)model_any();
}

int sd_bus_get_n_queued_read(void *bus, void *ret)
{
    fill(ret);
    return (int)model_any();
}

int sd_bus_get_n_queued_write(void *bus, void *ret)
{
    fill(ret);
    return (int)model_any();
}

/* ---- how a connection is set up, and what it says of itself ---- */

int sd_bus_get_address(void *bus, void **address)
{
    return (int)model_any();
}

int sd_bus_get_allow_interactive_authorization(void *bus)
{
    return (int)model_any();
}

int sd_bus_get_bus_id(void *bus, void *id)
{
    return (int)model_any();
}

int sd_bus_get_close_on_exit(void *bus)
{
    return (int)model_any();
}

int sd_bus_get_connected_signal(void *bus)
{
    return (int)model_any();
}

int sd_bus_get_creds_mask(void *bus, void *creds_mask)
{
    fill(creds_mask);
    return (int)model_any();
}

void *sd_bus_get_current_handler(void *bus)
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

int sd_bus_get_description(void *bus, void **description)
{
    return (int)model_any();
}

int sd_bus_get_exit_on_disconnect(void *bus)
{
    return (int)model_any();
}

int sd_bus_get_owner_creds(void *bus, unsigned long creds_mask, void **ret)
{
    if (ret)
        *ret = (void *)model_any();
    return (int)model_any();
}

int sd_bus_get_scope(void *bus, void **scope)
{
    return (int)model_any();
}

int sd_bus_get_sender(void *bus, void **ret)
{
    return (int)model_any();
}

int sd_bus_get_tid(void *bus, void *tid)
{
    fill(tid);
    return (int)model_any();
}

int sd_bus_get_watch_bind(void *bus)
{
    return (int)model_any();
}

int sd_bus_is_anonymous(void *bus)
{
    return (int)model_any();
}

int sd_bus_is_bus_client(void *bus)
{
    return (int)model_any();
}

int sd_bus_is_monitor(void *bus)
{
    return (int)model_any();
}

int sd_bus_is_open(void *bus)
{
    return (int)model_any();
}

int sd_bus_is_ready(void *bus)
{
    return (int)model_any();
}

int sd_bus_is_server(void *bus)
{
    return (int)model_any();
}

int sd_bus_is_trusted(void *bus)
{
    return (int)model_any();
}

int sd_bus_negotiate_creds(void *bus, int b, unsigned long creds_mask)
{
    return (int)model_any();
}

int sd_bus_negotiate_fds(void *bus, int b)
{
    return (int)model_any();
}

int sd_bus_negotiate_timestamp(void *bus, int b)
{
    return (int)model_any();
}

int sd_bus_set_address(void *bus, const char *address)
{
    return (int)model_any();
}

int sd_bus_set_allow_interactive_authorization(void *bus, int b)
{
    return (int)model_any();
}

int sd_bus_set_anonymous(void *bus, int b)
{
    return (int)model_any();
}

int sd_bus_set_bus_client(void *bus, int b)
{
    return (int)model_any();
}

int sd_bus_set_close_on_exit(void *bus, int b)
{
    return (int)model_any();
}

int sd_bus_set_connected_signal(void *bus, int b)
{
    return (int)model_any();
}

int sd_bus_set_description(void *bus, const char *description)
{
    return (int)model_any();
}

int sd_bus_set_exec(void *bus, const char *path, void **argv)
{
    return (int)model_any();
}

int sd_bus_set_exit_on_disconnect(void *bus, int b)
{
    return (int)model_any();
}

int sd_bus_set_fd(void *bus, int input_fd, int output_fd)
{
    return (int)model_any();
}

int sd_bus_set_monitor(void *bus, int b)
{
    return (int)model_any();
}

int sd_bus_set_sender(void *bus, const char *sender)
{
    return (int)model_any();
}

int sd_bus_set_server(void *bus, int b, struct model_value bus_id)
{
    return (int)model_any();
}

int sd_bus_set_trusted(void *bus, int b)
{
    return (int)model_any();
}

int sd_bus_set_watch_bind(void *bus, int b)
{
    return (int)model_any();
}

int sd_bus_get_unique_name(void *bus, void **unique)
{
    return (int)model_any();
}

int sd_bus_set_method_call_timeout(void *bus, unsigned long usec)
{
    return (int)model_any();
}

int sd_bus_get_method_call_timeout(void *bus, void *ret)
{
    fill(ret);
    return (int)model_any();
}
