/* sd-event: the event loop of libsystemd.
 *
 * States    sd-event(3) and its neighbours, systemd 252.
 * Control   Handlers run in the loop: those of a time per timer, all others per event.
 * Silent    What a source is removed by: its handler may have been called before. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

int sd_event_add_io(void *loop, void **source, int fd, unsigned events, void *handler, void *data)
{
    model_on_event(handler, data);
    keep(data);
    return (int)model_any();
}

int sd_event_add_time(void *loop, void **source, int clock, unsigned long long time,
                      unsigned long long accuracy, void *handler, void *data)
{
    model_on_timer(handler, data);
    keep(data);
    return (int)model_any();
}

int sd_event_add_time_relative(void *loop, void **source, int clock, unsigned long long time,
                               unsigned long long accuracy, void *handler, void *data)
{
    model_on_timer(handler, data);
    keep(data);
    return (int)model_any();
}

int sd_event_add_signal(void *loop, void **source, int number, void *handler, void *data)
{
    model_on_signal_event(handler, data);
    keep(data);
    return (int)model_any();
}

int sd_event_add_child(void *loop, void **source, int child, int options, void *handler, void *data)
{
    model_on_event(handler, data);
    keep(data);
    return (int)model_any();
}

int sd_event_add_inotify(void *loop, void **source, const char *path, unsigned mask, void *handler,
                         void *data)
{
    model_on_event(handler, data);
    keep(data);
    return (int)model_any();
}

int sd_event_add_post(void *loop, void **source, void *handler, void *data)
{
    model_on_event(handler, data);
    keep(data);
    return (int)model_any();
}

/* Once, unless it is enabled again. */
int sd_event_add_defer(void *loop, void **source, void *handler, void *data)
{
    model_calls(handler, data);
    keep(data);
    return (int)model_any();
}

int sd_event_add_exit(void *loop, void **source, void *handler, void *data)
{
    model_on_exit(handler, data);
    keep(data);
    return (int)model_any();
}

int sd_event_loop(void *loop)
{
    model_waits_for_event();
    return (int)model_any();
}

int sd_event_run(void *loop, unsigned long long timeout)
{
    model_waits_for_event();
    return (int)model_any();
}

int sd_event_wait(void *loop, unsigned long long timeout)
{
    model_waits_for_event();
    return (int)model_any();
}
