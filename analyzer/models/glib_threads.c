/* GLib: threads, main loop, signals, memory, and what ends the process.
 *
 * States    the GLib and GObject reference manuals, 2.74 (Threads, Deprecated Thread APIs, Thread
 *           Pools, The Main Event Loop, UNIX-specific utilities, IO Channels, Signals, Closures,
 *           Memory Allocation, Memory Slices, Message Output and Debugging, Testing).
 * Handles   a GThread * is the handle itself. g_thread_new() gives one reference: g_thread_join()
 *           waits and drops it, g_thread_unref() drops it and lets the thread release itself.
 *           Further references by g_thread_ref() are not counted.
 * Failures  What ends the process by g_error(), such as a thread or memory that is not to be had,
 *           never returns. What returns an error is followed both ways.
 * Silent    The threads of a GThreadPool, of GTask and of GDBus are the library's own. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

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
    model_calls(function, argument);
    return (void *)model_any();
}

/* A pool runs its function for every item that is pushed. */
void *g_thread_pool_new(void *function, void *user_data, int max_threads, int exclusive,
                        void **error)
{
    model_on_event(function, user_data);
    return model_new();
}

void *g_thread_pool_new_full(void *function, void *user_data, void *free_item, int max_threads,
                             int exclusive, void **error)
{
    model_on_event(function, user_data);
    if (free_item)
        model_on_event(free_item, (void *)model_any());
    return model_new();
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
}

void g_private_replace(struct model_private *key, void *value)
{
    key->value = value;
}

/* ---- locks: they do nothing to threads ---- */

void g_mutex_init(void *mutex)
{
}

void g_mutex_clear(void *mutex)
{
}

void g_mutex_lock(void *mutex)
{
}

int g_mutex_trylock(void *mutex)
{
    return (int)model_any();
}

void g_mutex_unlock(void *mutex)
{
}

void g_rec_mutex_init(void *mutex)
{
}

void g_rec_mutex_clear(void *mutex)
{
}

void g_rec_mutex_lock(void *mutex)
{
}

int g_rec_mutex_trylock(void *mutex)
{
    return (int)model_any();
}

void g_rec_mutex_unlock(void *mutex)
{
}

void g_rw_lock_init(void *lock)
{
}

void g_rw_lock_clear(void *lock)
{
}

void g_rw_lock_writer_lock(void *lock)
{
}

int g_rw_lock_writer_trylock(void *lock)
{
    return (int)model_any();
}

void g_rw_lock_writer_unlock(void *lock)
{
}

void g_rw_lock_reader_lock(void *lock)
{
}

int g_rw_lock_reader_trylock(void *lock)
{
    return (int)model_any();
}

void g_rw_lock_reader_unlock(void *lock)
{
}

void g_cond_init(void *condition)
{
}

void g_cond_clear(void *condition)
{
}

void g_cond_wait(void *condition, void *mutex)
{
}

int g_cond_wait_until(void *condition, void *mutex, long long end)
{
    return (int)model_any();
}

void g_cond_signal(void *condition)
{
}

void g_cond_broadcast(void *condition)
{
}

/* ---- the main loop ---- */

/* A function that destroys user data, `notify`, is called at some later time, if at all. */

unsigned g_idle_add(void *function, void *data)
{
    model_on_event(function, data);
    return (unsigned)model_nonzero();
}

unsigned g_idle_add_once(void *function, void *data)
{
    model_calls(function, data);
    return (unsigned)model_nonzero();
}

unsigned g_idle_add_full(int priority, void *function, void *data, void *notify)
{
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
    return (unsigned)model_nonzero();
}

unsigned g_timeout_add(unsigned interval, void *function, void *data)
{
    model_on_timer(function, data);
    return (unsigned)model_nonzero();
}

unsigned g_timeout_add_once(unsigned interval, void *function, void *data)
{
    model_calls(function, data);
    return (unsigned)model_nonzero();
}

unsigned g_timeout_add_full(int priority, unsigned interval, void *function, void *data,
                            void *notify)
{
    model_on_timer(function, data);
    if (notify)
        model_on_exit(notify, data);
    return (unsigned)model_nonzero();
}

unsigned g_timeout_add_seconds(unsigned interval, void *function, void *data)
{
    model_on_timer(function, data);
    return (unsigned)model_nonzero();
}

unsigned g_timeout_add_seconds_full(int priority, unsigned interval, void *function, void *data,
                                    void *notify)
{
    model_on_timer(function, data);
    if (notify)
        model_on_exit(notify, data);
    return (unsigned)model_nonzero();
}

/* Once per child, so as often as it is added. */
unsigned g_child_watch_add(int child, void *function, void *data)
{
    model_on_event(function, data);
    return (unsigned)model_nonzero();
}

unsigned g_child_watch_add_full(int priority, int child, void *function, void *data, void *notify)
{
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
    return (unsigned)model_nonzero();
}

void g_source_set_callback(void *source, void *function, void *data, void *notify)
{
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
}

void g_main_context_invoke(void *context, void *function, void *data)
{
    model_calls(function, data);
}

void g_main_context_invoke_full(void *context, int priority, void *function, void *data,
                                void *notify)
{
    model_calls(function, data);
    if (notify)
        model_on_exit(notify, data);
}

void g_main_loop_run(void *loop)
{
    model_waits_for_event();
}

int g_main_context_iteration(void *context, int may_block)
{
    model_waits_for_event();
    return (int)model_any();
}

unsigned g_io_add_watch(void *channel, int condition, void *function, void *data)
{
    model_on_event(function, data);
    return (unsigned)model_nonzero();
}

unsigned g_io_add_watch_full(void *channel, int priority, int condition, void *function, void *data,
                             void *notify)
{
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
    return (unsigned)model_nonzero();
}

unsigned g_unix_fd_add(int fd, int condition, void *function, void *data)
{
    model_on_event(function, data);
    return (unsigned)model_nonzero();
}

unsigned g_unix_fd_add_full(int priority, int fd, int condition, void *function, void *data,
                            void *notify)
{
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
    return (unsigned)model_nonzero();
}

unsigned g_unix_signal_add(int unix_signal, void *handler, void *data)
{
    model_on_unix_signal(handler);
    return (unsigned)model_nonzero();
}

unsigned g_unix_signal_add_full(int priority, int unix_signal, void *handler, void *data,
                                void *notify)
{
    model_on_unix_signal(handler);
    if (notify)
        model_on_exit(notify, data);
    return (unsigned)model_nonzero();
}

void g_atexit(void *function)
{
    model_on_exit(function, 0);
}

/* ---- signals and closures ---- */

unsigned long g_signal_connect_data(void *instance, const char *name, void *handler, void *data,
                                    void *notify, int flags)
{
    model_on_event(handler, data);
    if (notify)
        model_on_exit(notify, data);
    return (unsigned long)model_nonzero();
}

unsigned long g_signal_connect_object(void *instance, const char *name, void *handler, void *object,
                                      int flags)
{
    model_on_event(handler, object);
    return (unsigned long)model_nonzero();
}

void *g_cclosure_new(void *function, void *data, void *notify)
{
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
    return model_new();
}

void *g_cclosure_new_swap(void *function, void *data, void *notify)
{
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
    return model_new();
}

/* ---- memory ---- */

void *g_malloc(size_t size)
{
    return model_new();
}

void *g_malloc0(size_t size)
{
    return model_new();
}

void *g_malloc_n(size_t count, size_t size)
{
    return model_new();
}

void *g_malloc0_n(size_t count, size_t size)
{
    return model_new();
}

void *g_try_malloc(size_t size)
{
    return model_alloc();
}

void *g_try_malloc0(size_t size)
{
    return model_alloc();
}

void *g_try_malloc_n(size_t count, size_t size)
{
    return model_alloc();
}

void *g_try_malloc0_n(size_t count, size_t size)
{
    return model_alloc();
}

/* The object moves with all that it holds, so it stays the same object (see realloc in libc.c). */
void *g_realloc(void *memory, size_t size)
{
    return memory ? memory : model_new();
}

void *g_realloc_n(void *memory, size_t count, size_t size)
{
    return memory ? memory : model_new();
}

void *g_try_realloc(void *memory, size_t size)
{
    if (model_fails())
        return 0;
    return memory ? memory : model_new();
}

void *g_try_realloc_n(void *memory, size_t count, size_t size)
{
    if (model_fails())
        return 0;
    return memory ? memory : model_new();
}

void *g_aligned_alloc(size_t count, size_t size, size_t alignment)
{
    return model_new();
}

void *g_aligned_alloc0(size_t count, size_t size, size_t alignment)
{
    return model_new();
}

void g_aligned_free(void *memory)
{
    model_free(memory);
}

void g_aligned_free_sized(void *memory, size_t alignment, size_t size)
{
    model_free(memory);
}

void g_free(void *memory)
{
    model_free(memory);
}

void g_free_sized(void *memory, size_t size)
{
    model_free(memory);
}

void g_clear_pointer(void **pointer, void *destroy)
{
    void *object = *pointer;

    *pointer = 0;
    if (object)
        model_calls(destroy, object);
}

void *g_slice_alloc(size_t size)
{
    return model_new();
}

void *g_slice_alloc0(size_t size)
{
    return model_new();
}

void g_slice_free1(size_t size, void *memory)
{
    model_free(memory);
}

char *g_strdup(const char *text)
{
    return text ? model_new() : 0;
}

char *g_strndup(const char *text, size_t size)
{
    return text ? model_new() : 0;
}

/* ---- the end of the process ---- */

/* Levels of g_log() that end the process: G_LOG_LEVEL_ERROR, alone and with G_LOG_FLAG_FATAL. */
enum { LEVEL_ERROR = 1 << 2, LEVEL_FATAL_ERROR = LEVEL_ERROR | 1 << 1 };

static void end_if_error(int level)
{
    if (level == LEVEL_ERROR || level == LEVEL_FATAL_ERROR)
        model_exit();
}

void g_log(const char *domain, int level, const char *format, ...)
{
    end_if_error(level);
}

void g_logv(const char *domain, int level, const char *format, __builtin_va_list arguments)
{
    end_if_error(level);
}

void g_log_structured(const char *domain, int level, ...)
{
    end_if_error(level);
}

void g_log_structured_standard(const char *domain, int level, const char *file, const char *line,
                               const char *function, const char *format, ...)
{
    end_if_error(level);
}

void g_log_structured_array(int level, const void *fields, size_t count)
{
    end_if_error(level);
}

void g_log_variant(const char *domain, int level, void *fields)
{
    end_if_error(level);
}

__attribute__((__noreturn__)) void g_abort(void)
{
    model_exit();
}

/* A test can ask for assertions that do not abort; that is not followed. */
void g_assertion_message(const char *domain, const char *file, int line, const char *function,
                         const char *message)
{
    model_exit();
}

__attribute__((__noreturn__)) void g_assertion_message_expr(const char *domain, const char *file,
                                                            int line, const char *function,
                                                            const char *expression)
{
    model_exit();
}

void g_assertion_message_cmpnum(const char *domain, const char *file, int line,
                                const char *function, const char *expression, long double one,
                                const char *relation, long double other, char kind)
{
    model_exit();
}

void g_assertion_message_cmpint(const char *domain, const char *file, int line,
                                const char *function, const char *expression,
                                unsigned long long one, const char *relation,
                                unsigned long long other, char kind)
{
    model_exit();
}

void g_assertion_message_cmpstr(const char *domain, const char *file, int line,
                                const char *function, const char *expression, const char *one,
                                const char *relation, const char *other)
{
    model_exit();
}

void g_assertion_message_cmpstrv(const char *domain, const char *file, int line,
                                 const char *function, const char *expression, const void *one,
                                 const void *other, size_t first_wrong)
{
    model_exit();
}

void g_assertion_message_error(const char *domain, const char *file, int line, const char *function,
                               const char *expression, const void *error, unsigned error_domain,
                               int error_code)
{
    model_exit();
}
