/* What the headers of libev, libevent, GLib and GStreamer have as macros.
 *
 * States    as libev.c, libevent.c, glib_main_loop.c and gstreamer.c, where the macros lead. They are called as functions
 *           only where the headers are missing.
 * Control   Whom they are given is called for each event. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* ---- libev ---- */

void ev_init(void *watcher, void *callback)
{
    model_on_event(callback, watcher);
    keep(watcher);
}

void ev_io_init(void *watcher, void *callback, int fd, int events)
{
    model_escape((const void *)(long)fd);
    model_on_event(callback, watcher);
    keep(watcher);
}

void ev_timer_init(void *watcher, void *callback, double after, double repeat)
{
    model_on_timer(callback, watcher);
    keep(watcher);
}

void ev_periodic_init(void *watcher, void *callback, double offset, double interval,
                      void *reschedule)
{
    model_on_timer(callback, watcher);
    keep(watcher);
}

void ev_signal_init(void *watcher, void *callback, int number)
{
    model_on_signal_event(callback, watcher);
    keep(watcher);
}

void ev_child_init(void *watcher, void *callback, int pid, int trace)
{
    model_on_event(callback, watcher);
    keep(watcher);
}

void ev_async_init(void *watcher, void *callback)
{
    model_on_event(callback, watcher);
    keep(watcher);
}

void ev_prepare_init(void *watcher, void *callback)
{
    model_on_event(callback, watcher);
    keep(watcher);
}

void ev_check_init(void *watcher, void *callback)
{
    model_on_event(callback, watcher);
    keep(watcher);
}

void ev_idle_init(void *watcher, void *callback)
{
    model_on_event(callback, watcher);
    keep(watcher);
}

/* ---- libevent ---- */

void *evtimer_new(void *base, void *handler, void *data)
{
    model_on_timer(handler, data);
    keep(data);
    return model_new();
}

void evtimer_set(void *event, void *handler, void *data)
{
    model_on_timer(handler, data);
    keep(data);
}

int evtimer_assign(void *event, void *base, void *handler, void *data)
{
    model_on_timer(handler, data);
    keep(data);
    return (int)model_any();
}

void *evsignal_new(void *base, int number, void *handler, void *data)
{
    model_on_signal_event(handler, data);
    keep(data);
    return model_new();
}

/* ---- GLib and GStreamer ---- */

unsigned long g_signal_connect(void *instance, const char *name, void *handler, void *data)
{
    model_on_event(handler, data);
    keep(data);
    return (unsigned long)model_nonzero();
}

unsigned long g_signal_connect_after(void *instance, const char *name, void *handler, void *data)
{
    model_on_event(handler, data);
    keep(data);
    return (unsigned long)model_nonzero();
}

unsigned long g_signal_connect_swapped(void *instance, const char *name, void *handler, void *data)
{
    model_on_event(handler, data);
    keep(data);
    return (unsigned long)model_nonzero();
}

void *G_CALLBACK(void *function)
{
    return function;
}

void *GST_DEBUG_FUNCPTR(void *function)
{
    return function;
}

void gst_pad_set_chain_function(void *pad, void *function)
{
    model_on_message(function, 0);
}

void gst_pad_set_chain_list_function(void *pad, void *function)
{
    model_on_message(function, 0);
}

void gst_pad_set_event_function(void *pad, void *function)
{
    model_on_message(function, 0);
}

void gst_pad_set_query_function(void *pad, void *function)
{
    model_on_message(function, 0);
}
