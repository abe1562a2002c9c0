/* PipeWire: contexts, loops, and connections with the server.
 *
 * States    the API of PipeWire 0.3.65.
 * Clients   A context, a loop, a connection (core). A stream is a connection's; one that
 *           pw_stream_new_simple() makes has a context of its own.
 * Handlers  They stand in structs of functions: not followed.
 * Failures  There is no memory, or no server. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- contexts ---- */

void *pw_context_new(void *main_loop, void *props, size_t user_data_size)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void pw_context_destroy(void *context)
{
    model_client_end(context);
}

void *pw_context_connect(void *context, void *properties, size_t user_data_size)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *pw_context_connect_fd(void *context, int fd, void *properties, size_t user_data_size)
{
    model_escape((const void *)(long)fd);
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *pw_context_connect_self(void *context, void *properties, size_t user_data_size)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

int pw_core_disconnect(void *core)
{
    model_client_end(core);
    return (int)model_any();
}

/* ---- loops ---- */

void *pw_main_loop_new(const void *props)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void pw_main_loop_destroy(void *loop)
{
    model_client_end(loop);
}

int pw_main_loop_run(void *loop)
{
    model_waits_for_event();
    return (int)model_any();
}

int pw_main_loop_quit(void *loop)
{
    return (int)model_any();
}

void *pw_main_loop_get_loop(void *loop)
{
    return (void *)model_any();
}

void pw_main_loop_add_listener(void *loop, void *listener, const void *events, void *data)
{
}

void *pw_thread_loop_new(const char *name, const void *props)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

void *pw_thread_loop_new_full(void *loop, const char *name, const void *props)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

void pw_thread_loop_destroy(void *loop)
{
    model_client_end(loop);
}

void pw_thread_loop_accept(void *loop)
{
}

void pw_thread_loop_add_listener(void *loop, void *listener, const void *events, void *data)
{
}

void *pw_thread_loop_get_loop(void *loop)
{
    return (void *)model_any();
}

int pw_thread_loop_get_time(void *loop, void *abstime, long timeout)
{
    return (int)model_any();
}

int /*bool*/ pw_thread_loop_in_thread(void *loop)
{
    return (int /*bool*/)model_any();
}

void pw_thread_loop_lock(void *loop)
{
}

void pw_thread_loop_signal(void *loop, int /*bool*/ wait_for_accept)
{
}

int pw_thread_loop_start(void *loop)
{
    return (int)model_any();
}

void pw_thread_loop_stop(void *loop)
{
}

int pw_thread_loop_timed_wait(void *loop, int wait_max_sec)
{
    return (int)model_any();
}

int pw_thread_loop_timed_wait_full(void *loop, void *abstime)
{
    return (int)model_any();
}

void pw_thread_loop_unlock(void *loop)
{
}

void pw_thread_loop_wait(void *loop)
{
}

void *pw_loop_new(const void *props)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void pw_loop_destroy(void *loop)
{
    model_client_end(loop);
}

/* ---- streams with a context of their own ---- */

void *pw_stream_new_simple(void *loop, const char *name, void *props, const void *events,
                           void *data)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void pw_stream_destroy(void *stream)
{
    model_client_end(stream);
}

/* ---- what leaves them alone ---- */

void *pw_stream_new(void *core, const char *name, void *props)
{
    return (void *)model_any();
}

int pw_buffers_negotiate(void *context, unsigned flags, void *outnode, unsigned out_port_id,
                         void *innode, unsigned in_port_id, void *result)
{
    return (int)model_any();
}

void pw_context_add_listener(void *context, void *listener, const void *events, void *data)
{
}

int pw_context_add_spa_lib(void *context, const char *factory_regex, const char *lib)
{
    return (int)model_any();
}

int pw_context_conf_update_props(void *context, const char *section, void *props)
{
    return (int)model_any();
}

const void *pw_context_find_export_type(void *context, const char *type)
{
    return (const void *)model_any();
}

void *pw_context_find_global(void *context, unsigned id)
{
    return (void *)model_any();
}

void *pw_context_find_protocol(void *context, const char *name)
{
    return (void *)model_any();
}

const char *pw_context_find_spa_lib(void *context, const char *factory_name)
{
    return (const char *)model_any();
}

const char *pw_context_get_conf_section(void *context, const char *section)
{
    return (const char *)model_any();
}

void *pw_context_get_data_loop(void *context)
{
    return (void *)model_any();
}

void *pw_context_get_main_loop(void *context)
{
    return (void *)model_any();
}

void *pw_context_get_object(void *context, const char *type)
{
    return (void *)model_any();
}

const void *pw_context_get_properties(void *context)
{
    return (const void *)model_any();
}

const void *pw_context_get_support(void *context, void *n_support)
{
    fill(n_support);
    return (const void *)model_any();
}

void *pw_context_get_user_data(void *context)
{
    return (void *)model_any();
}

void *pw_context_get_work_queue(void *context)
{
    return (void *)model_any();
}

void *pw_context_load_spa_handle(void *context, const char *factory_name, const void *info)
{
    return (void *)model_any();
}

int pw_context_parse_conf_section(void *context, void *conf, const char *section)
{
    return (int)model_any();
}

int pw_context_register_export_type(void *context, void *type)
{
    return (int)model_any();
}

int pw_context_set_object(void *context, const char *type, void *value)
{
    return (int)model_any();
}

int pw_context_update_properties(void *context, const void *dict)
{
    return (int)model_any();
}

void *pw_core_create_object(void *core, const char *factory_name, const char *type,
                            unsigned version, const void *props, size_t user_data_size)
{
    return (void *)model_any();
}

int pw_core_errorf(void *core, unsigned id, int seq, int res, const char *message, ...)
{
    return (int)model_any();
}

int pw_core_errorv(void *core, unsigned id, int seq, int res, const char *message, void *args)
{
    return (int)model_any();
}

void *pw_core_export(void *core, const char *type, const void *props, void *object,
                     size_t user_data_size)
{
    return (void *)model_any();
}

void *pw_core_find_proxy(void *core, unsigned id)
{
    return (void *)model_any();
}

void *pw_core_get_client(void *core)
{
    return (void *)model_any();
}

void *pw_core_get_context(void *core)
{
    return (void *)model_any();
}

void *pw_core_get_mempool(void *core)
{
    return (void *)model_any();
}

const void *pw_core_get_properties(void *core)
{
    return (const void *)model_any();
}

void *pw_core_get_registry(void *core, unsigned version, size_t user_data_size)
{
    return (void *)model_any();
}

void *pw_core_get_user_data(void *core)
{
    return (void *)model_any();
}

int pw_core_set_paused(void *core, int /*bool*/ paused)
{
    return (int)model_any();
}

int pw_core_steal_fd(void *core)
{
    return (int)model_any();
}

int pw_core_update_properties(void *core, const void *dict)
{
    return (int)model_any();
}

void *pw_filter_new(void *core, const char *name, void *props)
{
    return (void *)model_any();
}

void *pw_protocol_new(void *context, const char *name, size_t user_data_size)
{
    return (void *)model_any();
}

void pw_stream_add_listener(void *stream, void *listener, const void *events, void *data)
{
}

int pw_stream_connect(void *stream, int direction, unsigned target_id, int flags, void **params,
                      unsigned n_params)
{
    return (int)model_any();
}

void *pw_stream_dequeue_buffer(void *stream)
{
    return (void *)model_any();
}

int pw_stream_disconnect(void *stream)
{
    return (int)model_any();
}

int pw_stream_flush(void *stream, int /*bool*/ drain)
{
    return (int)model_any();
}

const void *pw_stream_get_control(void *stream, unsigned id)
{
    return (const void *)model_any();
}

void *pw_stream_get_core(void *stream)
{
    return (void *)model_any();
}

const char *pw_stream_get_name(void *stream)
{
    return (const char *)model_any();
}

unsigned pw_stream_get_node_id(void *stream)
{
    return (unsigned)model_any();
}

const void *pw_stream_get_properties(void *stream)
{
    return (const void *)model_any();
}

int pw_stream_get_state(void *stream, void **error)
{
    return (int)model_any();
}

int pw_stream_get_time(void *stream, void *time)
{
    return (int)model_any();
}

int pw_stream_get_time_n(void *stream, void *time, size_t size)
{
    return (int)model_any();
}

int /*bool*/ pw_stream_is_driving(void *stream)
{
    return (int /*bool*/)model_any();
}

int pw_stream_queue_buffer(void *stream, void *buffer)
{
    return (int)model_any();
}

int pw_stream_set_active(void *stream, int /*bool*/ active)
{
    return (int)model_any();
}

int pw_stream_set_control(void *stream, unsigned id, unsigned n_values, void *values, ...)
{
    fill(values);
    return (int)model_any();
}

int pw_stream_set_error(void *stream, int res, const char *error, ...)
{
    return (int)model_any();
}

int pw_stream_trigger_process(void *stream)
{
    return (int)model_any();
}

int pw_stream_update_params(void *stream, void **params, unsigned n_params)
{
    return (int)model_any();
}

int pw_stream_update_properties(void *stream, const void *dict)
{
    return (int)model_any();
}
