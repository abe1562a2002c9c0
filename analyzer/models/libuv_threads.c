/* libuv: threads, locks and waiting for them.
 *
 * States    the manual of libuv 1.x (docs.libuv.org): "Threading and synchronization utilities".
 * Handles   uv_thread_t is the thread's handle; joining and detaching get its address.
 * Failures  As in posix_threads.c and posix_locks.c. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* ---- threads ---- */

int uv_thread_create(void **thread, void *entry, void *argument)
{
    if (model_fails())
        return model_nonzero();
    *thread = model_spawn(entry, argument, 0);
    return 0;
}

int uv_thread_create_ex(void **thread, const void *options, void *entry, void *argument)
{
    if (model_fails())
        return model_nonzero();
    *thread = model_spawn(entry, argument, 0);
    return 0;
}

int uv_thread_join(void **thread)
{
    model_join(*thread);
    return (int)model_any();
}

int uv_thread_detach(void **thread)
{
    model_detach(*thread);
    return (int)model_any();
}

void *uv_thread_self(void)
{
    return model_self();
}

int uv_thread_equal(void *const *one, void *const *other)
{
    return *one == *other;
}

int uv_thread_setaffinity(void **thread, char *mask, char *old_mask, size_t size)
{
    return (int)model_any();
}

int uv_thread_getaffinity(void **thread, char *mask, size_t size)
{
    return (int)model_any();
}

int uv_thread_getname(void **thread, char *name, size_t size)
{
    return (int)model_any();
}

int uv_thread_getpriority(void *thread, int *priority)
{
    *priority = (int)model_any();
    return (int)model_any();
}

int uv_thread_setpriority(void *thread, int priority)
{
    return (int)model_any();
}

void uv_once(void *guard, void *function)
{
    model_calls_once(function, 0);
}

/* ---- values of a thread's own: one table for all threads, as in posix_threads.c ---- */

/* Laid over a uv_key_t. */
struct model_key {
    void *value;
};

int uv_key_create(struct model_key *key)
{
    return (int)model_any();
}

void uv_key_delete(struct model_key *key)
{
}

void *uv_key_get(struct model_key *key)
{
    return key->value;
}

void uv_key_set(struct model_key *key, void *value)
{
    key->value = value;
}

/* ---- locks ---- */

int uv_mutex_init(void *mutex)
{
    return (int)model_any();
}

int uv_mutex_init_recursive(void *mutex)
{
    return (int)model_any();
}

void uv_mutex_destroy(void *mutex)
{
}

void uv_mutex_lock(void *mutex)
{
    model_lock(mutex);
}

int uv_mutex_trylock(void *mutex)
{
    model_lock(mutex);
    return (int)model_any();
}

void uv_mutex_unlock(void *mutex)
{
    model_unlock(mutex);
}

int uv_rwlock_init(void *lock)
{
    return (int)model_any();
}

void uv_rwlock_destroy(void *lock)
{
}

void uv_rwlock_rdlock(void *lock)
{
    model_lock(lock);
}

int uv_rwlock_tryrdlock(void *lock)
{
    model_lock(lock);
    return (int)model_any();
}

void uv_rwlock_rdunlock(void *lock)
{
    model_unlock(lock);
}

void uv_rwlock_wrlock(void *lock)
{
    model_lock(lock);
}

int uv_rwlock_trywrlock(void *lock)
{
    model_lock(lock);
    return (int)model_any();
}

void uv_rwlock_wrunlock(void *lock)
{
    model_unlock(lock);
}

/* ---- semaphores, condition variables, barriers ---- */

int uv_sem_init(void *semaphore, unsigned value)
{
    model_make(semaphore, MODEL_COUNTED, value);
    return (int)model_any();
}

void uv_sem_destroy(void *semaphore)
{
}

void uv_sem_wait(void *semaphore)
{
    model_receive(semaphore, 1);
}

int uv_sem_trywait(void *semaphore)
{
    model_receive(semaphore, 0);
    return (int)model_any();
}

void uv_sem_post(void *semaphore)
{
    model_send(semaphore);
}

int uv_cond_init(void *condition)
{
    return (int)model_any();
}

void uv_cond_destroy(void *condition)
{
}

void uv_cond_wait(void *condition, void *mutex)
{
    model_unlock(mutex);
    model_wait(condition, 1);
    model_lock(mutex);
}

int uv_cond_timedwait(void *condition, void *mutex, unsigned long long timeout)
{
    model_unlock(mutex);
    model_wait(condition, 0);
    model_lock(mutex);
    return (int)model_any();
}

void uv_cond_signal(void *condition)
{
    model_signal(condition);
}

void uv_cond_broadcast(void *condition)
{
    model_broadcast(condition);
}

int uv_barrier_init(void *barrier, unsigned count)
{
    model_gathers(barrier, count);
    return (int)model_any();
}

void uv_barrier_destroy(void *barrier)
{
}

int uv_barrier_wait(void *barrier)
{
    model_broadcast(barrier);
    model_wait(barrier, 1);
    return (int)model_any();
}
