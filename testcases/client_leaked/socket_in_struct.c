/* A client of the program's own: a struct around a connection. The caller leaves by an early return. */
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct statsd {
    int fd;
    char prefix[32];
};

static struct statsd *statsd_new(unsigned short port, const char *prefix)
{
    const struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    const struct timeval soon = {1, 0};
    struct statsd *stats = calloc(1, sizeof *stats);
    if (stats == NULL)
        return NULL;
    strncpy(stats->prefix, prefix, sizeof stats->prefix - 1);
    stats->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (stats->fd < 0) {
        free(stats);
        return NULL;
    }
    setsockopt(stats->fd, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
    if (connect(stats->fd, (const struct sockaddr *)&to, sizeof to) != 0) {
        close(stats->fd);
        free(stats);
        return NULL;
    }
    return stats;
}

static void statsd_free(struct statsd *stats)
{
    if (stats == NULL)
        return;
    close(stats->fd);
    free(stats);
}

int report_bad(const char *what)
{
    struct statsd *stats = statsd_new(8125, "app."); // EXPECT: client-leaked
    if (stats == NULL)
        return -1;
    if (send(stats->fd, what, strlen(what), MSG_NOSIGNAL) < 0)
        return -1;
    statsd_free(stats);
    return 0;
}

int report_ok(const char *what)
{
    struct statsd *stats = statsd_new(8125, "app.");
    int rc = -1;
    if (stats == NULL)
        return -1;
    if (send(stats->fd, what, strlen(what), MSG_NOSIGNAL) >= 0)
        rc = 0;
    statsd_free(stats);
    return rc;
}
