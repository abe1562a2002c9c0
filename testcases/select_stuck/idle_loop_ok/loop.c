#include "loop.h"

#include <errno.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

int loop_init(struct loop *loop)
{
    struct epoll_event event = {.events = EPOLLIN};

    pthread_mutex_init(&loop->lock, NULL);
    loop->call = NULL;
    loop->set = epoll_create1(EPOLL_CLOEXEC);
    if (loop->set < 0)
        return -errno;
    loop->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (loop->wake < 0 || epoll_ctl(loop->set, EPOLL_CTL_ADD, loop->wake, &event) < 0) {
        close(loop->set);
        return -errno;
    }
    return 0;
}

static void run_posted(struct loop *loop)
{
    uint64_t n;

    if (read(loop->wake, &n, sizeof n) < 0)
        return;
    pthread_mutex_lock(&loop->lock);
    void (*call)(void *data) = loop->call;
    void *data = loop->data;
    loop->call = NULL;
    pthread_mutex_unlock(&loop->lock);
    if (call != NULL)
        call(data);
}

int loop_run(struct loop *loop)
{
    struct epoll_event events[8];

    for (;;) {
        int n = epoll_wait(loop->set, events, 8, -1);
        if (n < 0 && errno != EINTR)
            return -errno;
        if (n > 0)
            run_posted(loop);
    }
}

int loop_post(struct loop *loop, void (*call)(void *data), void *data)
{
    uint64_t one = 1;

    pthread_mutex_lock(&loop->lock);
    loop->call = call;
    loop->data = data;
    pthread_mutex_unlock(&loop->lock);
    return write(loop->wake, &one, sizeof one) < 0 ? -errno : 0;
}
