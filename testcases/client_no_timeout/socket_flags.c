/* Whether a socket blocks may be said when it is made, in flags that are put together. */
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct peer {
    struct sockaddr_in to;
    char name[16];
};

static int greet_bad(struct peer *peer, bool keeps_open)
{
    int flags = SOCK_STREAM;
    if (!keeps_open)
        flags |= SOCK_CLOEXEC;
    int fd = socket(PF_INET, flags, 0);
    if (fd < 0)
        return -errno;
    int rc = connect(fd, (void *)&peer->to, sizeof peer->to); // EXPECT: client-no-timeout
    if (rc == 0 && send(fd, peer->name, sizeof peer->name, 0) < 0)
        rc = -errno;
    close(fd);
    return rc;
}

static int greet_ok(struct peer *peer, bool keeps_open)
{
    int flags = SOCK_STREAM | SOCK_NONBLOCK;
    if (!keeps_open)
        flags |= SOCK_CLOEXEC;
    int fd = socket(PF_INET, flags, 0);
    if (fd < 0)
        return -errno;
    int rc = connect(fd, (void *)&peer->to, sizeof peer->to);
    if (rc == 0 && send(fd, peer->name, sizeof peer->name, 0) < 0)
        rc = -errno;
    close(fd);
    return rc;
}

int main(void)
{
    struct peer peer = {.to = {.sin_family = AF_INET}, .name = "me"};
    int set = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN};
    if (set < 0 || epoll_ctl(set, EPOLL_CTL_ADD, 0, &event) < 0)
        return 1;
    while (epoll_wait(set, &event, 1, -1) == 1) {
        if (read(0, &peer.to.sin_addr, 4) != 4)
            break;
        if (greet_bad(&peer, false) < 0)
            greet_ok(&peer, true);
    }
    return 0;
}
