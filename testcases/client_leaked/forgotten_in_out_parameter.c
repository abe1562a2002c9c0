/* A function puts the connection where its caller wants it. Where it cannot be used, it marks the place as empty: what
 * was there is lost, unless it is closed first. */
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int dial_bad(const struct sockaddr *address, socklen_t size, int *fd)
{
    *fd = socket(AF_INET, SOCK_STREAM, 0); // EXPECT: client-leaked
    if (*fd == -1)
        return -1;
    if (connect(*fd, address, size) == -1) {
        *fd = -1;
        return -1;
    }
    return 0;
}

static int dial_ok(const struct sockaddr *address, socklen_t size, int *fd)
{
    *fd = socket(AF_INET, SOCK_STREAM, 0);
    if (*fd == -1)
        return -1;
    if (connect(*fd, address, size) == -1) {
        close(*fd);
        *fd = -1;
        return -1;
    }
    return 0;
}

/* One address after the other. */
static int dial_any_bad(const struct addrinfo *list, int *fd)
{
    *fd = -1;
    for (const struct addrinfo *at = list; *fd == -1 && at; at = at->ai_next) {
        *fd = socket(at->ai_family, at->ai_socktype, at->ai_protocol); // EXPECT: client-leaked
        if (*fd == -1)
            continue;
        if (connect(*fd, at->ai_addr, at->ai_addrlen) == -1)
            *fd = -1;
    }
    return *fd == -1 ? -1 : 0;
}

static int dial_any_ok(const struct addrinfo *list, int *fd)
{
    *fd = -1;
    for (const struct addrinfo *at = list; *fd == -1 && at; at = at->ai_next) {
        *fd = socket(at->ai_family, at->ai_socktype, at->ai_protocol);
        if (*fd == -1)
            continue;
        if (connect(*fd, at->ai_addr, at->ai_addrlen) == -1) {
            close(*fd);
            *fd = -1;
        }
    }
    return *fd == -1 ? -1 : 0;
}

static void report(int fd)
{
    struct timeval limit = {.tv_sec = 5};

    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
    if (send(fd, "up", 2, 0) < 0)
        shutdown(fd, SHUT_RDWR);
    close(fd);
}

void report_all(const struct addrinfo *list)
{
    int a, b, c, d;

    if (dial_bad(list->ai_addr, list->ai_addrlen, &a) == 0)
        report(a);
    if (dial_ok(list->ai_addr, list->ai_addrlen, &b) == 0)
        report(b);
    if (dial_any_bad(list, &c) == 0)
        report(c);
    if (dial_any_ok(list, &d) == 0)
        report(d);
}
