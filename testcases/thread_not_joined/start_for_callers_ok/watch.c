#include "thread.h"

#include <stddef.h>
#include <unistd.h>

static pthread_t watcher;
static volatile int over;

static void *watch(void *arg)
{
    while (!over)
        usleep(100000);
    return arg;
}

void watch_start(void)
{
    thread_create(&watcher, watch, NULL);
}

void watch_stop(void)
{
    over = 1;
    pthread_join(watcher, NULL);
}
