/* A peer is linked into a table, and unlinked by a function again where the poller does not take it. The bad twin has no
 * other call of that function; the good one calls it when the peer hangs up, and another one for each peer that has just
 * asked. */
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct peer {
    struct peer *next;
    int fd;
    unsigned id;
};

struct guest {
    struct guest *next;
    int fd;
    unsigned id;
};

struct query {
    struct query *next;
    unsigned id;
};

enum { ROWS = 64 };

static struct peer *peers[ROWS];
static struct guest *guests[ROWS];
static struct query *queries;
static unsigned n_ids;

static void peer_link(struct peer *peer)
{
    struct peer **row = &peers[peer->id % ROWS];

    peer->next = *row;
    *row = peer; // EXPECT: cache-only-grows
}

static void peer_unlink(struct peer *peer)
{
    for (struct peer **at = &peers[peer->id % ROWS]; *at != NULL; at = &(*at)->next)
        if (*at == peer) {
            *at = peer->next;
            return;
        }
}

static int peer_new_bad(int poller, int fd)
{
    struct peer *peer = calloc(1, sizeof *peer);

    if (peer == NULL)
        return -1;
    peer->fd = fd;
    peer->id = n_ids++;
    peer_link(peer);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &peer->fd};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event) != 0) {
        peer_unlink(peer);
        free(peer);
        return -1;
    }
    return 0;
}

static void guest_link(struct guest *guest)
{
    struct guest **row = &guests[guest->id % ROWS];

    guest->next = *row;
    *row = guest;
}

static void guest_unlink(struct guest *guest)
{
    for (struct guest **at = &guests[guest->id % ROWS]; *at != NULL; at = &(*at)->next)
        if (*at == guest) {
            *at = guest->next;
            return;
        }
}

static int guest_new_ok(int poller, int fd)
{
    struct guest *guest = calloc(1, sizeof *guest);

    if (guest == NULL)
        return -1;
    guest->fd = fd;
    guest->id = n_ids++;
    guest_link(guest);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &guest->fd};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event) != 0) {
        guest_unlink(guest);
        free(guest);
        return -1;
    }
    return 0;
}

static void query_link(struct query *query)
{
    query->next = queries;
    queries = query;
}

static void query_unlink(const struct query *query)
{
    for (struct query **at = &queries; *at != NULL; at = &(*at)->next)
        if (*at == query) {
            *at = query->next;
            return;
        }
}

static int ask_ok(int fd)
{
    struct query *query = malloc(sizeof *query);
    int result = 0;

    if (query == NULL)
        return -1;
    query->id = n_ids++;
    query_link(query);
    if (write(fd, &query->id, sizeof query->id) != sizeof query->id)
        result = -1;
    query_unlink(query);
    free(query);
    return result;
}

/* What comes from the poller is the address of a field: of a peer in one half, of a guest in the other one. */
static void hang_up(int fd)
{
    for (int i = 0; i < ROWS; i++)
        for (struct guest *guest = guests[i], *next; guest != NULL; guest = next) {
            next = guest->next;
            if (guest->fd != fd)
                continue;
            guest_unlink(guest);
            free(guest);
        }
    close(fd);
}

int main(void)
{
    int poller = epoll_create1(0), listener = socket(AF_INET, SOCK_STREAM, 0);
    struct epoll_event event = {.events = EPOLLIN};

    if (epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event) != 0)
        return 1;
    while (epoll_wait(poller, &event, 1, -1) == 1) {
        char byte;
        if (event.data.ptr == NULL) {
            int fd = accept(listener, NULL, NULL);
            if (fd >= 0 && (ask_ok(fd) != 0 ||
                            (fd % 2 ? peer_new_bad(poller, fd) : guest_new_ok(poller, fd)) != 0))
                close(fd);
            continue;
        }
        int fd = *(int *)event.data.ptr;
        if (read(fd, &byte, 1) <= 0)
            hang_up(fd);
    }
    return 0;
}
