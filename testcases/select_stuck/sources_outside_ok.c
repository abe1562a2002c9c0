/* Sources that the system feeds: timers that are set, unix signals, files that change, children
 * that end; and a child that holds the other end of a pair of sockets. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int reload_file(void);
int serve_peer(int fd);

int tick_loop_ok(int n_ticks)
{
    struct itimerspec every = {.it_interval.tv_sec = 1, .it_value.tv_sec = 1};
    unsigned long long n;

    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (timer < 0 || timerfd_settime(timer, 0, &every, NULL) < 0)
        return -errno;
    struct pollfd item = {.fd = timer, .events = POLLIN};
    for (int i = 0; i < n_ticks; i++) {
        if (poll(&item, 1, -1) == 1 && read(timer, &n, sizeof n) == (ssize_t)sizeof n)
            reload_file();
    }
    return close(timer);
}

int signal_loop_ok(void)
{
    struct signalfd_siginfo info;
    struct epoll_event event = {.events = EPOLLIN};
    sigset_t mask;

    sigemptyset(&mask);
    sigaddset(&mask, SIGHUP);
    sigprocmask(SIG_BLOCK, &mask, NULL);
    int set = epoll_create1(EPOLL_CLOEXEC);
    int fd = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
    if (set < 0 || fd < 0 || epoll_ctl(set, EPOLL_CTL_ADD, fd, &event) < 0)
        return -errno;
    while (epoll_wait(set, &event, 1, -1) > 0) {
        if (read(fd, &info, sizeof info) == (ssize_t)sizeof info && reload_file() < 0)
            break;
    }
    close(fd);
    return close(set);
}

int watch_file_ok(const char *path)
{
    char room[4096];

    int fd = inotify_init1(IN_CLOEXEC);
    if (fd < 0 || inotify_add_watch(fd, path, IN_CLOSE_WRITE) < 0)
        return -errno;
    struct pollfd item = {.fd = fd, .events = POLLIN};
    while (poll(&item, 1, -1) >= 0) {
        if (read(fd, room, sizeof room) > 0 && reload_file() < 0)
            break;
    }
    return close(fd);
}

int child_loop_ok(void)
{
    int pair[2];
    int status = 0;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        close(pair[0]);
        _exit(serve_peer(pair[1]));
    }
    close(pair[1]);
    struct pollfd item = {.fd = pair[0], .events = POLLIN};
    while (child > 0 && status == 0 && poll(&item, 1, -1) == 1)
        status = serve_peer(pair[0]);
    close(pair[0]);
    if (child > 0)
        waitpid(child, NULL, 0);
    return status;
}
