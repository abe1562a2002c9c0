#include "parts.h"

#include <pthread.h>
#include <stddef.h>

static pthread_t thread;

static void *run(void *arg)
{
    return arg;
}

static int start(void)
{
    return pthread_create(&thread, NULL, run, NULL);
}

static void stop(void)
{
    pthread_join(thread, NULL);
}

int writer_open(void)
{
    return start();
}

void writer_close(void)
{
    stop();
}
