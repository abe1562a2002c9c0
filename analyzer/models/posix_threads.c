/* POSIX threads.
 *
 * States    POSIX.1-2017, <pthread.h> and the pages of its functions; for the names that end in _np,
 *           pthread_tryjoin_np(3) and its neighbours; for pthread_cleanup_push(), the functions that
 *           the macros of glibc's and musl's pthread.h call.
 * Handles   pthread_t is an integer or a pointer; here it is `void *`.
 * Failures  What a correct program can meet (no resources, a time-out) is followed. What only a wrong
 *           program can meet is not: a thread that is joined twice. So
 *           join and detach have their effect whatever they return.
 * Silent    Priorities, scheduling, CPU sets, names and signal masks do nothing to a thread's life. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* ---- attributes ---- */

/* Laid over a pthread_attr_t. PTHREAD_CREATE_JOINABLE is 0 in glibc and musl. */
struct model_thread_attr {
    int detached;
};

int pthread_attr_init(struct model_thread_attr *attr)
{
    attr->detached = 0;
    return (int)model_any();
}

int pthread_attr_destroy(struct model_thread_attr *attr)
{
    return 0;
}

int pthread_attr_setdetachstate(struct model_thread_attr *attr, int state)
{
    attr->detached = state;
    return 0;
}

int pthread_attr_getdetachstate(const struct model_thread_attr *attr, int *state)
{
    *state = attr->detached;
    return 0;
}

int pthread_getattr_np(void *thread, struct model_thread_attr *attr)
{
    attr->detached = (int)model_any();
    return (int)model_any();
}

int pthread_getattr_default_np(struct model_thread_attr *attr)
{
    attr->detached = 0;
    return 0;
}

int pthread_setattr_default_np(const struct model_thread_attr *attr)
{
    return (int)model_any();
}

int pthread_attr_setstacksize(struct model_thread_attr *attr, size_t size)
{
    return (int)model_any();
}

int pthread_attr_getstacksize(const struct model_thread_attr *attr, size_t *size)
{
    *size = (size_t)model_any();
    return 0;
}

int pthread_attr_setstack(struct model_thread_attr *attr, void *stack, size_t size)
{
    return (int)model_any();
}

int pthread_attr_getstack(const struct model_thread_attr *attr, void **stack, size_t *size)
{
    *stack = (void *)model_any();
    *size = (size_t)model_any();
    return 0;
}

int pthread_attr_setguardsize(struct model_thread_attr *attr, size_t size)
{
    return 0;
}

int pthread_attr_setinheritsched(struct model_thread_attr *attr, int inherit)
{
    return 0;
}

int pthread_attr_setschedparam(struct model_thread_attr *attr, const void *parameters)
{
    return (int)model_any();
}

int pthread_attr_getschedparam(const struct model_thread_attr *attr, void *parameters)
{
    return 0;
}

int pthread_attr_setschedpolicy(struct model_thread_attr *attr, int policy)
{
    return (int)model_any();
}

int pthread_attr_setscope(struct model_thread_attr *attr, int scope)
{
    return (int)model_any();
}

int pthread_attr_setaffinity_np(struct model_thread_attr *attr, size_t size, const void *cpus)
{
    return (int)model_any();
}

int pthread_attr_setsigmask_np(struct model_thread_attr *attr, const void *mask)
{
    return (int)model_any();
}

/* ---- the life of a thread ---- */

int pthread_create(void **thread, const struct model_thread_attr *attr, void *start, void *argument)
{
    int detached = 0;

    if (model_fails())
        return model_nonzero();
    if (attr)
        detached = attr->detached;
    *thread = model_spawn(start, argument, detached);
    return 0;
}

static void store_result(void **result)
{
    if (result)
        *result = (void *)model_any();
}

int pthread_join(void *thread, void **result)
{
    model_join(thread);
    store_result(result);
    return (int)model_any();
}

/* EBUSY: the thread still runs, and somebody has to join it later. */
int pthread_tryjoin_np(void *thread, void **result)
{
    if (model_fails())
        return 16;
    model_join(thread);
    store_result(result);
    return 0;
}

/* ETIMEDOUT: as above. */
int pthread_timedjoin_np(void *thread, void **result, const void *deadline)
{
    if (model_fails())
        return model_nonzero();
    model_join(thread);
    store_result(result);
    return 0;
}

int pthread_clockjoin_np(void *thread, void **result, int clock, const void *deadline)
{
    if (model_fails())
        return model_nonzero();
    model_join(thread);
    store_result(result);
    return 0;
}

int pthread_detach(void *thread)
{
    model_detach(thread);
    return (int)model_any();
}

int pthread_cancel(void *thread)
{
    model_cancel(thread);
    return (int)model_any();
}

__attribute__((__noreturn__)) void pthread_exit(void *result)
{
    model_thread_exit();
}

void *pthread_self(void)
{
    return model_self();
}

int pthread_equal(void *one, void *other)
{
    return one == other;
}

/* ---- what interrupts a thread, or leaves it alone ---- */

int pthread_kill(void *thread, int unix_signal)
{
    model_interrupt(thread);
    return (int)model_any();
}

int pthread_sigqueue(void *thread, int unix_signal, const void *value)
{
    model_interrupt(thread);
    return (int)model_any();
}

int pthread_setname_np(void *thread, const char *name)
{
    return (int)model_any();
}

int pthread_getname_np(void *thread, char *name, size_t size)
{
    return (int)model_any();
}

int pthread_setaffinity_np(void *thread, size_t size, const void *cpus)
{
    return (int)model_any();
}

int pthread_getaffinity_np(void *thread, size_t size, void *cpus)
{
    return (int)model_any();
}

int pthread_setschedparam(void *thread, int policy, const void *parameters)
{
    return (int)model_any();
}

int pthread_getschedparam(void *thread, int *policy, void *parameters)
{
    *policy = (int)model_any();
    return 0;
}

int pthread_setschedprio(void *thread, int priority)
{
    return (int)model_any();
}

int pthread_getcpuclockid(void *thread, int *clock)
{
    *clock = (int)model_any();
    return (int)model_any();
}

int pthread_sigmask(int how, const void *mask, void *old_mask)
{
    return 0;
}

int pthread_setcancelstate(int state, int *old_state)
{
    if (old_state)
        *old_state = (int)model_any();
    return 0;
}

int pthread_setcanceltype(int type, int *old_type)
{
    if (old_type)
        *old_type = (int)model_any();
    return 0;
}

/* That a thread may end here by a cancel is not followed: every wait would be an end. */
void pthread_testcancel(void)
{
}

int pthread_setconcurrency(int level)
{
    return 0;
}

int pthread_getconcurrency(void)
{
    return (int)model_any();
}

int pthread_yield(void)
{
    return 0;
}

/* ---- functions that are called later ---- */

int pthread_once(void *control, void *init)
{
    model_calls_once(init, 0);
    return 0;
}

/* Called at each fork. How often the program forks is not counted: taken as once. */
int pthread_atfork(void *prepare, void *parent, void *child)
{
    if (model_fails())
        return model_nonzero();
    if (prepare)
        model_on_exit(prepare, 0);
    if (parent)
        model_on_exit(parent, 0);
    if (child)
        model_on_exit(child, 0);
    return 0;
}

/* Cleanup functions: the macros call the handler themselves, both where the thread is cancelled and
 * where it is popped with a nonzero argument. */
int __sigsetjmp_cancel(void *environment, int save_mask)
{
    return (int)model_any();
}

void __pthread_register_cancel(void *frame)
{
}

void __pthread_unregister_cancel(void *frame)
{
}

void __pthread_register_cancel_defer(void *frame)
{
}

void __pthread_unregister_cancel_restore(void *frame)
{
}

/* The handlers around this one are called next, and then the thread ends: what they do is not in sight here, so
 * that nothing is said of a thread that is cancelled. */
__attribute__((__noreturn__)) void __pthread_unwind_next(void *frame)
{
}

/* musl's: the frame starts with the function and its argument. */
struct model_cleanup_frame {
    void *function;
    void *argument;
};

void _pthread_cleanup_push(struct model_cleanup_frame *frame, void *function, void *argument)
{
    frame->function = function;
    frame->argument = argument;
    model_on_exit(function, argument);
}

void _pthread_cleanup_pop(struct model_cleanup_frame *frame, int execute)
{
    if (execute)
        model_calls(frame->function, frame->argument);
}

/* ---- values of a thread's own ---- */

/* One table for all threads: what any thread keeps under a key is there for every other. */
static const void *thread_values[1024];

int pthread_key_create(unsigned *key, void *destructor)
{
    if (model_fails())
        return model_nonzero();
    *key = (unsigned)model_any();
    if (destructor)
        model_on_exit(destructor, (void *)model_any());
    return 0;
}

int pthread_key_delete(unsigned key)
{
    return 0;
}

int pthread_setspecific(unsigned key, const void *value)
{
    thread_values[key] = value;
    model_pass(value); /* the key's destructor gets it where the thread ends */
    return (int)model_any();
}

void *pthread_getspecific(unsigned key)
{
    return (void *)thread_values[key];
}
