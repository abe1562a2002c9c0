/* A connection object that only the event loop knows: it comes back with the event, and is freed there. Its
 * twin is forgotten where the loop does not take it. */
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct link {
    int fd;
    int state;
};

static void link_free(struct link *link)
{
    close(link->fd);
    free(link);
}

static struct link *link_new(const struct sockaddr_in *to)
{
    struct link *link = calloc(1, sizeof *link);
    if (link == NULL)
        return NULL;
    link->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (link->fd < 0) {
        free(link);
        return NULL;
    }
    connect(link->fd, (const struct sockaddr *)to, sizeof *to);
    return link;
}

int link_start_bad(int loop, const struct sockaddr_in *to)
{
    struct link *link = link_new(to); // EXPECT: client-leaked
    if (link == NULL)
        return -1;
    struct epoll_event event = {.events = EPOLLOUT, .data = {.ptr = link}};
    if (link->fd > 1000)
        return -1;
    return epoll_ctl(loop, EPOLL_CTL_ADD, link->fd, &event);
}

int link_start_ok(int loop, const struct sockaddr_in *to)
{
    struct link *link = link_new(to);
    if (link == NULL)
        return -1;
    struct epoll_event event = {.events = EPOLLOUT, .data = {.ptr = link}};
    if (epoll_ctl(loop, EPOLL_CTL_ADD, link->fd, &event) != 0) {
        link_free(link);
        return -1;
    }
    return 0;
}

void link_ready(const struct epoll_event *event)
{
    struct link *link = event->data.ptr;
    link->state++;
    if (event->events & (EPOLLERR | EPOLLHUP))
        link_free(link);
}
