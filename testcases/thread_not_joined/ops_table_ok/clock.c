#include "module.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

static pthread_t ticker;
static atomic_bool stopping;

static void *tick(void *arg)
{
    while (!atomic_load(&stopping))
        usleep(1000);
    return arg;
}

static int clock_start(void)
{
    return pthread_create(&ticker, NULL, tick, NULL);
}

static void clock_stop(void)
{
    atomic_store(&stopping, true);
    pthread_join(ticker, NULL);
}

const struct module clock_module = {"clock", clock_start, clock_stop};
