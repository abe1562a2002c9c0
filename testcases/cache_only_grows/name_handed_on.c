/* A field that names one of the connections is given to a function which the loop over all of them calls, too. It names one
 * all the same: where it is set to NULL, the list of connections loses none. */
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct peer_bad {
    struct peer_bad *next;
    int fd;
};

struct peer_ok {
    struct peer_ok *next;
    int fd;
};

static struct {
    struct peer_bad *peers;
    struct peer_bad *speaker; /* names one of them */
} hub_bad;

static struct {
    struct peer_ok *peers;
    struct peer_ok *speaker;
} hub_ok;

static void join_bad(int fd)
{
    struct peer_bad *peer = calloc(1, sizeof *peer);

    if (!peer)
        return;
    peer->fd = fd;
    peer->next = hub_bad.peers;
    hub_bad.peers = peer; // EXPECT: cache-only-grows
    hub_bad.speaker = peer;
}

static void tell_bad(struct peer_bad *peer, const char *text)
{
    if (peer->fd >= 0 && write(peer->fd, text, 1) != 1) {
        close(peer->fd);
        peer->fd = -1;
        if (peer == hub_bad.speaker)
            hub_bad.speaker = NULL;
    }
}

static void tell_all_bad(const char *text)
{
    for (struct peer_bad *peer = hub_bad.peers; peer; peer = peer->next)
        tell_bad(peer, text);
    if (hub_bad.speaker)
        tell_bad(hub_bad.speaker, "!");
}

static void join_ok(int fd)
{
    struct peer_ok *peer = calloc(1, sizeof *peer);

    if (!peer)
        return;
    peer->fd = fd;
    peer->next = hub_ok.peers;
    hub_ok.peers = peer;
    hub_ok.speaker = peer;
}

/* Whether it is still there. */
static int tell_ok(struct peer_ok *peer, const char *text)
{
    if (write(peer->fd, text, 1) == 1)
        return 1;
    if (peer == hub_ok.speaker)
        hub_ok.speaker = NULL;
    return 0;
}

static void tell_all_ok(const char *text)
{
    struct peer_ok **at = &hub_ok.peers;

    while (*at) {
        struct peer_ok *peer = *at;
        if (tell_ok(peer, text)) {
            at = &peer->next;
            continue;
        }
        *at = peer->next;
        close(peer->fd);
        free(peer);
    }
    if (hub_ok.speaker)
        tell_ok(hub_ok.speaker, "!");
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0), set = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN};

    epoll_ctl(set, EPOLL_CTL_ADD, listener, &event);
    while (epoll_wait(set, &event, 1, 1000) >= 0) {
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0) {
            join_bad(fd);
            join_ok(dup(fd));
        }
        tell_all_bad(".");
        tell_all_ok(".");
    }
    return 0;
}
