#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct meter {
    int fd;
    pthread_t sampler;
    unsigned long total;
};

struct probe {
    pthread_t thread;
    int pipe;
};

unsigned long meter_close(struct meter *meter)
{
    unsigned long total;

    close(meter->fd);
    pthread_join(meter->sampler, NULL);
    total = meter->total;
    free(meter);
    return total;
}

void probe_stop(void *arg)
{
    struct probe *probe = arg;

    close(probe->pipe);
    pthread_join(probe->thread, NULL);
    free(probe);
}
