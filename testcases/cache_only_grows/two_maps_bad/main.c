/* Two maps with the same functions. Clients are forgotten when they leave, their names never. */
#include "map.h"

#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static struct map *clients, *names;
static char known[] = "known";

static void forget(const char *peer)
{
    map_delete(clients, peer);
}

static void greet(int fd, const char *peer, const char *name)
{
    map_put(clients, peer, known);
    if (!map_get(names, name))
        map_put(names, name, known); // EXPECT: cache-only-grows
    dprintf(fd, "hello %s\n", name);
}

static void on_readable(int fd)
{
    char peer[32], name[100];
    ssize_t n = recv(fd, name, sizeof name - 1, 0);

    snprintf(peer, sizeof peer, "%d", fd);
    if (n > 0) {
        name[n] = '\0';
        greet(fd, peer, name);
    } else {
        forget(peer);
        close(fd);
    }
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0), poller = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};

    clients = map_new();
    names = map_new();
    if (!clients || !names || epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event) != 0)
        return 1;
    while (epoll_wait(poller, &event, 1, 10000) >= 0) {
        if (event.data.fd != listener) {
            on_readable(event.data.fd);
            continue;
        }
        struct epoll_event added = {.events = EPOLLIN, .data.fd = accept(listener, NULL, NULL)};
        if (added.data.fd >= 0)
            epoll_ctl(poller, EPOLL_CTL_ADD, added.data.fd, &added);
    }
    map_free(clients);
    map_free(names);
    return 0;
}
