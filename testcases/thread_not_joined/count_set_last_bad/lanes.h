#ifndef LANES_H
#define LANES_H

#include <pthread.h>

struct lanes {
    pthread_t tids[8];
    int n;
};

int lanes_start(struct lanes *lanes, int n);
void lanes_stop(struct lanes *lanes);

#endif
