/* SDL: threads, locks and waiting for them.
 *
 * States    the wiki of SDL 2 and SDL 3 (wiki.libsdl.org): "Thread Management", "Thread Synchronization
 *           Primitives". Where both name the same thing differently, both names stand here.
 * Handles   A thread is what its creation returns; waiting for it ends its life. SDL_WaitThread() of NULL does
 *           nothing.
 * Failures  As in posix_threads.c and posix_locks.c. */
#include <stranded/primitives.h>

/* ---- threads ---- */

void *SDL_CreateThread(void *function, const char *name, void *data)
{
    if (model_fails())
        return 0;
    return model_spawn(function, data, 0);
}

void *SDL_CreateThreadWithStackSize(void *function, const char *name, unsigned long size,
                                    void *data)
{
    if (model_fails())
        return 0;
    return model_spawn(function, data, 0);
}

/* What the macros of SDL 3 call. */
void *SDL_CreateThreadRuntime(void *function, const char *name, void *data, void *begin, void *end)
{
    if (model_fails())
        return 0;
    return model_spawn(function, data, 0);
}

void SDL_WaitThread(void *thread, int *status)
{
    model_join(thread);
}

void SDL_DetachThread(void *thread)
{
    model_detach(thread);
}

/* ---- locks ---- */

void *SDL_CreateMutex(void)
{
    return model_alloc();
}

void SDL_DestroyMutex(void *mutex)
{
}

int SDL_LockMutex(void *mutex)
{
    model_lock(mutex);
    return (int)model_any();
}

int SDL_TryLockMutex(void *mutex)
{
    model_lock(mutex);
    return (int)model_any();
}

int SDL_UnlockMutex(void *mutex)
{
    model_unlock(mutex);
    return (int)model_any();
}

/* The names behind the macros of SDL 1.2. */
int SDL_mutexP(void *mutex)
{
    model_lock(mutex);
    return (int)model_any();
}

int SDL_mutexV(void *mutex)
{
    model_unlock(mutex);
    return (int)model_any();
}

/* ---- condition variables ---- */

void *SDL_CreateCond(void)
{
    return model_alloc();
}

void *SDL_CreateCondition(void)
{
    return model_alloc();
}

void SDL_DestroyCond(void *condition)
{
}

void SDL_DestroyCondition(void *condition)
{
}

int SDL_CondWait(void *condition, void *mutex)
{
    model_unlock(mutex);
    model_wait(condition, 1);
    model_lock(mutex);
    return (int)model_any();
}

void SDL_WaitCondition(void *condition, void *mutex)
{
    model_unlock(mutex);
    model_wait(condition, 1);
    model_lock(mutex);
}

int SDL_CondWaitTimeout(void *condition, void *mutex, unsigned milliseconds)
{
    model_unlock(mutex);
    model_wait(condition, 0);
    model_lock(mutex);
    return (int)model_any();
}

/* A time-out of -1 is none. */
int SDL_WaitConditionTimeout(void *condition, void *mutex, int milliseconds)
{
    model_unlock(mutex);
    model_wait(condition, milliseconds < 0);
    model_lock(mutex);
    return (int)model_any();
}

int SDL_CondSignal(void *condition)
{
    model_signal(condition);
    return (int)model_any();
}

void SDL_SignalCondition(void *condition)
{
    model_signal(condition);
}

int SDL_CondBroadcast(void *condition)
{
    model_broadcast(condition);
    return (int)model_any();
}

void SDL_BroadcastCondition(void *condition)
{
    model_broadcast(condition);
}

/* ---- semaphores ---- */

void *SDL_CreateSemaphore(unsigned value)
{
    void *semaphore = model_alloc();

    model_make(semaphore, MODEL_COUNTED, value);
    return semaphore;
}

void SDL_DestroySemaphore(void *semaphore)
{
}

int SDL_SemWait(void *semaphore)
{
    model_receive(semaphore, 1);
    return (int)model_any();
}

void SDL_WaitSemaphore(void *semaphore)
{
    model_receive(semaphore, 1);
}

int SDL_SemTryWait(void *semaphore)
{
    model_receive(semaphore, 0);
    return (int)model_any();
}

int SDL_TryWaitSemaphore(void *semaphore)
{
    model_receive(semaphore, 0);
    return (int)model_any();
}

int SDL_SemWaitTimeout(void *semaphore, unsigned milliseconds)
{
    model_receive(semaphore, 0);
    return (int)model_any();
}

int SDL_WaitSemaphoreTimeout(void *semaphore, int milliseconds)
{
    model_receive(semaphore, milliseconds < 0);
    return (int)model_any();
}

int SDL_SemPost(void *semaphore)
{
    model_send(semaphore);
    return (int)model_any();
}

void SDL_SignalSemaphore(void *semaphore)
{
    model_send(semaphore);
}

void SDL_Delay(unsigned milliseconds)
{
    model_sleeps();
}
