/* The set is given to whoever asks for it: he adds to it by himself. */
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

struct hub {
    int set;
};

static int shared = -1;

int shared_open_ok(void)
{
    shared = epoll_create1(EPOLL_CLOEXEC);
    return shared;
}

int shared_wait_ok(void)
{
    struct epoll_event event;

    return epoll_wait(shared, &event, 1, -1);
}

struct hub *hub_new(void)
{
    struct hub *hub = malloc(sizeof *hub);

    if (hub != NULL)
        hub->set = epoll_create1(EPOLL_CLOEXEC);
    return hub;
}

int hub_set(const struct hub *hub)
{
    return hub->set;
}

int hub_wait_ok(struct hub *hub)
{
    struct epoll_event event;

    return epoll_wait(hub->set, &event, 1, -1);
}
