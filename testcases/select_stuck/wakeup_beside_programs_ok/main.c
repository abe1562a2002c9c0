/* Runs jobs as programs. They inherit the pipe through which the handler of the unix signal wakes the loop. */
#include "jobs.h"

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

int bell[2];

static int listen_to(int set, int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

    return epoll_ctl(set, EPOLL_CTL_ADD, fd, &event);
}

int main(int argc, char **argv)
{
    int set = epoll_create1(EPOLL_CLOEXEC);

    if (set < 0 || pipe(bell) < 0 || listen_to(set, bell[0]) < 0)
        return 1;
    jobs_watch();
    for (int i = 1; i < argc; i++)
        job_start(argv[i]);
    for (int n = argc - 1; n > 0;) {
        struct epoll_event event;
        char byte;
        if (epoll_wait(set, &event, 1, -1) < 0 && errno != EINTR)
            return 1;
        if (read(event.data.fd, &byte, 1) == 1)
            n -= jobs_reap();
    }
    return 0;
}
