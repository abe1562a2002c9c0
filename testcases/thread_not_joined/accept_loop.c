/* Thread per connection: the handle lives for one round of the accept loop. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static void *serve(void *arg)
{
    int fd = (int)(intptr_t)arg;
    char buffer[512];
    ssize_t n;
    while ((n = read(fd, buffer, sizeof buffer)) > 0) {
        if (write(fd, buffer, (size_t)n) != n)
            break;
    }
    close(fd);
    return NULL;
}

void accept_connections_bad(int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        pthread_t connection;
        void *arg = (void *)(intptr_t)fd;
        if (pthread_create(&connection, NULL, serve, arg) != 0) { // EXPECT: thread-not-joined
            perror("pthread_create");
            close(fd);
        }
    }
}

void accept_connections_ok(int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        pthread_t connection;
        void *arg = (void *)(intptr_t)fd;
        if (pthread_create(&connection, NULL, serve, arg) != 0) { // EXPECT: thread-unbounded
            perror("pthread_create");
            close(fd);
            continue;
        }
        pthread_detach(connection);
    }
}

/* The same with the handle outside of the loop, and a loop that ends. */
int accept_until_error_bad(int listener)
{
    int fd;
    pthread_t connection;
    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        void *arg = (void *)(intptr_t)fd;
        if (pthread_create(&connection, NULL, serve, arg) != 0) // EXPECT: thread-not-joined
            close(fd);
    }
    return -1;
}

int accept_until_error_ok(int listener)
{
    int fd;
    pthread_t connection;
    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        void *arg = (void *)(intptr_t)fd;
        if (pthread_create(&connection, NULL, serve, arg) != 0) // EXPECT: thread-unbounded
            close(fd);
        else
            pthread_detach(connection);
    }
    return -1;
}
