/* libuv: loops. What they call is in libuv_loop.c.
 *
 * States    the manual of libuv 1.x (docs.libuv.org), the page of uv_loop_t.
 * Handles   The program's own object, of which the client is a field; or one that uv_loop_new() makes.
 * Clients   A loop that the program makes. uv_default_loop() is the process's.
 * Failures  There is no memory, or no descriptor. A loop that still has handles is not closed: that is
 *           not followed. */
#include <stranded/primitives.h>

struct model_loop {
    void *client;
};

/* ---- loops ---- */

int uv_loop_init(struct model_loop *loop)
{
    if (model_fails())
        return model_nonzero();
    loop->client = model_client(MODEL_CONTEXT);
    return 0;
}

int uv_loop_close(struct model_loop *loop)
{
    model_client_end(loop->client);
    loop->client = 0;
    return (int)model_any();
}

void *uv_loop_new(void)
{
    if (model_fails())
        return 0;
    struct model_loop *loop = model_new();
    loop->client = model_client(MODEL_CONTEXT);
    return loop;
}

void uv_loop_delete(struct model_loop *loop)
{
    model_client_end(loop->client);
    loop->client = 0;
}

/* ---- what leaves a loop alone ---- */

int uv_loop_configure(struct model_loop *loop, int option, ...)
{
    return (int)model_any();
}

int uv_loop_alive(const struct model_loop *loop)
{
    return (int)model_any();
}

int uv_loop_fork(struct model_loop *loop)
{
    return (int)model_any();
}

void *uv_loop_get_data(const struct model_loop *loop)
{
    return (void *)model_any();
}

void uv_loop_set_data(struct model_loop *loop, void *data)
{
}

int uv_backend_fd(const struct model_loop *loop)
{
    return (int)model_any();
}

int uv_backend_timeout(const struct model_loop *loop)
{
    return (int)model_any();
}

unsigned long uv_now(const struct model_loop *loop)
{
    return (unsigned long)model_any();
}

void uv_update_time(struct model_loop *loop)
{
}

int uv_tcp_init(struct model_loop *loop, void *handle)
{
    return (int)model_any();
}

int uv_tcp_init_ex(struct model_loop *loop, void *handle, unsigned flags)
{
    return (int)model_any();
}

int uv_udp_init(struct model_loop *loop, void *handle)
{
    return (int)model_any();
}

int uv_udp_init_ex(struct model_loop *loop, void *handle, unsigned flags)
{
    return (int)model_any();
}

int uv_pipe_init(struct model_loop *loop, void *handle, int ipc)
{
    return (int)model_any();
}

int uv_tty_init(struct model_loop *loop, void *tty, int fd, int readable)
{
    return (int)model_any();
}

int uv_timer_init(struct model_loop *loop, void *handle)
{
    return (int)model_any();
}

int uv_idle_init(struct model_loop *loop, void *idle)
{
    return (int)model_any();
}

int uv_prepare_init(struct model_loop *loop, void *prepare)
{
    return (int)model_any();
}

int uv_check_init(struct model_loop *loop, void *check)
{
    return (int)model_any();
}

int uv_signal_init(struct model_loop *loop, void *handle)
{
    return (int)model_any();
}

int uv_fs_event_init(struct model_loop *loop, void *handle)
{
    return (int)model_any();
}

int uv_fs_poll_init(struct model_loop *loop, void *handle)
{
    return (int)model_any();
}

void uv_print_all_handles(struct model_loop *loop, void *stream)
{
}

void uv_print_active_handles(struct model_loop *loop, void *stream)
{
}
