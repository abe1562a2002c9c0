/* Each peer has a batch of its own, peers are in a list, and who adds a line to a batch that is full sends it first. A
 * record around a container may lie in a list of such. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct batch {
    char **lines;
    size_t n, room;
};

struct peer {
    struct peer *next;
    int fd;
    struct batch batch;
};

struct net {
    struct peer *peers;
};

static int batch_add(struct batch *batch, const char *text)
{
    if (batch->n == batch->room) {
        char **lines = realloc(batch->lines, (batch->room + 8) * sizeof *lines);
        if (lines == NULL)
            return -1;
        batch->lines = lines;
        batch->room += 8;
    }
    char *line = strdup(text);
    if (line == NULL)
        return -1;
    batch->lines[batch->n++] = line;
    return 0;
}

static void batch_clear(struct batch *batch)
{
    for (size_t i = 0; i < batch->n; i++)
        free(batch->lines[i]);
    batch->n = 0;
}

static void peer_send(struct peer *peer)
{
    for (size_t i = 0; i < peer->batch.n; i++)
        send(peer->fd, peer->batch.lines[i], strlen(peer->batch.lines[i]), MSG_NOSIGNAL);
    batch_clear(&peer->batch);
}

static int peer_add_ok(struct peer *peer, const char *text)
{
    if (peer->batch.n > 0 && peer->batch.lines[0][0] == text[0])
        peer_send(peer);
    return batch_add(&peer->batch, text);
}

static int net_add(struct net *net, const char *text)
{
    for (struct peer *peer = net->peers; peer != NULL; peer = peer->next)
        if (peer_add_ok(peer, text) != 0)
            return -1;
    return 0;
}

int main(int argc, char **argv)
{
    struct net net = {.peers = NULL};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    for (int i = 1; i < argc; i++) {
        struct peer *peer = calloc(1, sizeof *peer);
        if (peer == NULL)
            return 1;
        peer->fd = atoi(argv[i]);
        peer->next = net.peers;
        net.peers = peer;
    }
    for (;;) {
        char text[256] = "";
        if (recv(fd, text, sizeof text - 1, 0) > 0 && net_add(&net, text) != 0)
            return 1;
    }
}
