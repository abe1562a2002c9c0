/* The backlog of listen() limits who waits to be accepted, not who has been. As many threads as
 * accept are as many as there are. */
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CLIENTS 20

static void converse(int fd)
{
    char line[128];
    FILE *stream = fdopen(fd, "r+");
    if (stream == NULL) {
        close(fd);
        return;
    }
    while (fgets(line, sizeof line, stream) != NULL)
        fputs(line, stream);
    fclose(stream);
}

static int open_port(uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, MAX_CLIENTS) != 0) {
        perror("listen");
        exit(1);
    }
    return listener;
}

static void *client_body(void *arg)
{
    converse((int)(intptr_t)arg);
    return NULL;
}

static void *acceptor_body(void *arg)
{
    int fd;
    while ((fd = accept((int)(intptr_t)arg, NULL, NULL)) >= 0)
        converse(fd);
    return NULL;
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    int quiet = open_port(7);
    for (int i = 0; i < MAX_CLIENTS; i++) {
        pthread_t acceptor;
        if (pthread_create(&acceptor, NULL, acceptor_body, (void *)(intptr_t)quiet) != 0)
            return 1;
        pthread_detach(acceptor);
    }
    int busy = open_port(13);
    for (;;) {
        int fd = accept(busy, NULL, NULL);
        pthread_t client;
        void *arg = (void *)(intptr_t)fd;
        if (fd < 0 ||
            pthread_create(&client, NULL, client_body, arg) != 0) // EXPECT: thread-unbounded
            continue;
        pthread_detach(client);
    }
}
