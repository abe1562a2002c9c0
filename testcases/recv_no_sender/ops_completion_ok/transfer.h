#pragma once
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct transfer {
    void (*complete)(struct transfer *transfer, int status); /* called by the bus, on its thread */
    void *bytes;
    size_t n_bytes;
    int status;
    bool finished;
    pthread_mutex_t lock;
    pthread_cond_t finished_cond;
};

struct bus_ops {
    int (*submit)(struct transfer *transfer);
};

extern const struct bus_ops loop_bus, file_bus;

int transfer_run(const struct bus_ops *bus, void *bytes, size_t n_bytes);
