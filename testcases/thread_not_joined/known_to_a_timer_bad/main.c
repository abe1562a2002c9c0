/* The object that keeps the handle is also known to a timer, as an address without a type: whoever calls the timer
 * cannot read the handle from it. */
#include "timers.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct probe {
    pthread_t thread;
    unsigned long n_rounds;
    struct probe *next;
};

static struct probe *probes;

static void *measure(void *data)
{
    struct probe *probe = data;

    for (int i = 0; i < 1000; i++)
        probe->n_rounds++;
    return NULL;
}

static bool show(void *data)
{
    const struct probe *probe = data;

    printf("%lu rounds\n", probe->n_rounds);
    return probe->n_rounds < 1000;
}

static bool add(void)
{
    struct probe *probe = calloc(1, sizeof(*probe));

    if (!probe || !timers_add(show, NULL, probe)) {
        free(probe);
        return false;
    }
    probe->next = probes;
    probes = probe;
    return true;
}

static void start(void)
{
    for (struct probe *probe = probes; probe; probe = probe->next) {
        int error =
            pthread_create(&probe->thread, NULL, measure, probe); // EXPECT: thread-not-joined
        if (error != 0)
            exit(1);
    }
}

static void report(void)
{
    for (const struct probe *probe = probes; probe; probe = probe->next)
        printf("%lu\n", probe->n_rounds);
}

int main(int argc, char **argv)
{
    (void)argv;
    for (int i = 1; i < argc; i++)
        if (!add())
            return 1;
    start();
    timers_run();
    report();
    return 0;
}
