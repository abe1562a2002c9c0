/* One address after the other is tried until one answers: there is none left only where none has answered. */
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct way {
    char *name;
    struct sockaddr_in address;
    struct way *next;
};

struct link {
    int fd;
};

/* The way that is named, or else two that are tried in turn. */
static struct way *way_new(const char *name)
{
    struct way *way = malloc(sizeof(*way));

    if (way == NULL)
        return NULL;
    way->next = NULL;
    if (name)
        way->name = strdup(name);
    else
        way->name = NULL;
    if (way->name == NULL) {
        way->next = way_new("standard");
        if (way->next == NULL) {
            free(way);
            return NULL;
        }
    }
    return way;
}

static const struct way *way_next(const struct way *way)
{
    return way->next;
}

static int way_go(const struct way *way)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    if (connect(fd, (const struct sockaddr *)&way->address, sizeof(way->address)) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

struct link *link_open_bad(const char *name)
{
    const struct way *way = way_new(name);
    if (way == NULL)
        return NULL;
    struct link *link = malloc(sizeof(*link));
    if (link == NULL)
        return NULL;
    link->fd = -1;
    int fd = way_go(way); // EXPECT: client-leaked
    while (fd == -1 && (way = way_next(way)) != NULL)
        fd = way_go(way); // EXPECT: client-leaked
    if (way == NULL || way->next == NULL)
        return link;
    link->fd = fd;
    return link;
}

struct link *link_open_ok(const char *name)
{
    const struct way *way = way_new(name);
    if (way == NULL)
        return NULL;
    struct link *link = malloc(sizeof(*link));
    if (link == NULL)
        return NULL;
    link->fd = -1;
    int fd = way_go(way);
    while (fd == -1 && (way = way_next(way)) != NULL)
        fd = way_go(way);
    if (way == NULL)
        return link;
    link->fd = fd;
    return link;
}

void link_close(struct link *link)
{
    if (link->fd != -1)
        close(link->fd);
    free(link);
}
