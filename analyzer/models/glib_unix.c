/* GLib on Unix: pipes, and what takes a descriptor.
 *
 * States    the GLib and GIO reference manuals, 2.74 (UNIX-specific utilities and integration, IO
 *           Channels, g_close(), GUnixInputStream, GUnixOutputStream, GUnixFDList, GSubprocessLauncher,
 *           Spawning Processes).
 * Channels  A descriptor is one by its number.
 * Failures  A result of which nothing is known stands for both ways.
 * Escapes   What is behind a stream, a source or in another process is not followed. What
 *           g_unix_fd_add() calls is in glib_main_loop.c. */
#include <stranded/primitives.h>

/* Messages of one byte that a pipe takes by default (pipe(7)). */
enum { PIPE_ROOM = 65536 };

int g_unix_open_pipe(int *ends, int flags, void **error)
{
    ends[0] = (int)model_any();
    ends[1] = (int)model_any();
    model_make((const void *)(long)ends[0], PIPE_ROOM, 0);
    model_ends((const void *)(long)ends[0], (const void *)(long)ends[1]);
    return (int)model_any();
}

int g_unix_set_fd_nonblocking(int fd, int nonblocking, void **error)
{
    if (nonblocking)
        model_set_timeout((const void *)(long)fd);
    return (int)model_any();
}

int g_close(int fd, void **error)
{
    model_socket_end((const void *)(long)fd);
    model_close((const void *)(long)fd);
    return (int)model_any();
}

/* ---- streams, sources and sockets ---- */

void *g_io_channel_unix_new(int fd)
{
    model_escape((const void *)(long)fd);
    return model_new();
}

void *g_unix_fd_source_new(int fd, int condition)
{
    model_escape((const void *)(long)fd);
    return model_new();
}

void *g_source_add_unix_fd(void *source, int fd, int condition)
{
    model_escape((const void *)(long)fd);
    return (void *)model_any();
}

/* As <glib.h> declares it. */
struct _GPollFD {
    int fd;
};

void g_source_add_poll(void *source, struct _GPollFD *descriptor)
{
    model_escape((const void *)(long)descriptor->fd);
}

void g_main_context_add_poll(void *context, struct _GPollFD *descriptor, int priority)
{
    model_escape((const void *)(long)descriptor->fd);
}

void *g_unix_input_stream_new(int fd, int close)
{
    model_escape((const void *)(long)fd);
    return model_new();
}

void *g_unix_output_stream_new(int fd, int close)
{
    model_escape((const void *)(long)fd);
    return model_new();
}

void *g_socket_new_from_fd(int fd, void **error)
{
    model_escape((const void *)(long)fd);
    return model_alloc();
}

/* ---- other processes ---- */

int g_unix_fd_list_append(void *list, int fd, void **error)
{
    model_escape((const void *)(long)fd);
    return (int)model_any();
}

void *g_unix_fd_list_new_from_array(const int *fds, int count)
{
    model_escape((const void *)(long)fds[count]);
    return model_new();
}

int g_unix_connection_send_fd(void *connection, int fd, void *cancellable, void **error)
{
    model_escape((const void *)(long)fd);
    return (int)model_any();
}

void g_subprocess_launcher_take_fd(void *launcher, int fd, int target)
{
    model_escape((const void *)(long)fd);
}

void g_subprocess_launcher_take_stdin_fd(void *launcher, int fd)
{
    model_escape((const void *)(long)fd);
}

void g_subprocess_launcher_take_stdout_fd(void *launcher, int fd)
{
    model_escape((const void *)(long)fd);
}

void g_subprocess_launcher_take_stderr_fd(void *launcher, int fd)
{
    model_escape((const void *)(long)fd);
}

int g_spawn_async_with_fds(const char *directory, void *arguments, void *environment, int flags,
                           void *child_setup, void *data, int *child, int input, int output,
                           int errors, void **error)
{
    if (child_setup)
        model_calls(child_setup, data);
    model_escape((const void *)(long)input);
    model_escape((const void *)(long)output);
    model_escape((const void *)(long)errors);
    if (child)
        *child = (int)model_any();
    return (int)model_any();
}
