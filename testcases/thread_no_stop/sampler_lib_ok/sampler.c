/* A library whose open starts a detached thread without an end, which its close cancels. */
#include "sampler.h"
#include "device.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct sampler {
    struct device device;
    pthread_t thread;
    double sum;
    unsigned count;
};

static void *sample(void *arg)
{
    struct sampler *sampler = arg;
    for (;;) {
        sampler->sum += device_value(&sampler->device);
        sampler->count++;
        usleep(100 * 1000);
    }
    return NULL;
}

struct sampler *sampler_open(const char *device)
{
    struct sampler *sampler = calloc(1, sizeof *sampler);
    if (sampler == NULL)
        return NULL;
    if (device_open(&sampler->device, device) != 0)
        goto fail;
    if (pthread_create(&sampler->thread, NULL, sample, sampler) != 0)
        goto fail_thread;
    pthread_detach(sampler->thread);
    return sampler;
fail_thread:
    device_close(&sampler->device);
fail:
    free(sampler);
    return NULL;
}

double sampler_mean(const struct sampler *sampler)
{
    return sampler->count > 0 ? sampler->sum / sampler->count : 0;
}

void sampler_close(struct sampler *sampler)
{
    pthread_cancel(sampler->thread);
    device_close(&sampler->device);
}
