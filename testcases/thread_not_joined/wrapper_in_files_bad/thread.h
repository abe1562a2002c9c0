#pragma once
#include <pthread.h>
#include <stdbool.h>

struct thread {
    pthread_t handle;
    bool running;
};

bool thread_start(struct thread *thread, void *(*body)(void *), void *arg);
void thread_wait(struct thread *thread);
void thread_poke(struct thread *thread);
