#include "source.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct network {
    volatile bool stop;
    volatile bool paused;
    unsigned n_polls;
};

static void *network_run(void *arg)
{
    struct network *network = arg;
    while (!network->stop) {
        if (!network->paused)
            network->n_polls++;
        usleep(10000);
    }
    free(network);
    return NULL;
}

static int network_start(struct source *source)
{
    struct network *network = calloc(1, sizeof *network);
    if (network == NULL)
        return -1;
    pthread_t thread;
    if (pthread_create(&thread, NULL, network_run, network) != 0) { // EXPECT: thread-no-stop
        free(network);
        return -1;
    }
    pthread_detach(thread);
    source->data = network;
    return 0;
}

static void network_pause(struct source *source)
{
    struct network *network = source->data;
    network->paused = !network->paused;
}

static void network_stop(struct source *source)
{
    struct network *network = source->data;
    network->stop = true;
}

const struct source_ops network_ops = {"network", network_start, network_pause, network_stop};
