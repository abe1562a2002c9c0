/* A loop through all entries that sets its pointer to NULL when it has freed one comes to its end all the same; what it does
 * when the server has stopped is done once. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct peer_bad {
    struct peer_bad *next;
    int fd;
};

struct peer_ok {
    struct peer_ok *next;
    int fd;
};

static struct peer_bad *peers_bad;
static struct peer_ok *peers_ok;
static int stopped;

#define FREE(pointer)                                                                              \
    do {                                                                                           \
        free(pointer);                                                                             \
        (pointer) = NULL;                                                                          \
    } while (0)

static void say_goodbye(int fd)
{
    struct pollfd ready = {.fd = fd, .events = POLLOUT};

    if (poll(&ready, 1, 100) > 0 && write(fd, "bye", 3) == 3)
        close(fd);
}

static void close_all_bad(void)
{
    struct peer_bad *peer, *next;

    for (peer = peers_bad; peer; peer = next) {
        next = peer->next;
        say_goodbye(peer->fd);
        FREE(peer);
    }
}

static void close_all_ok(void)
{
    struct peer_ok *peer, *next;

    for (peer = peers_ok; peer; peer = next) {
        next = peer->next;
        say_goodbye(peer->fd);
        FREE(peer);
    }
    peers_ok = NULL;
}

static void add_bad(int fd)
{
    struct peer_bad *peer = calloc(1, sizeof *peer);

    if (!peer)
        return;
    peer->fd = fd;
    peer->next = peers_bad;
    peers_bad = peer; // EXPECT: cache-only-grows
}

static void add_ok(int fd)
{
    struct peer_ok *peer = calloc(1, sizeof *peer);

    if (!peer)
        return;
    peer->fd = fd;
    peer->next = peers_ok;
    peers_ok = peer;
}

static void answer(int fd)
{
    char line[16] = "";

    if (read(fd, line, sizeof line - 1) <= 0)
        return;
    if (strcmp(line, "stop") == 0)
        stopped = 1;
    if (strcmp(line, "next") != 0)
        close_all_ok();
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    while (!stopped) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        add_bad(fd);
        add_ok(dup(fd));
        answer(fd);
    }
    close_all_bad();
    return 0;
}
