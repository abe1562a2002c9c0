#pragma once
#include <pthread.h>
#include <stdbool.h>

/* A sender waits in line, on its own stack, until its value is taken. */
struct offer {
    struct offer *next;
    int value;
    bool taken;
};

struct chan {
    pthread_mutex_t lock;
    pthread_cond_t offered, taken;
    struct offer *first, **last;
};

void chan_init(struct chan *ch);
void chan_send(struct chan *ch, int value);
int chan_receive(struct chan *ch);
