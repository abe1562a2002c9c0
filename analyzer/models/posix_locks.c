/* POSIX mutexes, condition variables, read-write locks, spin locks and barriers.
 *
 * States    POSIX.1-2017, the pages of <pthread.h>'s functions; pthread_cond_clockwait() and
 *           pthread_mutex_clocklock() as in POSIX.1-2024.
 * Channels  A condition variable and a barrier are waited for, a lock is held. What waits for a
 *           condition gives its mutex back meanwhile: that is not stated, it holds it before and after.
 * Failures  What only a wrong program can meet is not followed, and trying to lock is taken to
 *           succeed: locks do nothing to a thread's life, and each path is one in every caller. */
#include <stranded/primitives.h>

/* ---- mutexes ---- */

int pthread_mutex_init(void *mutex, const void *attr)
{
    return (int)model_any();
}

int pthread_mutex_destroy(void *mutex)
{
    return (int)model_any();
}

int pthread_mutex_lock(void *mutex)
{
    model_lock(mutex);
    return 0;
}

int pthread_mutex_unlock(void *mutex)
{
    model_unlock(mutex);
    return 0;
}

int pthread_mutex_trylock(void *mutex)
{
    model_lock(mutex);
    return (int)model_any();
}

int pthread_mutex_timedlock(void *mutex, const void *deadline)
{
    model_lock(mutex);
    return (int)model_any();
}

int pthread_mutex_clocklock(void *mutex, int clock, const void *deadline)
{
    model_lock(mutex);
    return (int)model_any();
}

int pthread_mutex_consistent(void *mutex)
{
    return 0;
}

int pthread_mutexattr_init(void *attr)
{
    return (int)model_any();
}

int pthread_mutexattr_destroy(void *attr)
{
    return 0;
}

int pthread_mutexattr_settype(void *attr, int type)
{
    return 0;
}

int pthread_mutexattr_setpshared(void *attr, int shared)
{
    return (int)model_any();
}

int pthread_mutexattr_setprotocol(void *attr, int protocol)
{
    return (int)model_any();
}

int pthread_mutexattr_setrobust(void *attr, int robust)
{
    return 0;
}

/* ---- condition variables ---- */

int pthread_cond_init(void *condition, const void *attr)
{
    return (int)model_any();
}

int pthread_cond_destroy(void *condition)
{
    return (int)model_any();
}

int pthread_cond_wait(void *condition, void *mutex)
{
    model_unlock(mutex);
    model_wait(condition, 1);
    model_lock(mutex);
    return 0;
}

int pthread_cond_timedwait(void *condition, void *mutex, const void *deadline)
{
    model_unlock(mutex);
    model_wait(condition, 0);
    model_lock(mutex);
    return (int)model_any();
}

int pthread_cond_clockwait(void *condition, void *mutex, int clock, const void *deadline)
{
    model_unlock(mutex);
    model_wait(condition, 0);
    model_lock(mutex);
    return (int)model_any();
}

int pthread_cond_signal(void *condition)
{
    model_signal(condition);
    return 0;
}

int pthread_cond_broadcast(void *condition)
{
    model_broadcast(condition);
    return 0;
}

int pthread_condattr_init(void *attr)
{
    return (int)model_any();
}

int pthread_condattr_destroy(void *attr)
{
    return 0;
}

int pthread_condattr_setclock(void *attr, int clock)
{
    return 0;
}

int pthread_condattr_setpshared(void *attr, int shared)
{
    return (int)model_any();
}

/* ---- read-write locks ---- */

int pthread_rwlock_init(void *lock, const void *attr)
{
    return (int)model_any();
}

int pthread_rwlock_destroy(void *lock)
{
    return (int)model_any();
}

int pthread_rwlock_rdlock(void *lock)
{
    model_lock(lock);
    return 0;
}

int pthread_rwlock_wrlock(void *lock)
{
    model_lock(lock);
    return 0;
}

int pthread_rwlock_unlock(void *lock)
{
    model_unlock(lock);
    return 0;
}

int pthread_rwlock_tryrdlock(void *lock)
{
    model_lock(lock);
    return (int)model_any();
}

int pthread_rwlock_trywrlock(void *lock)
{
    model_lock(lock);
    return (int)model_any();
}

int pthread_rwlock_timedrdlock(void *lock, const void *deadline)
{
    model_lock(lock);
    return (int)model_any();
}

int pthread_rwlock_timedwrlock(void *lock, const void *deadline)
{
    model_lock(lock);
    return (int)model_any();
}

int pthread_rwlock_clockrdlock(void *lock, int clock, const void *deadline)
{
    model_lock(lock);
    return (int)model_any();
}

int pthread_rwlock_clockwrlock(void *lock, int clock, const void *deadline)
{
    model_lock(lock);
    return (int)model_any();
}

int pthread_rwlockattr_init(void *attr)
{
    return (int)model_any();
}

int pthread_rwlockattr_destroy(void *attr)
{
    return 0;
}

int pthread_rwlockattr_setkind_np(void *attr, int kind)
{
    return 0;
}

/* ---- spin locks ---- */

int pthread_spin_init(void *lock, int shared)
{
    return (int)model_any();
}

int pthread_spin_destroy(void *lock)
{
    return 0;
}

int pthread_spin_lock(void *lock)
{
    model_lock(lock);
    return 0;
}

int pthread_spin_trylock(void *lock)
{
    model_lock(lock);
    return (int)model_any();
}

int pthread_spin_unlock(void *lock)
{
    model_unlock(lock);
    return 0;
}

/* ---- barriers ---- */

/* With attributes it may be shared with other processes. */
int pthread_barrier_init(void *barrier, const void *attr, unsigned count)
{
    if (attr == 0)
        model_gathers(barrier, count);
    return (int)model_any();
}

int pthread_barrier_destroy(void *barrier)
{
    return 0;
}

/* The last one to come wakes the others: so each wakes all, and waits. The result is
 * PTHREAD_BARRIER_SERIAL_THREAD in one of the threads. */
int pthread_barrier_wait(void *barrier)
{
    model_broadcast(barrier);
    model_wait(barrier, 1);
    return (int)model_any();
}
