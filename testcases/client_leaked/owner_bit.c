/* A bit says whether the object owns the connection that it holds; who clears it has to close that first. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { OWNS_SOCKET = 1, IS_SERVER = 2 };

struct link {
    unsigned flags;
    int fd;
};

struct tunnel {
    unsigned flags;
    int fd;
};

static void link_free(struct link *link)
{
    if (link->flags & OWNS_SOCKET)
        close(link->fd);
    free(link);
}

int link_ok(const struct sockaddr *peer, socklen_t size)
{
    struct link *link = calloc(1, sizeof(*link));

    if (!link)
        return -1;
    link->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (link->fd < 0) {
        link_free(link);
        return -1;
    }
    link->flags |= OWNS_SOCKET;
    int rc = connect(link->fd, peer, size);
    link_free(link);
    return rc;
}

static void tunnel_free(struct tunnel *tunnel)
{
    if (tunnel->flags & OWNS_SOCKET)
        close(tunnel->fd);
    free(tunnel);
}

int tunnel_bad(const struct sockaddr *peer, socklen_t size)
{
    struct tunnel *tunnel = calloc(1, sizeof(*tunnel));

    if (!tunnel)
        return -1;
    tunnel->fd = socket(AF_INET, SOCK_STREAM, 0); // EXPECT: client-leaked
    if (tunnel->fd < 0) {
        tunnel_free(tunnel);
        return -1;
    }
    tunnel->flags |= IS_SERVER;
    int rc = connect(tunnel->fd, peer, size);
    tunnel_free(tunnel);
    return rc;
}
