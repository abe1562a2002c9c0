/* A thread that ends puts its connection into a queue, and the server frees what it finds there. */
#include "finished.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void *serve(void *arg)
{
    char c;
    struct connection *connection = arg;
    while (read(connection->fd, &c, 1) == 1)
        ;
    close(connection->fd);
    finished_put(connection);
    return NULL;
}

static void start(int fd)
{
    struct connection *connection = malloc(sizeof *connection);
    if (connection == NULL)
        return;
    connection->fd = fd;
    if (pthread_create(&connection->tid, NULL, serve, connection) != 0) // EXPECT: thread-not-joined
        free(connection);
}

static void reap(void)
{
    struct connection *connection;
    while ((connection = finished_take()) != NULL) {
        free(connection);
    }
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0)
            start(fd);
        reap();
    }
}
