#include "loop.h"

#include <poll.h>
#include <stdio.h>

static struct {
    const struct watcher_ops *ops;
    void *user;
} watchers[LOOP_MOST];
static struct pollfd fds[LOOP_MOST];
static nfds_t n_fds;

int loop_add(const struct watcher_ops *ops, void *user)
{
    int fd = n_fds < LOOP_MOST ? ops->open(user) : -1;
    if (fd < 0) {
        fprintf(stderr, "cannot watch %s\n", ops->name);
        return -1;
    }
    watchers[n_fds].ops = ops;
    watchers[n_fds].user = user;
    fds[n_fds++] = (struct pollfd){.fd = fd, .events = POLLIN};
    return 0;
}

int loop_run(void)
{
    while (poll(fds, n_fds, -1) >= 0) {
        for (nfds_t i = 0; i < n_fds; i++) {
            if (fds[i].revents & POLLIN)
                watchers[i].ops->on_readable(fds[i].fd, watchers[i].user);
        }
    }
    for (nfds_t i = 0; i < n_fds; i++)
        watchers[i].ops->close(fds[i].fd, watchers[i].user);
    return -1;
}
