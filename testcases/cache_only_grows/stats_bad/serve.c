/* A counter for each path. Paths come from the clients, who can think of many. */
#include "stats.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *serve(void *argument)
{
    int fd = (int)(intptr_t)argument;
    char line[256];
    ssize_t n = recv(fd, line, sizeof line - 1, 0);

    if (n > 0) {
        line[n] = '\0';
        line[strcspn(line, "\r\n")] = '\0';
        stats_count(line);
        if (strcmp(line, "/stats") == 0)
            stats_print(fd);
    }
    close(fd);
    return NULL;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    pthread_attr_t attr;
    pthread_t thread;

    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        void *argument = (void *)(intptr_t)fd;
        if (pthread_create(&thread, &attr, serve, argument) != 0) // EXPECT: thread-unbounded
            close(fd);
    }
}
