/* The usual walk over the addresses of a host: what cannot be connected is closed, or not. */
#include <netdb.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static const struct timeval soon = {1, 0};

int dial_bad(const struct addrinfo *all)
{
    for (const struct addrinfo *at = all; at != NULL; at = at->ai_next) {
        int fd = socket(at->ai_family, SOCK_STREAM, 0); // EXPECT: client-leaked
        if (fd < 0)
            continue;
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
        if (connect(fd, at->ai_addr, at->ai_addrlen) == 0)
            return fd;
    }
    return -1;
}

int dial_ok(const struct addrinfo *all)
{
    for (const struct addrinfo *at = all; at != NULL; at = at->ai_next) {
        int fd = socket(at->ai_family, SOCK_STREAM, 0);
        if (fd < 0)
            continue;
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
        if (connect(fd, at->ai_addr, at->ai_addrlen) == 0)
            return fd;
        close(fd);
    }
    return -1;
}
