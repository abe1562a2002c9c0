/* Wayland: listeners of clients, and the loop of a server.
 *
 * States    wayland-client-core.h and wayland-server-core.h of 1.21. The functions that add a listener
 *           for one interface are inline ones of generated headers, around wl_proxy_add_listener().
 * Control   Any function of a listener's struct runs per event. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

int wl_proxy_add_listener(void *proxy, void **listener, void *data)
{
    model_on_event(*listener, data);
    keep(data);
    return (int)model_any();
}

int wl_proxy_add_dispatcher(void *proxy, void *function, const void *argument, void *data)
{
    model_on_event(function, data);
    keep(data);
    return (int)model_any();
}

int wl_display_dispatch(void *display)
{
    model_waits_for_event();
    return (int)model_any();
}

int wl_display_dispatch_queue(void *display, void *queue)
{
    model_waits_for_event();
    return (int)model_any();
}

void wl_display_run(void *display)
{
    model_waits_for_event();
}

int wl_event_loop_dispatch(void *loop, int timeout)
{
    model_waits_for_event();
    return (int)model_any();
}

void *wl_event_loop_add_fd(void *loop, int fd, unsigned mask, void *function, void *data)
{
    model_on_event(function, data);
    keep(data);
    return (void *)model_any();
}

void *wl_event_loop_add_timer(void *loop, void *function, void *data)
{
    model_on_timer(function, data);
    keep(data);
    return (void *)model_any();
}

/* Called by the loop, not in the handler of the unix signal. */
void *wl_event_loop_add_signal(void *loop, int number, void *function, void *data)
{
    model_on_event(function, data);
    keep(data);
    return (void *)model_any();
}

void *wl_event_loop_add_idle(void *loop, void *function, void *data)
{
    model_calls(function, data);
    keep(data);
    return (void *)model_any();
}

/* A client binds the object. */
void *wl_global_create(void *display, const void *interface, int version, void *data, void *bind)
{
    model_on_connection(bind, data);
    keep(data);
    return (void *)model_any();
}

void wl_resource_set_implementation(void *resource, void **implementation, void *data,
                                    void *destroy)
{
    model_on_request(*implementation, data);
    if (destroy)
        model_on_event(destroy, data);
    keep(data);
}

struct wl_listener {
    void *notify;
};

static __attribute__((__unused__)) void listener(struct wl_listener *self)
{
    model_on_event(self->notify, self);
}
