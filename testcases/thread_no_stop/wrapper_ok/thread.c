#include "thread.h"

static void *trampoline(void *arg)
{
    struct thread *thread = arg;
    thread->main(thread, thread->arg);
    return NULL;
}

bool thread_start(struct thread *thread, void (*main)(struct thread *, void *), void *arg)
{
    thread->main = main;
    thread->arg = arg;
    thread->stop_wanted = false;
    int rc = pthread_create(&thread->handle, NULL, trampoline, thread);
    thread->running = rc == 0;
    return thread->running;
}

bool thread_should_stop(struct thread *thread)
{
    return __atomic_load_n(&thread->stop_wanted, __ATOMIC_ACQUIRE);
}

void thread_ask(struct thread *thread)
{
    __atomic_store_n(&thread->stop_wanted, true, __ATOMIC_RELEASE);
}

void thread_join(struct thread *thread)
{
    if (!thread->running)
        return;
    pthread_join(thread->handle, NULL);
    thread->running = false;
}
