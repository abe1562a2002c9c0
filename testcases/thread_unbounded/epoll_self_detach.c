/* Events of epoll, each handled by a thread that detaches itself; in the good one by the thread
 * that waits, of which there are four. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <unistd.h>

static void handle_event(int fd)
{
    char buffer[256];
    ssize_t n = read(fd, buffer, sizeof buffer);
    if (n > 0)
        fwrite(buffer, 1, (size_t)n, stdout);
}

static void *handle_alone(void *arg)
{
    pthread_t self = pthread_self();
    pthread_detach(self);
    handle_event((int)(intptr_t)arg);
    return NULL;
}

int events_bad(int epoll)
{
    struct epoll_event events[16];
    for (;;) {
        int n = epoll_wait(epoll, events, 16, -1);
        if (n < 0)
            return -1;
        for (int i = 0; i < n; i++) {
            pthread_t tid;
            void *arg = (void *)(intptr_t)events[i].data.fd;
            if (pthread_create(&tid, NULL, handle_alone, arg) != 0) // EXPECT: thread-unbounded
                handle_event(events[i].data.fd);
        }
    }
}

static void *handle_all(void *arg)
{
    struct epoll_event event;
    pthread_detach(pthread_self());
    while (epoll_wait((int)(intptr_t)arg, &event, 1, -1) == 1)
        handle_event(event.data.fd);
    return NULL;
}

int events_ok(int epoll)
{
    for (int i = 0; i < 4; i++) {
        pthread_t tid;
        if (pthread_create(&tid, NULL, handle_all, (void *)(intptr_t)epoll) != 0)
            return -1;
    }
    return 0;
}
