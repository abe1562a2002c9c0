/* GLib: the main loop, signals and closures.
 *
 * States    the GLib and GObject reference manuals, 2.74 (The Main Event Loop, UNIX-specific
 *           utilities, IO Channels, Signals, Closures).
 * Channels  A GMainLoop that runs waits for g_main_loop_quit(), which is told as closing it. A
 *           GMainContext is a channel without limit: attaching a source to it sends, and an iteration,
 *           or the run of a loop of that context, receives. Sources that the library adds itself come
 *           from its threads and the kernel: an iteration waits for the outside, too. The context of a
 *           source that is added without naming one is the default one, which is not known (0): it
 *           belongs to everybody, and so does a context that is the default of a thread.
 * Clients   A context of the program's own, until its last reference goes.
 * Silent    What a source or a handler is removed by: it may have been called before. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* ---- the main loop ---- */

/* A function that destroys user data, `notify`, is called at some later time, if at all. */

unsigned g_idle_add(void *function, void *data)
{
    model_until_zero();
    model_on_event(function, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

unsigned g_idle_add_once(void *function, void *data)
{
    model_calls(function, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

unsigned g_idle_add_full(int priority, void *function, void *data, void *notify)
{
    model_until_zero();
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

unsigned g_timeout_add(unsigned interval, void *function, void *data)
{
    model_until_zero();
    model_on_timer(function, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

unsigned g_timeout_add_once(unsigned interval, void *function, void *data)
{
    model_calls(function, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

unsigned g_timeout_add_full(int priority, unsigned interval, void *function, void *data,
                            void *notify)
{
    model_until_zero();
    model_on_timer(function, data);
    if (notify)
        model_on_exit(notify, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

unsigned g_timeout_add_seconds(unsigned interval, void *function, void *data)
{
    model_until_zero();
    model_on_timer(function, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

unsigned g_timeout_add_seconds_full(int priority, unsigned interval, void *function, void *data,
                                    void *notify)
{
    model_until_zero();
    model_on_timer(function, data);
    if (notify)
        model_on_exit(notify, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

/* Once per child, so as often as it is added. */
unsigned g_child_watch_add(int child, void *function, void *data)
{
    model_on_event(function, data);
    keep(data);
    return (unsigned)model_nonzero();
}

unsigned g_child_watch_add_full(int priority, int child, void *function, void *data, void *notify)
{
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
    keep(data);
    return (unsigned)model_nonzero();
}

void g_source_set_callback(void *source, void *function, void *data, void *notify)
{
    model_until_zero();
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
    keep(data);
}

void g_main_context_invoke(void *context, void *function, void *data)
{
    model_calls(function, data);
    model_send(context);
    keep(data);
}

void g_main_context_invoke_full(void *context, int priority, void *function, void *data,
                                void *notify)
{
    model_calls(function, data);
    model_send(context);
    if (notify)
        model_on_exit(notify, data);
    keep(data);
}

void *g_main_context_new(void)
{
    void *context = model_client(MODEL_CONTEXT);
    model_make(context, MODEL_NO_LIMIT, 0);
    return context;
}

void *g_main_context_new_with_flags(int flags)
{
    void *context = model_client(MODEL_CONTEXT);
    model_make(context, MODEL_NO_LIMIT, 0);
    return context;
}

/* It has two owners from now on. */
void *g_main_context_ref(void *context)
{
    model_escape(context);
    return context;
}

void g_main_context_unref(void *context)
{
    model_client_end(context);
}

/* Whoever asks for the thread's default attaches sources to it, the library among them. */
void g_main_context_push_thread_default(void *context)
{
    model_escape(context);
}

void g_main_context_pop_thread_default(void *context)
{
}

int g_main_context_acquire(void *context)
{
    return (int)model_any();
}

void g_main_context_release(void *context)
{
}

int g_main_context_pending(void *context)
{
    return (int)model_any();
}

/* A loop of the program's own polls and then dispatches. */
void g_main_context_dispatch(void *context)
{
    model_waits_for_event();
    model_receive(context, 0);
}

/* Laid over a GMainLoop. */
struct model_main_loop {
    void *context;
};

void *g_main_loop_new(void *context, int is_running)
{
    struct model_main_loop *loop = model_new();
    loop->context = context;
    return loop;
}

void *g_main_loop_ref(void *loop)
{
    return loop;
}

void g_main_loop_unref(void *loop)
{
}

int g_main_loop_is_running(void *loop)
{
    return (int)model_any();
}

void *g_main_loop_get_context(struct model_main_loop *loop)
{
    return loop->context;
}

/* Ended by g_main_loop_quit() alone: that its context has no source does not end it. */
void g_main_loop_run(struct model_main_loop *loop)
{
    model_waits_for_event();
    model_receive(loop, MODEL_UNTIL_CLOSED);
    model_receive(loop->context, 0);
}

void g_main_loop_quit(void *loop)
{
    model_close(loop);
}

int g_main_context_iteration(void *context, int may_block)
{
    model_waits_for_event();
    model_receive(context, may_block);
    return (int)model_any();
}

/* Wakes an iteration and leaves nothing behind where there is none. */
void g_main_context_wakeup(void *context)
{
    model_send(context);
}

unsigned g_source_attach(void *source, void *context)
{
    model_send(context);
    return (unsigned)model_nonzero();
}

unsigned g_io_add_watch(void *channel, int condition, void *function, void *data)
{
    model_until_zero();
    model_on_event(function, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

unsigned g_io_add_watch_full(void *channel, int priority, int condition, void *function, void *data,
                             void *notify)
{
    model_until_zero();
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

unsigned g_unix_fd_add(int fd, int condition, void *function, void *data)
{
    model_until_zero();
    model_escape((const void *)(long)fd);
    model_on_event(function, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

unsigned g_unix_fd_add_full(int priority, int fd, int condition, void *function, void *data,
                            void *notify)
{
    model_until_zero();
    model_escape((const void *)(long)fd);
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

unsigned g_unix_signal_add(int unix_signal, void *handler, void *data)
{
    model_until_zero();
    model_on_signal_event(handler, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

unsigned g_unix_signal_add_full(int priority, int unix_signal, void *handler, void *data,
                                void *notify)
{
    model_until_zero();
    model_on_signal_event(handler, data);
    if (notify)
        model_on_exit(notify, data);
    model_send(0);
    keep(data);
    return (unsigned)model_nonzero();
}

/* As <glib.h> declares it: what a kind of source of the program's own does. */
struct _GSourceFuncs {
    void *finalize;
};

static __attribute__((__unused__)) void source_funcs(struct _GSourceFuncs *self)
{
    model_on_event(*(void **)self, 0);
    model_on_exit(self->finalize, 0);
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
    keep(data);
    return (unsigned long)model_nonzero();
}

unsigned long g_signal_connect_object(void *instance, const char *name, void *handler, void *object,
                                      int flags)
{
    model_on_event(handler, object);
    keep(object);
    return (unsigned long)model_nonzero();
}

void *g_cclosure_new(void *function, void *data, void *notify)
{
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
    keep(data);
    return model_new();
}

void *g_cclosure_new_swap(void *function, void *data, void *notify)
{
    model_on_event(function, data);
    if (notify)
        model_on_exit(notify, data);
    keep(data);
    return model_new();
}
