#ifndef STAGE_H
#define STAGE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdatomic.h>

struct stage {
    pthread_t thread;
    atomic_bool quit;
    long done;
};
int stage_start(struct stage *stage);
void stage_stop(struct stage *stage);

#endif
