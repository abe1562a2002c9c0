/* Each thread runs through one function of the platform's; its user joins it only while it is busy. */
#include "thread.h"

#include <stddef.h>

static void *enter(void *arg)
{
    struct thread *thread = arg;
    thread->run(thread->arg);
    return NULL;
}

int thread_start(struct thread *thread, void (*run)(void *arg), void *arg)
{
    thread->run = run;
    thread->arg = arg;
    return pthread_create(&thread->id, NULL, enter, thread); // EXPECT: thread-not-joined
}

void thread_join(struct thread *thread)
{
    pthread_join(thread->id, NULL);
}
