/* C11 threads.
 *
 * States    ISO/IEC 9899:2011, 7.26 <threads.h>.
 * Handles   thrd_t is an integer or a pointer; here it is `void *`. thrd_success is 0 in glibc and
 *           musl, every other result is not.
 * Failures  As in posix_threads.c: what only a wrong program can meet is not followed. */
#include <stranded/primitives.h>

int thrd_create(void **thread, void *start, void *argument)
{
    if (model_fails())
        return model_nonzero();
    *thread = model_spawn(start, argument, 0);
    return 0;
}

int thrd_join(void *thread, int *result)
{
    model_join(thread);
    if (result)
        *result = (int)model_any();
    return (int)model_any();
}

int thrd_detach(void *thread)
{
    model_detach(thread);
    return (int)model_any();
}

__attribute__((__noreturn__)) void thrd_exit(int result)
{
    model_thread_exit();
}

void *thrd_current(void)
{
    return model_self();
}

int thrd_equal(void *one, void *other)
{
    return one == other;
}

int thrd_sleep(const void *duration, void *remaining)
{
    model_sleeps();
    return (int)model_any();
}

void thrd_yield(void)
{
}

void call_once(void *flag, void *function)
{
    model_calls_once(function, 0);
}

/* ---- values of a thread's own: one table for all threads, as in posix_threads.c ---- */

static void *thread_values[1024];

int tss_create(unsigned *key, void *destructor)
{
    if (model_fails())
        return model_nonzero();
    *key = (unsigned)model_any();
    if (destructor)
        model_on_exit(destructor, (void *)model_any());
    return 0;
}

void tss_delete(unsigned key)
{
}

int tss_set(unsigned key, void *value)
{
    thread_values[key] = value;
    model_pass(value);
    return (int)model_any();
}

void *tss_get(unsigned key)
{
    return thread_values[key];
}

/* ---- locks and condition variables ---- */

int mtx_init(void *mutex, int type)
{
    return (int)model_any();
}

void mtx_destroy(void *mutex)
{
}

int mtx_lock(void *mutex)
{
    model_lock(mutex);
    return 0;
}

int mtx_trylock(void *mutex)
{
    model_lock(mutex);
    return (int)model_any();
}

int mtx_timedlock(void *mutex, const void *deadline)
{
    model_lock(mutex);
    return (int)model_any();
}

int mtx_unlock(void *mutex)
{
    model_unlock(mutex);
    return 0;
}

int cnd_init(void *condition)
{
    return (int)model_any();
}

void cnd_destroy(void *condition)
{
}

int cnd_wait(void *condition, void *mutex)
{
    model_unlock(mutex);
    model_wait(condition, 1);
    model_lock(mutex);
    return 0;
}

int cnd_timedwait(void *condition, void *mutex, const void *deadline)
{
    model_unlock(mutex);
    model_wait(condition, 0);
    model_lock(mutex);
    return (int)model_any();
}

int cnd_signal(void *condition)
{
    model_signal(condition);
    return 0;
}

int cnd_broadcast(void *condition)
{
    model_broadcast(condition);
    return 0;
}
