/* A helper that connects and puts the connection into one of two places of the caller's object: from there on it is
 * that object's, and whoever only passes through loses nothing. */
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct link {
    int fd;
};

struct peer {
    struct peer *next;
    struct link *data, *control;
};

static struct peer *peers;

static struct link *link_open(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(7000)};
    struct link *link = malloc(sizeof *link);
    if (link == NULL)
        return NULL;
    link->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (link->fd < 0 || connect(link->fd, (struct sockaddr *)&to, sizeof to) != 0) {
        if (link->fd >= 0)
            close(link->fd);
        free(link);
        return NULL;
    }
    return link;
}

static void link_close(struct link *link)
{
    if (link == NULL)
        return;
    close(link->fd);
    free(link);
}

static int peer_connect(struct peer *peer, int for_control)
{
    struct link *link = link_open();
    if (link == NULL)
        return -1;
    if (for_control)
        peer->control = link;
    else
        peer->data = link;
    return 0;
}

static void peer_close(struct peer *peer)
{
    link_close(peer->data);
    link_close(peer->control);
    free(peer);
}

static int join_ok(struct peer *peer, int for_control)
{
    if (peer_connect(peer, for_control) != 0)
        return -1;
    return 0;
}

static int join_bad(struct peer *peer)
{
    struct link *link = link_open(); // EXPECT: client-leaked
    if (link == NULL)
        return -1;
    if (peer->data != NULL)
        return -1; /* it has one: the new one is forgotten */
    peer->data = link;
    return 0;
}

int main(void)
{
    int c;
    while ((c = getchar()) != EOF) {
        struct peer *peer = calloc(1, sizeof *peer);
        if (peer == NULL)
            continue;
        if (join_ok(peer, c == 'c') != 0 || (c == 'b' && join_bad(peer) != 0)) {
            peer_close(peer);
            continue;
        }
        peer->next = peers;
        peers = peer;
    }
    while (peers != NULL) {
        struct peer *peer = peers;
        peers = peer->next;
        peer_close(peer);
    }
    return 0;
}
