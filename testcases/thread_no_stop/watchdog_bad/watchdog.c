#include "watchdog.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static struct {
    atomic_long last_kick;
    atomic_bool cancelled;
    int seconds;
} watchdog;

static void *watch(void *arg)
{
    (void)arg;
    while (!atomic_load(&watchdog.cancelled)) {
        if (time(NULL) - atomic_load(&watchdog.last_kick) > watchdog.seconds)
            abort();
        sleep(1);
    }
    return NULL;
}

int watchdog_start(int seconds)
{
    pthread_t thread;
    watchdog.seconds = seconds;
    watchdog_kick();
    if (pthread_create(&thread, NULL, watch, NULL) != 0) // EXPECT: thread-no-stop
        return -1;
    return pthread_detach(thread);
}

void watchdog_kick(void)
{
    atomic_store(&watchdog.last_kick, time(NULL));
}

void watchdog_stop(void)
{
    atomic_store(&watchdog.cancelled, true);
}
