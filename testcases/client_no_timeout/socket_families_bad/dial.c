#include "dial.h"

#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int dial_one(const struct addrinfo *to)
{
    int fd = socket(to->ai_family, to->ai_socktype, to->ai_protocol);
    if (fd < 0)
        return -1;
    if (connect(fd, to->ai_addr, to->ai_addrlen) < 0) { // EXPECT: client-no-timeout
        close(fd);
        return -1;
    }
    return fd;
}

int dial(const char *host, const char *service)
{
    struct addrinfo wanted, *all;
    int fd = -1;
    memset(&wanted, 0, sizeof wanted);
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host, service, &wanted, &all) != 0)
        return -1;
    for (const struct addrinfo *at = all; at != NULL && fd < 0; at = at->ai_next)
        fd = dial_one(at);
    freeaddrinfo(all);
    return fd;
}

int send_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, data, size);
        if (n <= 0)
            return -1;
        data += n;
        size -= (size_t)n;
    }
    return 0;
}
