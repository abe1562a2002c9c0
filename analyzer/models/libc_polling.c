/* Waiting for several descriptors.
 *
 * States    POSIX.1-2017 (XSH: poll(), select(), pselect()), and the Linux man-pages for what is not in
 *           it (epoll_wait(2), ppoll(2)); kqueue(2) of the BSDs.
 * Channels  A descriptor is one by its number. What select() and epoll_wait() wait for is kept by the
 *           system: for those who are woken that is not known (0).
 * Failures  A result of which nothing is known stands for both ways. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* What is received there is not known. */
static void fill(void *data)
{
    *(char *)data = (char)model_any();
}

/* As <poll.h> declares it. */
struct pollfd {
    int fd;
    short events;
    short revents;
};

/* POLLOUT, POLLWRNORM and POLLWRBAND; the same bits as EPOLLOUT and its like: what may be written to ends the
 * wait at once. */
enum { WRITABLE = 0x304 };

/* An index that is not known stands for each of the descriptors: any of them ends the wait. */
int poll(struct pollfd *descriptors, unsigned long count, int timeout)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout < 0);
    model_await_each((const void *)(long)descriptors[count].fd, timeout < 0,
                     descriptors[count].events, WRITABLE);
    fill(descriptors);
    return (int)model_any();
}

int ppoll(struct pollfd *descriptors, unsigned long count, const void *timeout, const void *mask)
{
    model_waits_for_event();
    model_unblocks(mask);
    model_receive((const void *)(long)descriptors[count].fd, timeout == 0);
    model_await_each((const void *)(long)descriptors[count].fd, timeout == 0,
                     descriptors[count].events, WRITABLE);
    fill(descriptors);
    return (int)model_any();
}

int select(int count, void *readable, void *writable, void *exceptional, void *timeout)
{
    model_waits_for_event();
    model_receive(0, timeout == 0);
    model_await_bits(readable, timeout == 0, writable);
    fill(readable);
    fill(writable);
    fill(exceptional);
    return (int)model_any();
}

int pselect(int count, void *readable, void *writable, void *exceptional, const void *timeout,
            const void *mask)
{
    model_waits_for_event();
    model_unblocks(mask);
    model_receive(0, timeout == 0);
    model_await_bits(readable, timeout == 0, writable);
    fill(readable);
    fill(writable);
    fill(exceptional);
    return (int)model_any();
}

/* As <sys/epoll.h> declares it. */
struct epoll_event {
    unsigned events;
    unsigned long long data;
} __attribute__((packed));

int epoll_create(int size)
{
    int fd = model_descriptor();

    model_make_set((const void *)(long)fd);
    return fd;
}

int epoll_create1(int flags)
{
    int fd = model_descriptor();

    model_make_set((const void *)(long)fd);
    return fd;
}

/* What is told of an event comes back with it. What is taken out again stays for us. */
int epoll_ctl(int set, int operation, int fd, struct epoll_event *event)
{
    model_keep(event);
    model_watch((const void *)(long)set, (const void *)(long)fd, event->events, WRITABLE);
    return (int)model_any();
}

int epoll_wait(int fd, void *events, int count, int timeout)
{
    model_waits_for_event();
    model_receive(0, timeout < 0);
    model_await((const void *)(long)fd, timeout < 0);
    fill(events);
    return (int)model_any();
}

int epoll_pwait(int fd, void *events, int count, int timeout, const void *mask)
{
    model_waits_for_event();
    model_unblocks(mask);
    model_receive(0, timeout < 0);
    model_await((const void *)(long)fd, timeout < 0);
    fill(events);
    return (int)model_any();
}

int epoll_pwait2(int fd, void *events, int count, const void *timeout, const void *mask)
{
    model_waits_for_event();
    model_unblocks(mask);
    model_receive(0, timeout == 0);
    model_await((const void *)(long)fd, timeout == 0);
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

/* The names behind the inline functions of glibc's headers where _FORTIFY_SOURCE is set. */

int __poll_chk(struct pollfd *descriptors, unsigned long count, int timeout, size_t room)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout < 0);
    model_await_each((const void *)(long)descriptors[count].fd, timeout < 0,
                     descriptors[count].events, WRITABLE);
    fill(descriptors);
    return (int)model_any();
}

int __poll_chk_warn(struct pollfd *descriptors, unsigned long count, int timeout, size_t room)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout < 0);
    model_await_each((const void *)(long)descriptors[count].fd, timeout < 0,
                     descriptors[count].events, WRITABLE);
    fill(descriptors);
    return (int)model_any();
}

int __poll_alias(struct pollfd *descriptors, unsigned long count, int timeout)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout < 0);
    model_await_each((const void *)(long)descriptors[count].fd, timeout < 0,
                     descriptors[count].events, WRITABLE);
    fill(descriptors);
    return (int)model_any();
}

int __ppoll_chk(struct pollfd *descriptors, unsigned long count, const void *timeout,
                const void *mask, size_t room)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout == 0);
    model_await_each((const void *)(long)descriptors[count].fd, timeout == 0,
                     descriptors[count].events, WRITABLE);
    fill(descriptors);
    return (int)model_any();
}

int __ppoll_chk_warn(struct pollfd *descriptors, unsigned long count, const void *timeout,
                     const void *mask, size_t room)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout == 0);
    model_await_each((const void *)(long)descriptors[count].fd, timeout == 0,
                     descriptors[count].events, WRITABLE);
    fill(descriptors);
    return (int)model_any();
}

int __ppoll_alias(struct pollfd *descriptors, unsigned long count, const void *timeout,
                  const void *mask)
{
    model_waits_for_event();
    model_receive((const void *)(long)descriptors[count].fd, timeout == 0);
    model_await_each((const void *)(long)descriptors[count].fd, timeout == 0,
                     descriptors[count].events, WRITABLE);
    fill(descriptors);
    return (int)model_any();
}
