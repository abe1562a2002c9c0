#ifndef THREAD_H
#define THREAD_H

#include <pthread.h>

/* The platform's threads. */
struct thread {
    pthread_t id;
    void (*run)(void *arg);
    void *arg;
};

int thread_start(struct thread *thread, void (*run)(void *arg), void *arg);
void thread_join(struct thread *thread);

#endif
