/* A body without a way out ends where it is cancelled, and then has to be joined like any other. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct monitor {
    pthread_t watcher;
    unsigned seconds;
};

static void *watch(void *arg)
{
    struct monitor *monitor = arg;

    for (;;)
        sleep(monitor->seconds);
    return NULL;
}

struct monitor *monitor_open_bad(unsigned seconds)
{
    struct monitor *monitor = calloc(1, sizeof *monitor);

    if (!monitor)
        return NULL;
    monitor->seconds = seconds;
    if (pthread_create(&monitor->watcher, NULL, watch, monitor)) { // EXPECT: thread-not-joined
        free(monitor);
        return NULL;
    }
    return monitor;
}

void monitor_close_bad(struct monitor *monitor)
{
    pthread_cancel(monitor->watcher);
    free(monitor);
}

struct probe {
    pthread_t prober;
    unsigned seconds;
};

static void *probe_for_ever(void *arg)
{
    struct probe *probe = arg;

    for (;;)
        sleep(probe->seconds);
    return NULL;
}

struct probe *probe_open_ok(unsigned seconds)
{
    struct probe *probe = calloc(1, sizeof *probe);

    if (!probe)
        return NULL;
    probe->seconds = seconds;
    if (pthread_create(&probe->prober, NULL, probe_for_ever, probe)) {
        free(probe);
        return NULL;
    }
    return probe;
}

void probe_close_ok(struct probe *probe)
{
    pthread_cancel(probe->prober);
    pthread_join(probe->prober, NULL);
    free(probe);
}

static void *spin(void *arg)
{
    for (;;)
        pause();
    return arg;
}

int measure_bad(int rounds)
{
    pthread_t spinner;
    int n = 0;

    if (pthread_create(&spinner, NULL, spin, NULL)) // EXPECT: thread-not-joined
        return -1;
    while (n < rounds)
        n++;
    pthread_cancel(spinner);
    return n;
}

int measure_ok(int rounds)
{
    pthread_t spinner;
    int n = 0;

    if (pthread_create(&spinner, NULL, spin, NULL))
        return -1;
    while (n < rounds)
        n++;
    pthread_cancel(spinner);
    pthread_join(spinner, NULL);
    return n;
}
