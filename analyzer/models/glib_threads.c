/* GLib: threads, locks and condition variables.
 *
 * States    the GLib reference manual, 2.74 (Threads, Deprecated Thread APIs).
 * Handles   a GThread * is the handle itself. g_thread_new() gives one reference: g_thread_join()
 *           waits and drops it, g_thread_unref() drops it and lets the thread release itself.
 *           Further references by g_thread_ref() are not counted.
 * Failures  What ends the process by g_error(), such as a thread or memory that is not to be had,
 *           never returns. What returns an error is followed both ways.
 * Channels  A GCond is waited for. What waits for it gives its mutex back meanwhile: that is not
 *           stated.
 * Silent    The threads of GTask and of GDBus are the library's own (gio.c), so are those of a
 *           GThreadPool (glib_thread_pool.c). Queues are in glib_queues.c. */
#include <stranded/primitives.h>

static void set_error(void **error)
{
    if (error)
        *error = model_new();
}

/* ---- threads ---- */

void *g_thread_new(const char *name, void *start, void *argument)
{
    return model_spawn(start, argument, 0);
}

void *g_thread_try_new(const char *name, void *start, void *argument, void **error)
{
    if (model_fails()) {
        set_error(error);
        return 0;
    }
    return model_spawn(start, argument, 0);
}

void *g_thread_create(void *start, void *argument, int joinable, void **error)
{
    if (model_fails()) {
        set_error(error);
        return 0;
    }
    return model_spawn(start, argument, !joinable);
}

void *g_thread_create_full(void *start, void *argument, unsigned long stack_size, int joinable,
                           int bound, int priority, void **error)
{
    if (model_fails()) {
        set_error(error);
        return 0;
    }
    return model_spawn(start, argument, !joinable);
}

void *g_thread_join(void *thread)
{
    model_join(thread);
    return (void *)model_any();
}

void *g_thread_ref(void *thread)
{
    return thread;
}

void g_thread_unref(void *thread)
{
    model_detach(thread);
}

void *g_thread_self(void)
{
    return model_self();
}

__attribute__((__noreturn__)) void g_thread_exit(void *result)
{
    model_thread_exit();
}

void g_thread_yield(void)
{
}

void g_thread_set_priority(void *thread, int priority)
{
}

void *g_once_impl(void *once, void *function, void *argument)
{
    model_calls_once(function, argument);
    return (void *)model_any();
}

/* ---- values of a thread's own: one for all threads ---- */

/* Laid over a GPrivate. */
struct model_private {
    void *value;
};

void *g_private_get(struct model_private *key)
{
    return key->value;
}

void g_private_set(struct model_private *key, void *value)
{
    key->value = value;
    model_pass(value); /* what the key was made with gets it where the thread ends */
}

void g_private_replace(struct model_private *key, void *value)
{
    key->value = value;
    model_pass(value); /* what the key was made with gets it where the thread ends */
}

/* ---- locks and condition variables: trying to lock is taken to succeed ---- */

void g_mutex_init(void *mutex)
{
}

void g_mutex_clear(void *mutex)
{
}

void g_mutex_lock(void *mutex)
{
    model_lock(mutex);
}

int g_mutex_trylock(void *mutex)
{
    model_lock(mutex);
    return (int)model_any();
}

void g_mutex_unlock(void *mutex)
{
    model_unlock(mutex);
}

void g_rec_mutex_init(void *mutex)
{
}

void g_rec_mutex_clear(void *mutex)
{
}

void g_rec_mutex_lock(void *mutex)
{
    model_lock(mutex);
}

int g_rec_mutex_trylock(void *mutex)
{
    model_lock(mutex);
    return (int)model_any();
}

void g_rec_mutex_unlock(void *mutex)
{
    model_unlock(mutex);
}

void g_rw_lock_init(void *lock)
{
}

void g_rw_lock_clear(void *lock)
{
}

void g_rw_lock_writer_lock(void *lock)
{
    model_lock(lock);
}

int g_rw_lock_writer_trylock(void *lock)
{
    model_lock(lock);
    return (int)model_any();
}

void g_rw_lock_writer_unlock(void *lock)
{
    model_unlock(lock);
}

void g_rw_lock_reader_lock(void *lock)
{
    model_lock(lock);
}

int g_rw_lock_reader_trylock(void *lock)
{
    model_lock(lock);
    return (int)model_any();
}

void g_rw_lock_reader_unlock(void *lock)
{
    model_unlock(lock);
}

void g_cond_init(void *condition)
{
}

void g_cond_clear(void *condition)
{
}

void g_cond_wait(void *condition, void *mutex)
{
    model_unlock(mutex);
    model_wait(condition, 1);
    model_lock(mutex);
}

int g_cond_wait_until(void *condition, void *mutex, long long end)
{
    model_unlock(mutex);
    model_wait(condition, 0);
    model_lock(mutex);
    return (int)model_any();
}

int g_cond_timed_wait(void *condition, void *mutex, const void *end)
{
    model_unlock(mutex);
    model_wait(condition, 0);
    model_lock(mutex);
    return (int)model_any();
}

void g_cond_signal(void *condition)
{
    model_signal(condition);
}

void g_cond_broadcast(void *condition)
{
    model_broadcast(condition);
}

void g_usleep(unsigned long microseconds)
{
    model_sleeps();
}
