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
    struct link *data, *control;
};

static struct peer *first, *second;

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

static int peer_connect(struct peer *peer)
{
    struct link *link = link_open();
    if (link == NULL)
        return -1;
    if (getchar() == 'c')
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

static int join_ok(struct peer *peer)
{
    if (peer_connect(peer) != 0)
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
    first = calloc(1, sizeof *first);
    second = calloc(1, sizeof *second);
    if (first == NULL || second == NULL)
        return 1;
    while ((c = getchar()) != EOF) {
        struct peer *peer = c == '1' ? first : second;
        if (c == 'b' && join_bad(peer) != 0)
            puts("has one");
        else if (peer->data == NULL && peer->control == NULL && join_ok(peer) != 0)
            puts("failed");
    }
    peer_close(first);
    peer_close(second);
    return 0;
}
