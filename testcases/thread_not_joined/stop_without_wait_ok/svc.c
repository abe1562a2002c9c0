/* Whoever stops a service says whether he waits for it, and its thread frees the object. Who does not wait
 * detaches it. */
#include "svc.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

struct svc {
    pthread_t thread;
    atomic_bool stop;
};

static void *run(void *arg)
{
    struct svc *svc = arg;
    while (!atomic_load(&svc->stop))
        usleep(1000);
    free(svc);
    return NULL;
}

struct svc *svc_start(void)
{
    struct svc *svc = calloc(1, sizeof *svc);
    if (!svc)
        return NULL;
    if (pthread_create(&svc->thread, NULL, run, svc) != 0) {
        free(svc);
        return NULL;
    }
    return svc;
}

void svc_stop(struct svc *svc, bool wait)
{
    pthread_t thread = svc->thread;
    atomic_store(&svc->stop, true);
    if (wait)
        pthread_join(thread, NULL);
    else
        pthread_detach(thread);
}
