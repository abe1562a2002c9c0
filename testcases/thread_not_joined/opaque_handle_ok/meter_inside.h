/* What the library's own files include. */
#ifndef METER_INSIDE_H
#define METER_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>

#include "meter.h"

struct meter {
    int fd;
    pthread_t reader;
    atomic_long last;
    atomic_int closing;
};

void *meter_read(void *arg);

#endif
