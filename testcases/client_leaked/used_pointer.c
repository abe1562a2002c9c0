/* The address that was connected to is not null, so the loop was left with a connection. */
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int open_to_ok(const char *host, const char *port)
{
    struct addrinfo *all, *at;
    int fd = -1;
    if (getaddrinfo(host, port, NULL, &all) != 0)
        return -1;
    at = all;
    do {
        fd = socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK, at->ai_protocol);
        if (fd < 0)
            continue;
        if (connect(fd, at->ai_addr, at->ai_addrlen) == 0)
            break;
        close(fd);
    } while ((at = at->ai_next) != NULL);
    freeaddrinfo(all);
    if (at == NULL)
        return -1;
    return fd;
}

struct link {
    int fd;
    int used;
    char *name;
};

static void *get_memory(size_t size)
{
    void *memory = calloc(1, size);
    if (memory == NULL && size > 100)
        exit(1);
    return memory;
}

int ping_bad(const struct sockaddr *address, socklen_t length)
{
    struct link *link = get_memory(sizeof(*link));
    link->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0); // EXPECT: client-leaked
    if (link->fd < 0) {
        free(link);
        return -1;
    }
    if (connect(link->fd, address, length) < 0) {
        free(link);
        return -1;
    }
    int rc = send(link->fd, "ping", 4, MSG_NOSIGNAL) == 4 ? 0 : -1;
    close(link->fd);
    free(link);
    return rc;
}

int ping_ok(const struct sockaddr *address, socklen_t length)
{
    struct link *link = get_memory(sizeof(*link));
    link->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (link->fd < 0) {
        free(link);
        return -1;
    }
    int rc = -1;
    if (connect(link->fd, address, length) == 0)
        rc = send(link->fd, "ping", 4, MSG_NOSIGNAL) == 4 ? 0 : -1;
    if (link != NULL) {
        close(link->fd);
        free(link);
    }
    return rc;
}
