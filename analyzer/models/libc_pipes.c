/* Descriptors that a program makes for itself, pipes, pairs of sockets, counters and timers, and ways
 * by which a descriptor comes to where its number is another.
 *
 * States    POSIX.1-2017 (XSH: pipe(), socketpair(), dup(), fdopen(), <spawn.h>), and the Linux
 *           man-pages for what is not in it (pipe(7), unix(7), eventfd(2), timerfd_create(2), dup3(2),
 *           splice(2), tee(2), vmsplice(2)).
 * Channels  Both descriptors of a pipe are one channel, and those of a pair of sockets are two, one for
 *           each direction. A FIFO has a name, and a signalfd gets what comes from anywhere: neither is
 *           the program's own.
 * Failures  A result of which nothing is known stands for both ways.
 * Escapes   A duplicate is a number of its own: closing it does not close the channel, so it is not the
 *           same value. What becomes of the channel is not followed then, nor where the descriptor is
 *           behind a stream or becomes one of another process. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* ---- pipes ---- */

/* Bytes that a pipe takes by default (pipe(7), "Pipe capacity"). */
enum { PIPE_ROOM = 65536 };

int pipe(int *ends)
{
    ends[0] = (int)model_any();
    ends[1] = (int)model_any();
    model_make((const void *)(long)ends[0], PIPE_ROOM, 0);
    model_in_bytes();
    model_ends((const void *)(long)ends[0], (const void *)(long)ends[1]);
    return (int)model_any();
}

int pipe2(int *ends, int flags)
{
    ends[0] = (int)model_any();
    ends[1] = (int)model_any();
    model_make((const void *)(long)ends[0], PIPE_ROOM, 0);
    model_in_bytes();
    model_ends((const void *)(long)ends[0], (const void *)(long)ends[1]);
    return (int)model_any();
}

/* Messages that a pair of local sockets takes at most: the largest buffer that a program without
 * privileges can ask for is 425,984 bytes, and each message costs more than 512 of them
 * (socket(7), SO_SNDBUF and wmem_max). */
enum { SOCKET_ROOM = 1024 };

int socketpair(int domain, int type, int protocol, int *ends)
{
    ends[0] = (int)model_any();
    ends[1] = (int)model_any();
    model_make((const void *)(long)ends[0], SOCKET_ROOM, 0);
    model_make((const void *)(long)ends[1], SOCKET_ROOM, 0);
    model_ends((const void *)(long)ends[0], (const void *)(long)ends[1]);
    model_ends((const void *)(long)ends[1], (const void *)(long)ends[0]);
    return (int)model_any();
}

/* Moves what it receives from one descriptor to the other; one of them is a pipe. A flag may be
 * SPLICE_F_NONBLOCK: without one the call waits for ever. */
long splice(int from, void *from_offset, int to, void *to_offset, size_t size, unsigned flags)
{
    model_receive((const void *)(long)from, flags == 0);
    model_send((const void *)(long)to);
    return model_any();
}

/* What it takes is still to be received there. */
long tee(int from, int to, size_t size, unsigned flags)
{
    model_receive((const void *)(long)from, flags == 0);
    model_send((const void *)(long)to);
    return model_any();
}

long vmsplice(int fd, const void *parts, size_t count, unsigned flags)
{
    model_send((const void *)(long)fd);
    return model_any();
}

/* ---- counters and timers ---- */

int eventfd(unsigned count, int flags)
{
    int fd = model_descriptor();

    model_make((const void *)(long)fd, MODEL_COUNTED, count);
    return fd;
}

int eventfd_read(int fd, unsigned long long *value)
{
    model_waits_for_event();
    *value = (unsigned long long)model_any();
    model_receive((const void *)(long)fd, 1);
    return (int)model_any();
}

int eventfd_write(int fd, unsigned long long value)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}

int timerfd_create(int clock, int flags)
{
    int fd = model_descriptor();

    model_make((const void *)(long)fd, MODEL_COUNTED, 0);
    return fd;
}

/* It can be read when the time has come. */
int timerfd_settime(int fd, int flags, const void *time, void *old_time)
{
    model_send((const void *)(long)fd);
    model_ticks((const void *)(long)fd);
    return (int)model_any();
}

/* ---- out of sight ---- */

int dup(int fd)
{
    model_escape((const void *)(long)fd);
    return model_descriptor();
}

/* The other number, too, stands for something else from now on. */
int dup2(int fd, int to)
{
    model_escape((const void *)(long)fd);
    model_escape((const void *)(long)to);
    return (int)model_any();
}

int dup3(int fd, int to, int flags)
{
    model_escape((const void *)(long)fd);
    model_escape((const void *)(long)to);
    return (int)model_any();
}

void *fdopen(int fd, const char *mode)
{
    model_escape((const void *)(long)fd);
    model_stream_over((const void *)(long)fd);
    return (void *)model_any();
}

int posix_spawn_file_actions_adddup2(void *actions, int fd, int to)
{
    model_escape((const void *)(long)fd);
    return (int)model_any();
}
