/* A connection to the first of several addresses that answers: behind the loop the pointer says whether there
 * is one, and it cannot be null where the loop was left by break. */
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int dial_ok(const char *host)
{
    struct addrinfo hints = {0}, *list, *at;
    int fd = -1;

    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host, "80", &hints, &list) != 0)
        return -1;
    for (at = list; at; at = at->ai_next) {
        fd = socket(at->ai_family, at->ai_socktype, at->ai_protocol);
        if (fd < 0)
            continue;
        if (connect(fd, at->ai_addr, at->ai_addrlen) == 0)
            break;
        close(fd);
    }
    freeaddrinfo(list);
    if (!at) {
        fprintf(stderr, "no address of %s answers\n", host);
        return -1;
    }
    return fd;
}

static int dial_bad(const char *host)
{
    struct addrinfo hints = {0}, *list, *at;
    int fd = -1, greeted = 0;

    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host, "80", &hints, &list) != 0)
        return -1;
    for (at = list; at; at = at->ai_next) {
        fd = socket(at->ai_family, at->ai_socktype, at->ai_protocol); // EXPECT: client-leaked
        if (fd < 0)
            continue;
        if (connect(fd, at->ai_addr, at->ai_addrlen) == 0) {
            greeted = send(fd, "hello", 5, 0) == 5;
            break;
        }
        close(fd);
    }
    freeaddrinfo(list);
    if (!at || !greeted) {
        fprintf(stderr, "no address of %s answers\n", host);
        return -1;
    }
    return fd;
}

int main(void)
{
    char line[100];

    while (fgets(line, sizeof(line), stdin)) {
        int fd = dial_ok(line);
        if (fd >= 0)
            close(fd);
        fd = dial_bad(line);
        if (fd >= 0)
            close(fd);
    }
    return 0;
}
