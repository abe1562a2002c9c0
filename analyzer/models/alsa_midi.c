/* ALSA: handles of the sequencer and of MIDI, hardware and timer devices.
 *
 * States    the reference of alsa-lib 1.2.8.
 * Clients   A handle, which is a descriptor.
 * Failures  There is no such device, or it is in use. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* ---- handles ---- */

int snd_seq_open(void **ret_seq, const char *name, int streams, int mode)
{
    if (model_fails())
        return model_nonzero();
    *ret_seq = model_client(MODEL_CONNECTION);
    return 0;
}

int snd_seq_close(void *seq)
{
    model_client_end(seq);
    return (int)model_any();
}

int snd_hwdep_open(void **ret_hwdep, const char *name, int mode)
{
    if (model_fails())
        return model_nonzero();
    *ret_hwdep = model_client(MODEL_CONNECTION);
    return 0;
}

int snd_hwdep_close(void *hwdep)
{
    model_client_end(hwdep);
    return (int)model_any();
}

int snd_timer_open(void **ret_timer, const char *name, int mode)
{
    if (model_fails())
        return model_nonzero();
    *ret_timer = model_client(MODEL_CONNECTION);
    return 0;
}

int snd_timer_close(void *timer)
{
    model_client_end(timer);
    return (int)model_any();
}

/* Either end may be left out. */
int snd_rawmidi_open(void **ret_input, void **ret_output, const char *name, int mode)
{
    if (model_fails())
        return -1;
    if (ret_input)
        *ret_input = model_client(MODEL_CONNECTION);
    if (ret_output)
        *ret_output = model_client(MODEL_CONNECTION);
    return 0;
}

int snd_rawmidi_close(void *rawmidi)
{
    model_client_end(rawmidi);
    return (int)model_any();
}

/* ---- waiting ---- */

int snd_seq_event_input(void *handle, void **ev)
{
    model_waits_for_event();
    if (ev)
        *ev = (void *)model_any();
    return (int)model_any();
}

long snd_rawmidi_read(void *rmidi, void *buffer, size_t size)
{
    model_waits_for_event();
    return model_any();
}

/* ---- what leaves a handle alone ---- */

int snd_seq_set_client_name(void *seq, const char *name)
{
    return (int)model_any();
}

int snd_seq_client_id(void *handle)
{
    return (int)model_any();
}

int snd_seq_create_simple_port(void *seq, const char *name, unsigned caps, unsigned type)
{
    return (int)model_any();
}

int snd_seq_delete_simple_port(void *seq, int port)
{
    return (int)model_any();
}

int snd_seq_connect_from(void *seq, int my_port, int src_client, int src_port)
{
    return (int)model_any();
}

int snd_seq_connect_to(void *seq, int my_port, int dest_client, int dest_port)
{
    return (int)model_any();
}

int snd_seq_alloc_queue(void *handle)
{
    return (int)model_any();
}

int snd_seq_alloc_named_queue(void *seq, const char *name)
{
    return (int)model_any();
}

int snd_seq_free_queue(void *handle, int q)
{
    return (int)model_any();
}

int snd_seq_event_input_pending(void *seq, int fetch_sequencer)
{
    return (int)model_any();
}

int snd_seq_event_output(void *handle, void *ev)
{
    return (int)model_any();
}

int snd_seq_event_output_direct(void *handle, void *ev)
{
    return (int)model_any();
}

int snd_seq_drain_output(void *handle)
{
    return (int)model_any();
}

int snd_seq_drop_output(void *handle)
{
    return (int)model_any();
}

int snd_seq_nonblock(void *handle, int nonblock)
{
    return (int)model_any();
}

int snd_seq_poll_descriptors(void *handle, void *pfds, unsigned space, short events)
{
    return (int)model_any();
}

int snd_seq_poll_descriptors_count(void *handle, short events)
{
    return (int)model_any();
}

int snd_seq_subscribe_port(void *handle, void *sub)
{
    return (int)model_any();
}

int snd_seq_query_next_client(void *handle, void *info)
{
    return (int)model_any();
}

int snd_seq_query_next_port(void *handle, void *info)
{
    return (int)model_any();
}

long snd_rawmidi_write(void *rmidi, const void *buffer, size_t size)
{
    return model_any();
}

int snd_rawmidi_drain(void *rmidi)
{
    return (int)model_any();
}

int snd_rawmidi_drop(void *rmidi)
{
    return (int)model_any();
}

int snd_rawmidi_nonblock(void *rmidi, int nonblock)
{
    return (int)model_any();
}

const char *snd_rawmidi_name(void *rmidi)
{
    return (const char *)model_any();
}

int snd_rawmidi_params(void *rmidi, void *params)
{
    return (int)model_any();
}

int snd_rawmidi_info(void *rmidi, void *info)
{
    return (int)model_any();
}

int snd_hwdep_ioctl(void *hwdep, unsigned request, void *arg)
{
    return (int)model_any();
}

long snd_hwdep_read(void *hwdep, void *buffer, size_t size)
{
    return model_any();
}

long snd_hwdep_write(void *hwdep, const void *buffer, size_t size)
{
    return model_any();
}

int snd_timer_params(void *handle, void *params)
{
    return (int)model_any();
}

int snd_timer_start(void *handle)
{
    return (int)model_any();
}

int snd_timer_stop(void *handle)
{
    return (int)model_any();
}

long snd_timer_read(void *handle, void *buffer, size_t size)
{
    model_waits_for_event();
    return model_any();
}
