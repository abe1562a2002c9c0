/* A lock-free ring: the producer spins while it is full, and the consumer was never spawned. */
#include "meter.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>

static struct meter meter;

int main(void)
{
    long value;
    while (scanf("%ld", &value) == 1) {
        while (!ring_push(&meter.samples, value)) // EXPECT: send-no-receiver
            sched_yield();
    }
    atomic_store(&meter.stop, true);
    printf("%ld\n", meter.sum);
    return 0;
}
