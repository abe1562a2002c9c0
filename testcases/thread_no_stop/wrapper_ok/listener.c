#include "listener.h"
#include "thread.h"

#include <stdio.h>
#include <unistd.h>

static struct {
    struct thread thread;
    int fd;
} listener = {.fd = -1};

static void listener_main(struct thread *self, void *arg)
{
    char packet[1500];
    (void)arg;
    while (!thread_should_stop(self)) {
        usleep(50 * 1000);
        ssize_t n = pread(listener.fd, packet, sizeof packet, 0);
        if (n > 0)
            printf("%zd bytes\n", n);
    }
}

int listener_open(int fd)
{
    listener.fd = fd;
    return thread_start(&listener.thread, listener_main, NULL) ? 0 : -1;
}

void listener_close(void)
{
    thread_ask(&listener.thread);
    thread_join(&listener.thread);
    close(listener.fd);
}
