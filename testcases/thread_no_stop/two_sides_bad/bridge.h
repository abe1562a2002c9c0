#ifndef BRIDGE_H
#define BRIDGE_H

#include <pthread.h>
#include <stdbool.h>

struct side {
    int from, to;
    volatile bool quit;
    pthread_t thread;
};
struct bridge {
    struct side up, down;
};
struct bridge *bridge_open(int a, int b);
void bridge_close(struct bridge *bridge);

#endif
