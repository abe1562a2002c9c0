/* libev: watchers and the loop.
 *
 * States    the manual of libev 4.33 (ev(3)), with EV_MULTIPLICITY, as it is by default: the loop is the
 *           first argument.
 * Handles   A watcher holds its callback, which the macros of <ev.h> store there.
 * Channels  A loop that runs waits for ev_break(), which is told as closing it.
 * Silent    Without EV_MULTIPLICITY the arguments are others, and nothing here holds. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* As <ev.h> declares it: what all watchers begin with. */
struct ev_watcher {
    int active;
    int pending;
    int priority;
    void *data;
    void *cb;
};

void ev_io_start(void *loop, struct ev_watcher *watcher)
{
    model_on_event(watcher->cb, watcher);
    keep(watcher);
}

void ev_periodic_start(void *loop, struct ev_watcher *watcher)
{
    model_on_event(watcher->cb, watcher);
    keep(watcher);
}

void ev_child_start(void *loop, struct ev_watcher *watcher)
{
    model_on_event(watcher->cb, watcher);
    keep(watcher);
}

void ev_stat_start(void *loop, struct ev_watcher *watcher)
{
    model_on_event(watcher->cb, watcher);
    keep(watcher);
}

void ev_idle_start(void *loop, struct ev_watcher *watcher)
{
    model_on_event(watcher->cb, watcher);
    keep(watcher);
}

void ev_prepare_start(void *loop, struct ev_watcher *watcher)
{
    model_on_event(watcher->cb, watcher);
    keep(watcher);
}

void ev_check_start(void *loop, struct ev_watcher *watcher)
{
    model_on_event(watcher->cb, watcher);
    keep(watcher);
}

void ev_fork_start(void *loop, struct ev_watcher *watcher)
{
    model_on_event(watcher->cb, watcher);
    keep(watcher);
}

void ev_cleanup_start(void *loop, struct ev_watcher *watcher)
{
    model_on_event(watcher->cb, watcher);
    keep(watcher);
}

void ev_embed_start(void *loop, struct ev_watcher *watcher)
{
    model_on_event(watcher->cb, watcher);
    keep(watcher);
}

void ev_async_start(void *loop, struct ev_watcher *watcher)
{
    model_on_event(watcher->cb, watcher);
    keep(watcher);
}

void ev_timer_start(void *loop, struct ev_watcher *watcher)
{
    model_on_timer(watcher->cb, watcher);
    keep(watcher);
}

void ev_timer_again(void *loop, struct ev_watcher *watcher)
{
    model_on_timer(watcher->cb, watcher);
    keep(watcher);
}

void ev_signal_start(void *loop, struct ev_watcher *watcher)
{
    model_on_signal_event(watcher->cb, watcher);
    keep(watcher);
}

void ev_async_send(void *loop, struct ev_watcher *watcher)
{
    model_send(loop);
}

void ev_once(void *loop, int fd, int events, double timeout, void *function, void *argument)
{
    model_escape((const void *)(long)fd);
    model_calls(function, argument);
    keep(argument);
}

enum { RUN_NOWAIT = 1 }; /* EVRUN_NOWAIT */

int ev_run(void *loop, int flags)
{
    model_waits_for_event();
    model_receive(loop, flags != RUN_NOWAIT);
    return (int)model_any();
}

void ev_break(void *loop, int how)
{
    model_close(loop);
}
