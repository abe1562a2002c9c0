#include "client.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct client {
    pthread_t keepalive;
    atomic_bool closing;
    int port;
};

static void *ping(void *arg)
{
    struct client *client = arg;
    while (!atomic_load(&client->closing))
        sleep(1);
    return NULL;
}

struct client *client_open(int port)
{
    struct client *client = calloc(1, sizeof *client);
    if (client == NULL)
        return NULL;
    client->port = port;
    pthread_t *tid = &client->keepalive;
    int rc = pthread_create(tid, NULL, ping, client); // EXPECT: thread-not-joined, thread-no-stop
    if (rc != 0) {
        free(client);
        return NULL;
    }
    return client;
}

int client_ask(struct client *client, const char *question)
{
    return client->port + (int)strlen(question);
}

void client_close(struct client *client)
{
    atomic_store(&client->closing, true);
    pthread_join(client->keepalive, NULL);
    free(client);
}
