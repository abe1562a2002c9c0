#include "line.h"

#include <netdb.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct plain {
    int fd;
};

static int plain_open(struct line *line, const char *host)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *address = NULL;
    struct plain *plain = calloc(1, sizeof *plain);

    if (plain == NULL || getaddrinfo(host, "4026", &hints, &address) != 0)
        goto fail;
    plain->fd = socket(address->ai_family, address->ai_socktype, 0);
    if (plain->fd < 0)
        goto fail;
    if (connect(plain->fd, address->ai_addr, address->ai_addrlen) != 0) {
        close(plain->fd);
        goto fail;
    }
    freeaddrinfo(address);
    line->data = plain;
    return 0;

fail:
    if (address != NULL)
        freeaddrinfo(address);
    free(plain);
    return -1;
}

static void plain_shut(struct line *line)
{
    struct plain *plain = line->data;

    if (plain != NULL) {
        close(plain->fd);
        free(plain);
        line->data = NULL;
    }
}

const struct line_methods plain_line = {plain_open, plain_shut};
