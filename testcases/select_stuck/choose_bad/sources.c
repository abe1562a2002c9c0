#include "sources.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

struct chan typed, ticks;

static void *type(void *arg)
{
    int c;
    while ((c = getchar()) != EOF)
        chan_send(&typed, c);
    chan_send(&typed, -1);
    return arg;
}

static void *tick(void *arg)
{
    for (int i = 0;; i++) {
        sleep(1);
        chan_send(&ticks, i);
    }
    return arg;
}

int sources_start(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, type, NULL) != 0)
        return -1;
    pthread_detach(thread);
    if (pthread_create(&thread, NULL, tick, NULL) != 0)
        return -1;
    return pthread_detach(thread);
}
