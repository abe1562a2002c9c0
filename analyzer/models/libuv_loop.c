/* libuv: the loop, what it calls, and its pool of threads.
 *
 * States    the manual of libuv 1.x (docs.libuv.org): the pages of uv_loop_t, of the handles and
 *           requests, and "Thread pool work scheduling".
 * Handles   What is started on a handle is called with that handle, not with user data. A request is
 *           called back once.
 * Channels  A loop that runs waits for uv_stop(), which is told as closing it; uv_async_send() wakes a
 *           loop that is not named (0), and uv_close() may be the last that it waits for. Wake-ups of one
 *           uv_async_t are merged, so that none is lost: they are counted. A handle that is closed takes
 *           none any more, and must not be closed again.
 * Silent    The requests of uv_fs_...() and the options of uv_spawn(). */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* ---- the loop ---- */

enum { RUN_NOWAIT = 2 }; /* UV_RUN_NOWAIT */

int uv_run(void *loop, int mode)
{
    model_waits_for_event();
    model_receive(loop, mode != RUN_NOWAIT);
    return (int)model_any();
}

void uv_stop(void *loop)
{
    model_close(loop);
}

int uv_async_send(void *async)
{
    model_send(async);
    model_send(0);
    return (int)model_any();
}

void uv_walk(void *loop, void *function, void *argument)
{
    model_calls(function, argument);
}

/* Laid over every handle. */
struct model_handle {
    int is_closing;
};

int uv_is_closing(const struct model_handle *handle)
{
    return handle->is_closing;
}

void uv_close(struct model_handle *handle, void *function)
{
    handle->is_closing = 1;
    model_close(handle);
    model_send(0);
    if (function)
        model_calls(function, handle);
    keep(handle);
}

/* ---- handles: per event ---- */

int uv_listen(void *stream, int backlog, void *handler)
{
    model_on_connection(handler, stream);
    keep(stream);
    return (int)model_any();
}

int uv_read_start(void *stream, void *allocate, void *handler)
{
    model_on_event(allocate, stream);
    model_on_event(handler, stream);
    keep(stream);
    return (int)model_any();
}

int uv_udp_recv_start(void *socket, void *allocate, void *handler)
{
    model_on_event(allocate, socket);
    model_on_event(handler, socket);
    keep(socket);
    return (int)model_any();
}

int uv_timer_start(void *timer, void *handler, unsigned long long timeout,
                   unsigned long long repeat)
{
    model_on_timer(handler, timer);
    keep(timer);
    return (int)model_any();
}

int uv_async_init(void *loop, void *async, void *handler)
{
    model_make(async, MODEL_COUNTED, 0);
    model_when_sent(async);
    if (handler)
        model_on_event(handler, async);
    keep(async);
    return (int)model_any();
}

int uv_poll_start(void *poll, int events, void *handler)
{
    model_on_event(handler, poll);
    keep(poll);
    return (int)model_any();
}

int uv_signal_start(void *watcher, void *handler, int number)
{
    model_on_signal_event(handler, watcher);
    keep(watcher);
    return (int)model_any();
}

int uv_signal_start_oneshot(void *watcher, void *handler, int number)
{
    model_on_signal_event(handler, watcher);
    keep(watcher);
    return (int)model_any();
}

int uv_idle_start(void *watcher, void *handler)
{
    model_on_event(handler, watcher);
    keep(watcher);
    return (int)model_any();
}

int uv_prepare_start(void *watcher, void *handler)
{
    model_on_event(handler, watcher);
    keep(watcher);
    return (int)model_any();
}

int uv_check_start(void *watcher, void *handler)
{
    model_on_event(handler, watcher);
    keep(watcher);
    return (int)model_any();
}

int uv_fs_event_start(void *watcher, void *handler, const char *path, unsigned flags)
{
    model_on_event(handler, watcher);
    keep(watcher);
    return (int)model_any();
}

int uv_fs_poll_start(void *watcher, void *handler, const char *path, unsigned interval)
{
    model_on_timer(handler, watcher);
    keep(watcher);
    return (int)model_any();
}

/* ---- requests: once each ---- */

/* In a thread of a pool whose size is fixed; the second one in the loop, afterwards. */
int uv_queue_work(void *loop, void *request, void *work, void *after_work)
{
    model_calls(work, request);
    if (after_work)
        model_calls(after_work, request);
    keep(request);
    return (int)model_any();
}

int uv_write(void *request, void *stream, const void *buffers, unsigned count, void *function)
{
    if (function)
        model_calls(function, request);
    keep(request);
    return (int)model_any();
}

int uv_write2(void *request, void *stream, const void *buffers, unsigned count, void *handle,
              void *function)
{
    if (function)
        model_calls(function, request);
    keep(request);
    return (int)model_any();
}

int uv_shutdown(void *request, void *stream, void *function)
{
    if (function)
        model_calls(function, request);
    keep(request);
    return (int)model_any();
}

int uv_tcp_connect(void *request, void *socket, const void *address, void *function)
{
    if (function)
        model_calls(function, request);
    keep(request);
    return (int)model_any();
}

void uv_pipe_connect(void *request, void *pipe, const char *name, void *function)
{
    if (function)
        model_calls(function, request);
    keep(request);
}

int uv_pipe_connect2(void *request, void *pipe, const char *name, size_t size, unsigned flags,
                     void *function)
{
    if (function)
        model_calls(function, request);
    keep(request);
    return (int)model_any();
}

int uv_tcp_close_reset(void *socket, void *function)
{
    if (function)
        model_calls(function, socket);
    keep(socket);
    return (int)model_any();
}

int uv_udp_send(void *request, void *socket, const void *buffers, unsigned count,
                const void *address, void *function)
{
    if (function)
        model_calls(function, request);
    keep(request);
    return (int)model_any();
}

int uv_getaddrinfo(void *loop, void *request, void *function, const char *node, const char *service,
                   const void *hints)
{
    if (function)
        model_calls(function, request);
    keep(request);
    return (int)model_any();
}

int uv_getnameinfo(void *loop, void *request, void *function, const void *address, int flags)
{
    if (function)
        model_calls(function, request);
    keep(request);
    return (int)model_any();
}

/* ---- descriptors ---- */

int uv_poll_init(void *loop, void *handle, int fd)
{
    model_escape((const void *)(long)fd);
    return (int)model_any();
}

int uv_poll_init_socket(void *loop, void *handle, int fd)
{
    model_escape((const void *)(long)fd);
    return (int)model_any();
}

int uv_pipe_open(void *handle, int fd)
{
    model_escape((const void *)(long)fd);
    return (int)model_any();
}

int uv_tcp_open(void *handle, int fd)
{
    model_escape((const void *)(long)fd);
    return (int)model_any();
}

int uv_udp_open(void *handle, int fd)
{
    model_escape((const void *)(long)fd);
    return (int)model_any();
}

/* Messages that a pipe and a pair of local sockets take, as in libc_pipes.c. Without a flag they wait
 * as others do. */
enum { PIPE_ROOM = 65536, SOCKET_ROOM = 1024 };

int uv_pipe(int *ends, int read_flags, int write_flags)
{
    ends[0] = (int)model_any();
    ends[1] = (int)model_any();
    model_make((const void *)(long)ends[0], PIPE_ROOM, 0);
    model_ends((const void *)(long)ends[0], (const void *)(long)ends[1]);
    if (read_flags)
        model_set_timeout((const void *)(long)ends[0]);
    if (write_flags)
        model_set_timeout((const void *)(long)ends[1]);
    return (int)model_any();
}

int uv_socketpair(int type, int protocol, int *ends, int flags, int other_flags)
{
    ends[0] = (int)model_any();
    ends[1] = (int)model_any();
    model_make((const void *)(long)ends[0], SOCKET_ROOM, 0);
    model_make((const void *)(long)ends[1], SOCKET_ROOM, 0);
    model_ends((const void *)(long)ends[0], (const void *)(long)ends[1]);
    model_ends((const void *)(long)ends[1], (const void *)(long)ends[0]);
    if (flags)
        model_set_timeout((const void *)(long)ends[0]);
    if (other_flags)
        model_set_timeout((const void *)(long)ends[1]);
    return (int)model_any();
}
