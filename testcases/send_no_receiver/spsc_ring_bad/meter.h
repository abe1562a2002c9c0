#pragma once
#include "ring.h"

struct meter {
    struct ring samples;
    atomic_bool stop;
    long sum;
};

void *meter_drain(void *meter); /* body of the thread that adds the samples up */
