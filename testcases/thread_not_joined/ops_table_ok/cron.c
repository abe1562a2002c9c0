#include "module.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

static pthread_t runner;
static atomic_bool stopping;

static void *run(void *arg)
{
    while (!atomic_load(&stopping))
        usleep(1000);
    return arg;
}

static int cron_start(void)
{
    return pthread_create(&runner, NULL, run, NULL);
}

static void cron_stop(void)
{
    atomic_store(&stopping, true);
    pthread_join(runner, NULL);
}

const struct module cron_module = {.name = "cron", .start = cron_start, .stop = cron_stop};
