/* Each thread runs through one function of the platform's; its user joins it whether it is busy or not. */
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
    return pthread_create(&thread->id, NULL, enter, thread);
}

void thread_join(struct thread *thread)
{
    pthread_join(thread->id, NULL);
}
