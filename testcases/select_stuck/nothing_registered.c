/* An epoll set to which nothing was added: the function that adds the listeners is not called. */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

int handle_event(int fd);

static int add(int set, int fd)
{
    struct epoll_event event;

    memset(&event, 0, sizeof event);
    event.events = EPOLLIN;
    event.data.fd = fd;
    return epoll_ctl(set, EPOLL_CTL_ADD, fd, &event);
}

int serve_bad(const int *listeners, int n_listeners)
{
    struct epoll_event event;
    int status = 0;

    int set = epoll_create1(EPOLL_CLOEXEC);
    if (set < 0)
        return -errno;
    for (int i = 0; i < n_listeners; i++) {
        if (listeners[i] < 0)
            status = -EBADF;
    }
    while (status == 0) {
        int n = epoll_wait(set, &event, 1, -1); // EXPECT: select-stuck
        if (n < 0 && errno != EINTR)
            status = -errno;
        else if (n > 0)
            status = handle_event(event.data.fd);
    }
    close(set);
    return status;
}

int serve_ok(const int *listeners, int n_listeners)
{
    struct epoll_event event;
    int status = 0;

    int set = epoll_create1(EPOLL_CLOEXEC);
    if (set < 0)
        return -errno;
    for (int i = 0; i < n_listeners; i++) {
        if (listeners[i] < 0 || add(set, listeners[i]) < 0)
            status = -EBADF;
    }
    while (status == 0) {
        int n = epoll_wait(set, &event, 1, -1);
        if (n < 0 && errno != EINTR)
            status = -errno;
        else if (n > 0)
            status = handle_event(event.data.fd);
    }
    close(set);
    return status;
}
