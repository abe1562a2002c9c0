#include "connection.h"

#include <stdlib.h>
#include <unistd.h>

static void *read_all(void *arg)
{
    char buffer[256];
    struct connection *conn = arg;
    while (!atomic_load(&conn->closing)) {
        if (read(conn->fd, buffer, sizeof buffer) <= 0)
            break;
    }
    return NULL;
}

struct connection *connection_open(int fd)
{
    struct connection *conn = calloc(1, sizeof *conn);
    if (conn == NULL)
        return NULL;
    conn->fd = fd;
    if (pthread_create(&conn->reader, NULL, read_all, conn) != 0) {
        free(conn);
        return NULL;
    }
    return conn;
}

void connection_close(struct connection *conn)
{
    if (conn == NULL)
        return;
    atomic_store(&conn->closing, true);
    close(conn->fd);
    pthread_join(conn->reader, NULL);
    free(conn);
}
