/* A layer above makes the object larger, and hands it out as its own. */
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
    int fd;
};

struct queued {
    struct conn conn;
    void *head;
};

static struct conn *conn_open(const struct sockaddr_in *to)
{
    struct conn *conn = malloc(sizeof *conn);
    if (conn == NULL)
        return NULL;
    conn->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (conn->fd < 0) {
        free(conn);
        return NULL;
    }
    connect(conn->fd, (const struct sockaddr *)to, sizeof *to);
    return conn;
}

static void conn_close(struct conn *conn)
{
    if (conn == NULL)
        return;
    if (conn->fd >= 0) {
        close(conn->fd);
        conn->fd = -1;
    }
    free(conn);
}

static struct queued *enlarge(struct conn *conn)
{
    struct queued *queued = realloc(conn, sizeof *queued);
    if (queued == NULL)
        return NULL;
    queued->head = NULL;
    return queued;
}

struct queued *queued_open_ok(const struct sockaddr_in *to)
{
    struct conn *conn = conn_open(to);
    if (conn == NULL)
        return NULL;
    struct queued *queued = enlarge(conn);
    if (queued == NULL)
        conn_close(conn);
    return queued;
}

struct conn *conn_open_bad(const struct sockaddr_in *to)
{
    struct conn *conn = conn_open(to); // EXPECT: client-leaked
    if (conn == NULL || conn->fd > 1000)
        return NULL;
    return conn;
}
