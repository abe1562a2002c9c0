/* The macros of <sys/queue.h>: they expand to plain stores. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/queue.h>
#include <sys/socket.h>

struct peer {
    int fd;
    TAILQ_ENTRY(peer) all;
};

struct host {
    int fd;
    TAILQ_ENTRY(host) all;
};

static TAILQ_HEAD(, peer) peers = TAILQ_HEAD_INITIALIZER(peers);
static TAILQ_HEAD(, host) hosts = TAILQ_HEAD_INITIALIZER(hosts);

static void add_peer_bad(int fd)
{
    struct peer *peer = malloc(sizeof(struct peer));

    if (peer) {
        peer->fd = fd;
        TAILQ_INSERT_TAIL(&peers, peer, all); // EXPECT: cache-only-grows
    }
}

static void add_host_ok(int fd)
{
    struct host *host = malloc(sizeof(struct host));

    if (host) {
        host->fd = fd;
        TAILQ_INSERT_TAIL(&hosts, host, all);
    }
}

static void drop_host(int fd)
{
    struct host *host;

    TAILQ_FOREACH(host, &hosts, all)
    if (host->fd == fd) {
        TAILQ_REMOVE(&hosts, host, all);
        free(host);
        return;
    }
}

int main(void)
{
    int listener = socket(AF_UNIX, SOCK_STREAM, 0), last = -1;

    while (listener >= 0) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            break;
        add_peer_bad(fd);
        add_host_ok(fd);
        drop_host(last);
        last = fd;
    }
    return 0;
}
