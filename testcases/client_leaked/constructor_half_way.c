/* A constructor that frees the object where it cannot finish it, and forgets the socket in it. */
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct peer {
    int fd;
    char *buffer;
};

static const struct timeval soon = {1, 0};

struct peer *peer_open_bad(const struct sockaddr_in *to)
{
    struct peer *peer = calloc(1, sizeof *peer);
    if (peer == NULL)
        return NULL;
    peer->fd = socket(AF_INET, SOCK_STREAM, 0); // EXPECT: client-leaked
    if (peer->fd < 0)
        goto fail;
    setsockopt(peer->fd, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
    if (connect(peer->fd, (const struct sockaddr *)to, sizeof *to) != 0)
        goto fail;
    peer->buffer = malloc(4096);
    if (peer->buffer == NULL)
        goto fail;
    return peer;
fail:
    free(peer);
    return NULL;
}

struct mate {
    int fd;
    char *buffer;
};

struct mate *mate_open_ok(const struct sockaddr_in *to)
{
    struct mate *mate = calloc(1, sizeof *mate);
    if (mate == NULL)
        return NULL;
    mate->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (mate->fd < 0)
        goto fail;
    setsockopt(mate->fd, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
    if (connect(mate->fd, (const struct sockaddr *)to, sizeof *to) != 0)
        goto fail_open;
    mate->buffer = malloc(4096);
    if (mate->buffer == NULL)
        goto fail_open;
    return mate;
fail_open:
    close(mate->fd);
fail:
    free(mate);
    return NULL;
}
