/* A connection that is made anew: a small function ends the old one, with its reader, before the next one takes its place. The
 * twin stops the reader, and leaves the socket. */
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

bool line_next(char *line, int size);

struct wire {
    int fd;
};

struct link {
    struct wire *wire;
    pthread_t reader;
    bool reading;
};

static struct wire *wire_open(void)
{
    struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons(7)};
    struct timeval patience = {.tv_sec = 2};
    struct wire *wire = malloc(sizeof(*wire));

    if (!wire)
        return NULL;
    wire->fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(wire->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    setsockopt(wire->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    if (wire->fd >= 0 && connect(wire->fd, (struct sockaddr *)&there, sizeof(there)) == 0)
        return wire;
    if (wire->fd >= 0)
        close(wire->fd);
    free(wire);
    return NULL;
}

static void wire_close(struct wire *wire)
{
    shutdown(wire->fd, SHUT_RDWR);
    close(wire->fd);
    free(wire);
}

static void *read_all(void *arg)
{
    struct link *link = arg;
    char byte;

    while (recv(link->wire->fd, &byte, 1, 0) == 1)
        ;
    return NULL;
}

static void link_stop(struct link *link)
{
    if (!link->reading)
        return;
    shutdown(link->wire->fd, SHUT_RDWR);
    pthread_join(link->reader, NULL);
    link->reading = false;
}

static void link_drop_ok(struct link *link)
{
    link_stop(link);
    if (link->wire)
        wire_close(link->wire);
    link->wire = NULL;
}

static bool link_renew_ok(struct link *link)
{
    link_drop_ok(link);
    link->wire = wire_open();
    if (link->wire)
        link->reading = pthread_create(&link->reader, NULL, read_all, link) == 0;
    return link->wire;
}

static int lines_send_ok(void)
{
    struct link *link = calloc(1, sizeof(*link));
    char line[80];

    if (!link)
        return -1;
    while (line_next(line, sizeof(line)))
        if (!link->wire || send(link->wire->fd, line, sizeof(line), MSG_NOSIGNAL) < 0)
            while (!link_renew_ok(link))
                sleep(1);
    link_drop_ok(link);
    free(link);
    return 0;
}

static bool link_renew_bad(struct link *link)
{
    link_stop(link);
    link->wire = wire_open();
    return link->wire;
}

static int lines_send_bad(void)
{
    struct link *link = calloc(1, sizeof(*link));
    char line[80];

    if (!link)
        return -1;
    while (line_next(line, sizeof(line)))
        if (!link->wire || send(link->wire->fd, line, sizeof(line), MSG_NOSIGNAL) < 0)
            link_renew_bad(link); // EXPECT: client-leaked
    link_drop_ok(link);
    free(link);
    return 0;
}

int main(void)
{
    return lines_send_ok() < 0 || lines_send_bad() < 0;
}
