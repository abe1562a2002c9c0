/* A lock-free ring: the producer spins while it is full, and a thread takes from it. */
#include "meter.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>

static struct meter meter;

int main(void)
{
    long value;
    pthread_t drain;
    if (pthread_create(&drain, NULL, meter_drain, &meter) != 0)
        return 1;
    while (scanf("%ld", &value) == 1) {
        while (!ring_push(&meter.samples, value))
            sched_yield();
    }
    atomic_store(&meter.stop, true);
    pthread_join(drain, NULL);
    printf("%ld\n", meter.sum);
    return 0;
}
