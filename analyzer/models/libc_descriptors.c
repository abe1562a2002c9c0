/* Descriptors: what waits for them, sends into them and closes them.
 *
 * States    POSIX.1-2017 (XSH: read(), recv(), poll(), select(), accept(), fcntl(), setsockopt() and
 *           their neighbours), and the Linux man-pages for what is not in it (accept4(2), recvmmsg(2),
 *           epoll_wait(2), eventfd(3), timerfd_settime(2), inotify_rm_watch(2), sendfile(2),
 *           splice(2), ioctl(2), ioctl_tty(2)). Numbers of commands and options are those of Linux
 *           where the headers of the architecture are the generic ones.
 * Channels  A descriptor is one by its number. What select() and epoll_wait() wait for is kept by the
 *           system: that is not known (0). Where a descriptor is made non-blocking when it is opened
 *           (SOCK_NONBLOCK and its like), that is not stated.
 * Failures  A result of which nothing is known stands for both ways. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* ---- receiving ---- */

/* What is received there is not known. */
static void fill(void *data)
{
    *(char *)data = (char)model_any();
}

int accept(int fd, void *address, void *size)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, 1);
    return (int)model_any();
}

/* The flags are for the new descriptor. */
int accept4(int fd, void *address, void *size, int flags)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, 1);
    return (int)model_any();
}

long read(int fd, void *data, size_t size)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, 1);
    fill(data);
    return model_any();
}

long readv(int fd, const void *parts, int count)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, 1);
    return model_any();
}

/* A flag may be MSG_DONTWAIT: without one the call waits for ever. */
long recv(int fd, void *data, size_t size, int flags)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long recvfrom(int fd, void *data, size_t size, int flags, void *address, void *address_size)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long recvmsg(int fd, void *message, int flags)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    return model_any();
}

/* The time-out is looked at after each message only, but it is meant as one. */
int recvmmsg(int fd, void *messages, unsigned count, int flags, void *timeout)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, timeout == 0);
    return (int)model_any();
}

int eventfd_read(int fd, unsigned long long *value)
{
    model_waits_for_event();
    *value = (unsigned long long)model_any();
    model_receive((const void *)(long)fd, 1);
    return (int)model_any();
}

/* ---- waiting for several ---- */

/* As <poll.h> declares it. */
struct pollfd {
    int fd;
    short events;
    short revents;
};

/* An index that is not known stands for each of the descriptors: any of them ends the wait. */
int poll(struct pollfd *descriptors, unsigned long count, int timeout)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout < 0);
    fill(descriptors);
    return (int)model_any();
}

int ppoll(struct pollfd *descriptors, unsigned long count, const void *timeout, const void *mask)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout == 0);
    fill(descriptors);
    return (int)model_any();
}

int select(int count, void *readable, void *writable, void *exceptional, void *timeout)
{
    model_waits_for_event();
    model_receive(0, timeout == 0);
    fill(readable);
    fill(writable);
    fill(exceptional);
    return (int)model_any();
}

int pselect(int count, void *readable, void *writable, void *exceptional, const void *timeout,
            const void *mask)
{
    model_waits_for_event();
    model_receive(0, timeout == 0);
    fill(readable);
    fill(writable);
    fill(exceptional);
    return (int)model_any();
}

int epoll_wait(int fd, void *events, int count, int timeout)
{
    model_waits_for_event();
    model_receive(0, timeout < 0);
    fill(events);
    return (int)model_any();
}

int epoll_pwait(int fd, void *events, int count, int timeout, const void *mask)
{
    model_waits_for_event();
    model_receive(0, timeout < 0);
    fill(events);
    return (int)model_any();
}

int epoll_pwait2(int fd, void *events, int count, const void *timeout, const void *mask)
{
    model_waits_for_event();
    model_receive(0, timeout == 0);
    fill(events);
    return (int)model_any();
}

/* The same call adds changes, mostly without waiting: that it waits for ever is not told. */
int kevent(int queue, const void *changes, int n_changes, void *events, int n_events,
           const void *timeout)
{
    model_waits_for_event();
    return (int)model_any();
}

/* ---- sending ---- */

long write(int fd, const void *data, size_t size)
{
    model_send((const void *)(long)fd);
    return model_any();
}

long writev(int fd, const void *parts, int count)
{
    model_send((const void *)(long)fd);
    return model_any();
}

long send(int fd, const void *data, size_t size, int flags)
{
    model_send((const void *)(long)fd);
    return model_any();
}

long sendto(int fd, const void *data, size_t size, int flags, const void *address,
            unsigned address_size)
{
    model_send((const void *)(long)fd);
    return model_any();
}

long sendmsg(int fd, const void *message, int flags)
{
    model_send((const void *)(long)fd);
    return model_any();
}

int sendmmsg(int fd, void *messages, unsigned count, int flags)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}

int dprintf(int fd, const char *format, ...)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}

int vdprintf(int fd, const char *format, __builtin_va_list arguments)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}

long sendfile(int to, int from, void *offset, size_t size)
{
    model_send((const void *)(long)to);
    return model_any();
}

long splice(int from, void *from_offset, int to, void *to_offset, size_t size, unsigned flags)
{
    model_send((const void *)(long)to);
    return model_any();
}

int eventfd_write(int fd, unsigned long long value)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}

/* It can be read when the time has come. */
int timerfd_settime(int fd, int flags, const void *time, void *old_time)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}

/* The last event of the watch (IN_IGNORED) is sent. */
int inotify_rm_watch(int fd, int watch)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}

/* It wakes who waits in accept() for it, at a descriptor that is not known here. */
int connect(int fd, const void *address, unsigned size)
{
    model_send(0);
    return (int)model_any();
}

/* ---- closing ---- */

/* A thread that already waits for a descriptor is not always woken by close(): it is by shutdown(). But
 * that close() does it is what programs rely on, and what they do next fails. */

int close(int fd)
{
    model_close((const void *)(long)fd);
    return (int)model_any();
}

int shutdown(int fd, int how)
{
    model_close((const void *)(long)fd);
    return (int)model_any();
}

/* ---- not waiting for ever ---- */

/* O_NONBLOCK is one of the flags of a descriptor, and the last that a program sets there. */
enum { COMMAND_SETFL = 4 };

int fcntl(int fd, int command, ...)
{
    if (command == COMMAND_SETFL)
        model_set_timeout((const void *)(long)fd);
    return (int)model_any();
}

int fcntl64(int fd, int command, ...)
{
    if (command == COMMAND_SETFL)
        model_set_timeout((const void *)(long)fd);
    return (int)model_any();
}

/* SO_RCVTIMEO, with a time_t of the system's size and of 64 bits. */
enum { OPTION_RCVTIMEO = 20, OPTION_RCVTIMEO_64 = 66 };

int setsockopt(int fd, int level, int option, const void *value, unsigned size)
{
    if (option == OPTION_RCVTIMEO || option == OPTION_RCVTIMEO_64)
        model_set_timeout((const void *)(long)fd);
    return (int)model_any();
}

/* The names behind the inline functions of glibc's headers where _FORTIFY_SOURCE is set. */

long __read_chk(int fd, void *data, size_t size, size_t room)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, 1);
    fill(data);
    return model_any();
}

long __read_chk_warn(int fd, void *data, size_t size, size_t room)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, 1);
    fill(data);
    return model_any();
}

long __read_alias(int fd, void *data, size_t size)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, 1);
    fill(data);
    return model_any();
}

long __recv_chk(int fd, void *data, size_t size, size_t room, int flags)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long __recv_chk_warn(int fd, void *data, size_t size, size_t room, int flags)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long __recv_alias(int fd, void *data, size_t size, int flags)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long __recvfrom_chk(int fd, void *data, size_t size, size_t room, int flags, void *address,
                    void *address_size)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long __recvfrom_chk_warn(int fd, void *data, size_t size, size_t room, int flags, void *address,
                         void *address_size)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long __recvfrom_alias(int fd, void *data, size_t size, int flags, void *address, void *address_size)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

int __poll_chk(struct pollfd *descriptors, unsigned long count, int timeout, size_t room)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout < 0);
    fill(descriptors);
    return (int)model_any();
}

int __poll_chk_warn(struct pollfd *descriptors, unsigned long count, int timeout, size_t room)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout < 0);
    fill(descriptors);
    return (int)model_any();
}

int __poll_alias(struct pollfd *descriptors, unsigned long count, int timeout)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout < 0);
    fill(descriptors);
    return (int)model_any();
}

int __ppoll_chk(struct pollfd *descriptors, unsigned long count, const void *timeout,
                const void *mask, size_t room)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout == 0);
    fill(descriptors);
    return (int)model_any();
}

int __ppoll_chk_warn(struct pollfd *descriptors, unsigned long count, const void *timeout,
                     const void *mask, size_t room)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout == 0);
    fill(descriptors);
    return (int)model_any();
}

int __ppoll_alias(struct pollfd *descriptors, unsigned long count, const void *timeout,
                  const void *mask)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout == 0);
    fill(descriptors);
    return (int)model_any();
}

int __dprintf_chk(int fd, int flag, const char *format, ...)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}

int __vdprintf_chk(int fd, int flag, const char *format, __builtin_va_list arguments)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}
