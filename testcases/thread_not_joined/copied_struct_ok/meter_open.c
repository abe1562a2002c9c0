/* Each of the two files defines the struct for itself; it is the same object that goes from one to the other. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct meter {
    int fd;
    pthread_t sampler;
    unsigned long total;
};

static void *sample(void *arg)
{
    struct meter *meter = arg;
    char sample[16];

    while (read(meter->fd, sample, sizeof sample) > 0)
        meter->total++;
    return NULL;
}

struct meter *meter_open(int fd)
{
    struct meter *meter = calloc(1, sizeof *meter);

    if (meter == NULL)
        return NULL;
    meter->fd = fd;
    if (pthread_create(&meter->sampler, NULL, sample, meter) != 0) {
        free(meter);
        return NULL;
    }
    return meter;
}

/* Known here under no type at all. */
struct probe {
    pthread_t thread;
    int pipe;
};

static void *watch(void *arg)
{
    struct probe *probe = arg;
    char byte;

    while (read(probe->pipe, &byte, 1) == 1)
        continue;
    return NULL;
}

void *probe_start(int pipe)
{
    struct probe *probe = malloc(sizeof *probe);

    if (probe == NULL)
        return NULL;
    probe->pipe = pipe;
    if (pthread_create(&probe->thread, NULL, watch, probe) != 0) {
        free(probe);
        return NULL;
    }
    return probe;
}
