#ifndef LOOP_H
#define LOOP_H

#include <pthread.h>

/* A loop that runs what other threads post. */
struct loop {
    int set;
    int wake;
    pthread_mutex_t lock;
    void (*call)(void *data);
    void *data;
};

int loop_init(struct loop *loop);
int loop_run(struct loop *loop);
int loop_post(struct loop *loop, void (*call)(void *data), void *data);

#endif
