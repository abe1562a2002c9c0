#include "backend.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { KEEPALIVE_SECONDS = 15, TIMEOUT_SECONDS = 5 };

struct backend {
    int fd;
    pthread_t keepalive;
    atomic_bool closing;
};

/* An empty line before a request is allowed in HTTP, and keeps firewalls from forgetting us. */
static void *ping(void *arg)
{
    struct backend *client = arg;
    unsigned idle_seconds = 0;
    while (!atomic_load(&client->closing)) {
        sleep(1);
        if (++idle_seconds < KEEPALIVE_SECONDS)
            continue;
        idle_seconds = 0;
        if (send(client->fd, "\r\n", 2, MSG_NOSIGNAL) != 2)
            break;
    }
    return NULL;
}

static int connect_to(int port)
{
    const struct timeval timeout = {.tv_sec = TIMEOUT_SECONDS};
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_port = htons((in_port_t)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);

    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

struct backend *backend_open(int port)
{
    struct backend *client = calloc(1, sizeof *client);
    if (client == NULL)
        return NULL;
    client->fd = connect_to(port);
    if (client->fd < 0)
        goto fail;
    if (pthread_create(&client->keepalive, NULL, ping, client) != 0) // EXPECT: thread-not-joined
        goto fail_connected;
    return client;

fail_connected:
    close(client->fd);
fail:
    free(client);
    return NULL;
}

int backend_fetch(struct backend *client, const char *path, char *ret_page, size_t size)
{
    char answer[8192];
    size_t length = 0;
    ssize_t n;

    int asked = snprintf(answer, sizeof answer, "GET %s HTTP/1.0\r\nHost: backend\r\n\r\n", path);
    if (send(client->fd, answer, (size_t)asked, MSG_NOSIGNAL) != asked)
        return 0;
    while (length < sizeof answer - 1 &&
           (n = recv(client->fd, answer + length, sizeof answer - 1 - length, 0)) > 0)
        length += (size_t)n;
    answer[length] = '\0';

    const char *body = strstr(answer, "\r\n\r\n");
    if (body == NULL)
        return 0;
    snprintf(ret_page, size, "%s", body + strlen("\r\n\r\n"));
    return 1;
}

void backend_close(struct backend *client)
{
    if (client == NULL)
        return;
    atomic_store(&client->closing, true);
    pthread_join(client->keepalive, NULL);
    close(client->fd);
    free(client);
}
