/* PulseAudio: contexts and main loops. What a context is asked for is in pulse_requests.c.
 *
 * States    the API of PulseAudio 16 (pulse/pulseaudio.h).
 * Clients   A context, until its last reference goes; a main loop of the program's own. Streams are the
 *           context's.
 * Sharing   Behind pa_context_ref() a context has two owners.
 * Failures  There is no memory. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- contexts ---- */

void *pa_context_new(void *mainloop, const char *name)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *pa_context_new_with_proplist(void *mainloop, const char *name, const void *proplist)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void pa_context_unref(void *c)
{
    model_client_end(c);
}

void *pa_context_ref(void *c)
{
    model_escape(c);
    return c;
}

void pa_context_set_state_callback(void *c, void *cb, void *userdata)
{
    if (cb)
        model_on_event(cb, userdata);
    keep(userdata);
}

void pa_context_set_event_callback(void *p, void *cb, void *userdata)
{
    if (cb)
        model_on_event(cb, userdata);
    keep(userdata);
}

void pa_context_set_subscribe_callback(void *c, void *cb, void *userdata)
{
    if (cb)
        model_on_event(cb, userdata);
    keep(userdata);
}

int pa_context_connect(void *c, const char *server, int flags, const void *api)
{
    return (int)model_any();
}

void pa_context_disconnect(void *c)
{
}

int pa_context_errno(const void *c)
{
    return (int)model_any();
}

int pa_context_get_state(const void *c)
{
    return (int)model_any();
}

int pa_context_is_pending(const void *c)
{
    return (int)model_any();
}

int pa_context_is_local(const void *c)
{
    return (int)model_any();
}

const char *pa_context_get_server(const void *c)
{
    return (const char *)model_any();
}

unsigned pa_context_get_protocol_version(const void *c)
{
    return (unsigned)model_any();
}

unsigned pa_context_get_server_protocol_version(const void *c)
{
    return (unsigned)model_any();
}

unsigned pa_context_get_index(const void *s)
{
    return (unsigned)model_any();
}

size_t pa_context_get_tile_size(const void *c, const void *ss)
{
    return (size_t)model_any();
}

void pa_context_rttime_restart(const void *c, void *e, unsigned long usec)
{
}

void *pa_stream_new(void *c, const char *name, const void *ss, const void *map)
{
    return (void *)model_any();
}

void *pa_stream_new_with_proplist(void *c, const char *name, const void *ss, const void *map,
                                  void *p)
{
    return (void *)model_any();
}

void *pa_stream_new_extended(void *c, const char *name, void **formats, unsigned n_formats, void *p)
{
    return (void *)model_any();
}

void *pa_stream_get_context(const void *p)
{
    return (void *)model_any();
}

/* ---- main loops ---- */

void *pa_mainloop_new(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void pa_mainloop_free(void *m)
{
    model_client_end(m);
}

int pa_mainloop_run(void *m, void *retval)
{
    model_waits_for_event();
    fill(retval);
    return (int)model_any();
}

int pa_mainloop_iterate(void *m, int block, void *retval)
{
    model_waits_for_event();
    fill(retval);
    return (int)model_any();
}

int pa_mainloop_poll(void *m)
{
    model_waits_for_event();
    return (int)model_any();
}

int pa_mainloop_prepare(void *m, int timeout)
{
    return (int)model_any();
}

int pa_mainloop_dispatch(void *m)
{
    return (int)model_any();
}

void pa_mainloop_quit(void *m, int retval)
{
}

void pa_mainloop_wakeup(void *m)
{
}

int pa_mainloop_get_retval(const void *m)
{
    return (int)model_any();
}

void *pa_mainloop_get_api(void *m)
{
    return (void *)model_any();
}

void pa_mainloop_set_poll_func(void *m, void *poll_func, void *userdata)
{
    if (poll_func)
        model_on_event(poll_func, userdata);
    keep(userdata);
}

void *pa_threaded_mainloop_new(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

void pa_threaded_mainloop_free(void *m)
{
    model_client_end(m);
}

void pa_threaded_mainloop_accept(void *m)
{
}

void *pa_threaded_mainloop_get_api(void *m)
{
    return (void *)model_any();
}

int pa_threaded_mainloop_get_retval(const void *m)
{
    return (int)model_any();
}

int pa_threaded_mainloop_in_thread(void *m)
{
    return (int)model_any();
}

void pa_threaded_mainloop_lock(void *m)
{
}

void pa_threaded_mainloop_set_name(void *m, const char *name)
{
}

void pa_threaded_mainloop_signal(void *m, int wait_for_accept)
{
}

int pa_threaded_mainloop_start(void *m)
{
    return (int)model_any();
}

void pa_threaded_mainloop_stop(void *m)
{
}

void pa_threaded_mainloop_unlock(void *m)
{
}

void pa_threaded_mainloop_wait(void *m)
{
}

void pa_threaded_mainloop_once_unlocked(void *m, void *callback, void *userdata)
{
    if (callback)
        model_calls(callback, userdata);
    keep(userdata);
}
