#include "meter.h"

#include <sched.h>
#include <stddef.h>

void *meter_drain(void *arg)
{
    struct meter *meter = arg;
    long value;
    while (!atomic_load(&meter->stop)) {
        if (ring_pop(&meter->samples, &value))
            meter->sum += value;
        else
            sched_yield();
    }
    while (ring_pop(&meter->samples, &value))
        meter->sum += value;
    return NULL;
}
