/* The public header of a library: its users may join what is in the struct. */
#pragma once
#include <pthread.h>

struct worker {
    pthread_t tid; /* joined by whoever started it */
    int number;
};

int worker_start(struct worker *worker, int number);
struct worker *worker_new(int number);
