/* Who uses the loop adds what it waits for, and the loop itself adds only what wakes it; nobody does that
 * here. */
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct loop {
    int set;
    int wake;
};

int loop_add(struct loop *loop, int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

    return epoll_ctl(loop->set, EPOLL_CTL_ADD, fd, &event);
}

struct loop *loop_new(void)
{
    struct loop *loop = malloc(sizeof *loop);

    if (loop == NULL)
        return NULL;
    loop->set = epoll_create1(EPOLL_CLOEXEC);
    loop->wake = eventfd(0, EFD_CLOEXEC);
    if (loop->set < 0 || loop->wake < 0 || loop_add(loop, loop->wake) < 0) {
        free(loop);
        return NULL;
    }
    return loop;
}

int loop_wait_ok(struct loop *loop)
{
    struct epoll_event event;

    while (epoll_wait(loop->set, &event, 1, -1) < 0)
        if (errno != EINTR)
            return -errno;
    return event.data.fd;
}
