/* PulseAudio: contexts and main loops.
 *
 * States    the API of PulseAudio 16 (pulse/pulseaudio.h).
 * Clients   A context, until its last reference goes; a main loop of the program's own. Streams are the
 *           context's.
 * Sharing   Behind pa_context_ref() a context has two owners.
 * Failures  There is no memory.
 * Not here  What leaves a context alone: the header is one of the system's. */
#include <stranded/primitives.h>

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

/* ---- what a context calls: once each, or per event ---- */

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

void *pa_context_drain(void *c, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_exit_daemon(void *c, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_subscribe(void *c, int m, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_default_sink(void *c, const char *name, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_default_source(void *c, const char *name, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_name(void *c, const char *name, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_rttime_new(const void *c, unsigned long usec, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_server_info(void *c, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_sink_info_list(void *c, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_sink_info_by_name(void *c, const char *name, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_sink_info_by_index(void *c, unsigned idx, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_source_info_list(void *c, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_source_info_by_name(void *c, const char *name, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_source_info_by_index(void *c, unsigned idx, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_sink_input_info(void *c, unsigned idx, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_sink_input_info_list(void *c, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_source_output_info(void *c, unsigned idx, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_source_output_info_list(void *c, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_client_info(void *c, unsigned idx, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_client_info_list(void *c, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_card_info_list(void *c, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_card_info_by_index(void *c, unsigned idx, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_card_info_by_name(void *c, const char *name, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_get_module_info_list(void *c, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_load_module(void *c, const char *name, const char *argument, void *cb,
                             void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_unload_module(void *c, unsigned idx, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_sink_volume_by_index(void *c, unsigned idx, const void *volume, void *cb,
                                          void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_sink_volume_by_name(void *c, const char *name, const void *volume, void *cb,
                                         void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_sink_mute_by_index(void *c, unsigned idx, int mute, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_sink_mute_by_name(void *c, const char *name, int mute, void *cb,
                                       void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_source_volume_by_index(void *c, unsigned idx, const void *volume, void *cb,
                                            void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_source_volume_by_name(void *c, const char *name, const void *volume, void *cb,
                                           void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_source_mute_by_index(void *c, unsigned idx, int mute, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_source_mute_by_name(void *c, const char *name, int mute, void *cb,
                                         void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_sink_input_volume(void *c, unsigned idx, const void *volume, void *cb,
                                       void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_sink_input_mute(void *c, unsigned idx, int mute, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_kill_sink_input(void *c, unsigned idx, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_move_sink_input_by_index(void *c, unsigned idx, unsigned sink_idx, void *cb,
                                          void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_suspend_sink_by_name(void *c, const char *sink_name, int suspend, void *cb,
                                      void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}
