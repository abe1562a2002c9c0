/* A wait for room ends at once: who asks whether he may write waits for no message. */
#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

int poll_room_ok(void)
{
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
        return -errno;
    struct pollfd item = {.fd = pair[0], .events = POLLIN | POLLOUT};
    int n = poll(&item, 1, -1);
    close(pair[0]);
    close(pair[1]);
    return n;
}

int select_room_ok(void)
{
    int ends[2];
    fd_set readable, writable;

    if (pipe(ends) < 0)
        return -errno;
    FD_ZERO(&readable);
    FD_ZERO(&writable);
    FD_SET(ends[0], &readable);
    FD_SET(ends[1], &writable);
    int n = select(ends[1] + 1, &readable, &writable, NULL, NULL);
    close(ends[0]);
    close(ends[1]);
    return n;
}

int epoll_room_ok(void)
{
    int pair[2];
    struct epoll_event event = {.events = EPOLLIN};

    int set = epoll_create1(EPOLL_CLOEXEC);
    if (set < 0 || socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
        return -errno;
    event.events |= EPOLLOUT;
    if (epoll_ctl(set, EPOLL_CTL_ADD, pair[0], &event) < 0)
        return -errno;
    int n = epoll_wait(set, &event, 1, -1);
    close(pair[0]);
    close(pair[1]);
    close(set);
    return n;
}
