/* JACK: clients.
 *
 * States    the API of JACK 0.126 (jack/jack.h).
 * Clients   A client, with its threads. Ports are its own.
 * Failures  There is no server. */
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

void *jack_client_open(const char *client_name, int options, void *status, ...)
{
    fill(status);
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

void *jack_client_new(const char *client_name)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

int jack_client_close(void *client)
{
    model_client_end(client);
    return (int)model_any();
}

int jack_set_process_callback(void *client, void *process_callback, void *arg)
{
    if (process_callback)
        model_on_timer(process_callback, arg);
    keep(arg);
    return (int)model_any();
}

int jack_set_process_thread(void *client, void *fun, void *arg)
{
    if (fun)
        model_on_event(fun, arg);
    keep(arg);
    return (int)model_any();
}

int jack_set_thread_init_callback(void *client, void *thread_init_callback, void *arg)
{
    if (thread_init_callback)
        model_on_event(thread_init_callback, arg);
    keep(arg);
    return (int)model_any();
}

int jack_set_freewheel_callback(void *client, void *freewheel_callback, void *arg)
{
    if (freewheel_callback)
        model_on_event(freewheel_callback, arg);
    keep(arg);
    return (int)model_any();
}

int jack_set_buffer_size_callback(void *client, void *bufsize_callback, void *arg)
{
    if (bufsize_callback)
        model_on_event(bufsize_callback, arg);
    keep(arg);
    return (int)model_any();
}

int jack_set_sample_rate_callback(void *client, void *srate_callback, void *arg)
{
    if (srate_callback)
        model_on_event(srate_callback, arg);
    keep(arg);
    return (int)model_any();
}

int jack_set_client_registration_callback(void *client, void *registration_callback, void *arg)
{
    if (registration_callback)
        model_on_event(registration_callback, arg);
    keep(arg);
    return (int)model_any();
}

int jack_set_port_registration_callback(void *client, void *registration_callback, void *arg)
{
    if (registration_callback)
        model_on_event(registration_callback, arg);
    keep(arg);
    return (int)model_any();
}

int jack_set_port_connect_callback(void *client, void *connect_callback, void *arg)
{
    if (connect_callback)
        model_on_event(connect_callback, arg);
    keep(arg);
    return (int)model_any();
}

int jack_set_graph_order_callback(void *client, void *graph_callback, void *data)
{
    if (graph_callback)
        model_on_event(graph_callback, data);
    keep(data);
    return (int)model_any();
}

int jack_set_xrun_callback(void *client, void *xrun_callback, void *arg)
{
    if (xrun_callback)
        model_on_event(xrun_callback, arg);
    keep(arg);
    return (int)model_any();
}

int jack_set_latency_callback(void *client, void *latency_callback, void *data)
{
    if (latency_callback)
        model_on_event(latency_callback, data);
    keep(data);
    return (int)model_any();
}

int jack_set_port_rename_callback(void *client, void *rename_callback, void *arg)
{
    if (rename_callback)
        model_on_event(rename_callback, arg);
    keep(arg);
    return (int)model_any();
}

void jack_on_shutdown(void *client, void *function, void *arg)
{
    if (function)
        model_on_event(function, arg);
    keep(arg);
}

void jack_on_info_shutdown(void *client, void *function, void *arg)
{
    if (function)
        model_on_event(function, arg);
    keep(arg);
}

int jack_activate(void *client)
{
    return (int)model_any();
}

unsigned long jack_client_thread_id(void *client)
{
    return (unsigned long)model_any();
}

int jack_connect(void *client, const char *source_port, const char *destination_port)
{
    return (int)model_any();
}

float jack_cpu_load(void *client)
{
    return (float)model_any();
}

void jack_cycle_signal(void *client, int status)
{
}

unsigned jack_cycle_wait(void *client)
{
    return (unsigned)model_any();
}

int jack_deactivate(void *client)
{
    return (int)model_any();
}

int jack_disconnect(void *client, const char *source_port, const char *destination_port)
{
    return (int)model_any();
}

int jack_engine_takeover_timebase(void *client)
{
    return (int)model_any();
}

unsigned jack_frame_time(const void *client)
{
    return (unsigned)model_any();
}

unsigned jack_frames_since_cycle_start(const void *client)
{
    return (unsigned)model_any();
}

unsigned long jack_frames_to_time(const void *client, unsigned nframes)
{
    return (unsigned long)model_any();
}

unsigned jack_get_buffer_size(void *client)
{
    return (unsigned)model_any();
}

char *jack_get_client_name(void *client)
{
    return (char *)model_any();
}

char *jack_get_client_name_by_uuid(void *client, const char *uuid)
{
    return (char *)model_any();
}

unsigned jack_get_current_transport_frame(const void *client)
{
    return (unsigned)model_any();
}

int jack_get_cycle_times(const void *client, void *current_frames, void *current_usecs,
                         void *next_usecs, void *period_usecs)
{
    fill(current_frames);
    fill(current_usecs);
    fill(next_usecs);
    fill(period_usecs);
    return (int)model_any();
}

void **jack_get_ports(void *client, const char *port_name_pattern, const char *type_name_pattern,
                      unsigned long flags)
{
    return (void **)model_any();
}

unsigned jack_get_sample_rate(void *client)
{
    return (unsigned)model_any();
}

void jack_get_transport_info(void *client, void *tinfo)
{
}

char *jack_get_uuid_for_client_name(void *client, const char *name)
{
    return (char *)model_any();
}

int jack_is_realtime(void *client)
{
    return (int)model_any();
}

unsigned jack_last_frame_time(const void *client)
{
    return (unsigned)model_any();
}

void *jack_port_by_id(void *client, unsigned port_id)
{
    return (void *)model_any();
}

void *jack_port_by_name(void *client, const char *port_name)
{
    return (void *)model_any();
}

int jack_port_disconnect(void *client, void *port)
{
    return (int)model_any();
}

void **jack_port_get_all_connections(const void *client, const void *port)
{
    return (void **)model_any();
}

unsigned jack_port_get_total_latency(void *client, void *port)
{
    return (unsigned)model_any();
}

int jack_port_is_mine(const void *client, const void *port)
{
    return (int)model_any();
}

void *jack_port_register(void *client, const char *port_name, const char *port_type,
                         unsigned long flags, unsigned long buffer_size)
{
    return (void *)model_any();
}

int jack_port_rename(void *client, void *port, const char *port_name)
{
    return (int)model_any();
}

int jack_port_request_monitor_by_name(void *client, const char *port_name, int onoff)
{
    return (int)model_any();
}

size_t jack_port_type_get_buffer_size(void *client, const char *port_type)
{
    return (size_t)model_any();
}

int jack_port_unregister(void *client, void *port)
{
    return (int)model_any();
}

int jack_recompute_total_latencies(void *client)
{
    return (int)model_any();
}

int jack_recompute_total_latency(void *client, void *port)
{
    return (int)model_any();
}

int jack_release_timebase(void *client)
{
    return (int)model_any();
}

int jack_set_buffer_size(void *client, unsigned nframes)
{
    return (int)model_any();
}

int jack_set_freewheel(void *client, int onoff)
{
    return (int)model_any();
}

int jack_set_sync_timeout(void *client, unsigned long timeout)
{
    return (int)model_any();
}

void jack_set_transport_info(void *client, void *tinfo)
{
}

unsigned jack_thread_wait(void *client, int status)
{
    return (unsigned)model_any();
}

unsigned jack_time_to_frames(const void *client, unsigned long time)
{
    return (unsigned)model_any();
}

int jack_transport_locate(void *client, unsigned frame)
{
    return (int)model_any();
}

int jack_transport_query(const void *client, void *pos)
{
    return (int)model_any();
}

int jack_transport_reposition(void *client, const void *pos)
{
    return (int)model_any();
}

void jack_transport_start(void *client)
{
}

void jack_transport_stop(void *client)
{
}
