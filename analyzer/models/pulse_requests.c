/* PulseAudio: what a context is asked for. The answer comes later, to a function that is called once, or once for
 * each thing in a list.
 *
 * States    the API of PulseAudio 16 (pulse/introspect.h, pulse/context.h). */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
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

void *pa_context_stat(void *c, void *cb, void *userdata)
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

void *pa_context_get_module_info(void *c, unsigned idx, void *cb, void *userdata)
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

void *pa_context_set_card_profile_by_index(void *c, unsigned idx, const char *profile, void *cb,
                                           void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_card_profile_by_name(void *c, const char *name, const char *profile, void *cb,
                                          void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_sink_port_by_index(void *c, unsigned idx, const char *port, void *cb,
                                        void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_sink_port_by_name(void *c, const char *name, const char *port, void *cb,
                                       void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_source_port_by_index(void *c, unsigned idx, const char *port, void *cb,
                                          void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_source_port_by_name(void *c, const char *name, const char *port, void *cb,
                                         void *userdata)
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

void *pa_context_set_source_output_volume(void *c, unsigned idx, const void *volume, void *cb,
                                          void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_set_source_output_mute(void *c, unsigned idx, int mute, void *cb, void *userdata)
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

void *pa_context_kill_source_output(void *c, unsigned idx, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_kill_client(void *c, unsigned idx, void *cb, void *userdata)
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

void *pa_context_move_sink_input_by_name(void *c, unsigned idx, const char *sink_name, void *cb,
                                         void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_move_source_output_by_index(void *c, unsigned idx, unsigned source_idx, void *cb,
                                             void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_move_source_output_by_name(void *c, unsigned idx, const char *source_name,
                                            void *cb, void *userdata)
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

void *pa_context_suspend_sink_by_index(void *c, unsigned idx, int suspend, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_suspend_source_by_name(void *c, const char *source_name, int suspend, void *cb,
                                        void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_suspend_source_by_index(void *c, unsigned idx, int suspend, void *cb,
                                         void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_play_sample(void *c, const char *name, const char *dev, unsigned volume, void *cb,
                             void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}

void *pa_context_remove_sample(void *c, const char *name, void *cb, void *userdata)
{
    if (cb)
        model_calls(cb, userdata);
    keep(userdata);
    return (void *)model_any();
}
