/* Threads of a project's own, with a stop request and a name. */
#pragma once
#include <pthread.h>
#include <stdbool.h>

struct thread {
    pthread_t handle;
    bool running;
    bool stop_wanted;
    void (*main)(struct thread *self, void *arg);
    void *arg;
};

bool thread_start(struct thread *thread, void (*main)(struct thread *, void *), void *arg);
bool thread_should_stop(struct thread *thread);
void thread_ask(struct thread *thread);
void thread_join(struct thread *thread);
