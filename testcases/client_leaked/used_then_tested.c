/* A macro tests for null what was used before: the test is never false there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct endpoint {
    int fd, family, bound;
};

#define DROP(endpoint)                                                                             \
    do {                                                                                           \
        if (endpoint) {                                                                            \
            close((endpoint)->fd);                                                                 \
            free(endpoint);                                                                        \
            (endpoint) = NULL;                                                                     \
        }                                                                                          \
    } while (0)

static int announce_ok(const char *text)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    struct endpoint *endpoint = calloc(1, sizeof(*endpoint));
    endpoint->family = AF_INET;
    endpoint->fd = fd;
    if (connect(fd, NULL, 0) < 0) {
        DROP(endpoint);
        return -1;
    }
    endpoint->bound = send(fd, text, strlen(text), 0) > 0;
    DROP(endpoint);
    return 0;
}

static int announce_bad(const char *text)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0); // EXPECT: client-leaked

    if (fd < 0)
        return -1;
    struct endpoint *endpoint = calloc(1, sizeof(*endpoint));
    if (connect(fd, NULL, 0) < 0) {
        free(endpoint);
        return -1;
    }
    if (!endpoint) {
        close(fd);
        return -1;
    }
    endpoint->fd = fd;
    endpoint->bound = send(fd, text, strlen(text), 0) > 0;
    DROP(endpoint);
    return 0;
}

int main(void)
{
    char line[100];

    while (fgets(line, sizeof(line), stdin))
        if (announce_ok(line) || announce_bad(line))
            puts("not announced");
    return 0;
}
