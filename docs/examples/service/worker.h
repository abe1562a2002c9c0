#ifndef WORKER_H
#define WORKER_H

#include <pthread.h>

struct worker {
    pthread_t thread;
    int jobs;
};

int worker_start(struct worker *worker);
void worker_end(struct worker *worker);

#endif
