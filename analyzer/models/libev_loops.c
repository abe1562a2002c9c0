/* libev: loops. What they call is in libev.c.
 *
 * States    the manual of libev 4.33 (ev(3)), with EV_MULTIPLICITY, as it is by default.
 * Clients   A loop that the program makes. ev_default_loop() is the process's.
 * Failures  There is no memory, or the kernel lacks what was asked for. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

void *ev_loop_new(unsigned flags)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void ev_loop_destroy(void *loop)
{
    model_client_end(loop);
}

void *ev_default_loop(unsigned flags)
{
    return (void *)model_any();
}

void ev_loop_fork(void *loop)
{
}

void ev_ref(void *loop)
{
}

void ev_unref(void *loop)
{
}

double ev_now(void *loop)
{
    return (double)model_any();
}

void ev_now_update(void *loop)
{
}

void ev_suspend(void *loop)
{
}

void ev_resume(void *loop)
{
}

unsigned ev_backend(void *loop)
{
    return (unsigned)model_any();
}

unsigned ev_depth(void *loop)
{
    return (unsigned)model_any();
}

unsigned ev_iteration(void *loop)
{
    return (unsigned)model_any();
}

void ev_verify(void *loop)
{
}

void *ev_userdata(void *loop)
{
    return (void *)model_any();
}

void ev_set_userdata(void *loop, void *data)
{
    keep(data);
}

unsigned ev_pending_count(void *loop)
{
    return (unsigned)model_any();
}

void ev_set_io_collect_interval(void *loop, double interval)
{
}

void ev_set_timeout_collect_interval(void *loop, double interval)
{
}

void ev_loop(void *loop, int flags)
{
    model_waits_for_event();
}

void ev_unloop(void *loop, int how)
{
}

unsigned ev_loop_count(void *loop)
{
    return (unsigned)model_any();
}

unsigned ev_loop_depth(void *loop)
{
    return (unsigned)model_any();
}

void ev_loop_verify(void *loop)
{
}

int ev_is_default_loop(void *loop)
{
    return (int)model_any();
}

void ev_io_stop(void *loop, void *w)
{
}

void ev_timer_stop(void *loop, void *w)
{
}

double ev_timer_remaining(void *loop, void *w)
{
    return (double)model_any();
}

void ev_periodic_stop(void *loop, void *w)
{
}

void ev_periodic_again(void *loop, void *w)
{
}

void ev_signal_stop(void *loop, void *w)
{
}

void ev_child_stop(void *loop, void *w)
{
}

void ev_stat_stop(void *loop, void *w)
{
}

void ev_stat_stat(void *loop, void *w)
{
}

void ev_idle_stop(void *loop, void *w)
{
}

void ev_prepare_stop(void *loop, void *w)
{
}

void ev_check_stop(void *loop, void *w)
{
}

void ev_embed_stop(void *loop, void *w)
{
}

void ev_embed_sweep(void *loop, void *w)
{
}

void ev_fork_stop(void *loop, void *w)
{
}

void ev_cleanup_stop(void *loop, void *w)
{
}

void ev_async_stop(void *loop, void *w)
{
}

void ev_feed_event(void *loop, void *w, int revents)
{
}

void ev_feed_fd_event(void *loop, int fd, int revents)
{
}

void ev_feed_signal_event(void *loop, int signum)
{
}

void ev_invoke(void *loop, void *w, int revents)
{
}

void ev_invoke_pending(void *loop)
{
}

int ev_clear_pending(void *loop, void *w)
{
    return (int)model_any();
}
