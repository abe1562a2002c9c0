#include "thread.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

bool thread_start(struct thread *thread, void *(*body)(void *), void *arg)
{
    int rc = pthread_create(&thread->handle, NULL, body, arg); // EXPECT: thread-not-joined
    if (rc != 0)
        fprintf(stderr, "cannot start a thread: %s\n", strerror(rc));
    thread->running = rc == 0;
    return thread->running;
}

void thread_wait(struct thread *thread)
{
    if (!thread->running)
        return;
    pthread_join(thread->handle, NULL);
    thread->running = false;
}

void thread_poke(struct thread *thread)
{
    if (thread->running)
        pthread_kill(thread->handle, SIGUSR1);
}
