/* ALSA: handles of PCM, mixer, control, sequencer and MIDI devices.
 *
 * States    the reference of alsa-lib 1.2.8.
 * Clients   A handle, which is a descriptor.
 * Failures  There is no such device, or it is in use.
 * Not here  What leaves a handle alone: the header is one of the system's. */
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

/* ---- handles ---- */

int snd_pcm_open(void **ret_pcm, const char *name, int stream, int mode)
{
    if (model_fails())
        return model_nonzero();
    *ret_pcm = model_client(MODEL_CONNECTION);
    return 0;
}

int snd_pcm_close(void *pcm)
{
    model_client_end(pcm);
    return (int)model_any();
}

int snd_mixer_open(void **ret_mixer, int mode)
{
    if (model_fails())
        return model_nonzero();
    *ret_mixer = model_client(MODEL_CONTEXT);
    return 0;
}

int snd_mixer_close(void *mixer)
{
    model_client_end(mixer);
    return (int)model_any();
}

int snd_ctl_open(void **ret_ctl, const char *name, int mode)
{
    if (model_fails())
        return model_nonzero();
    *ret_ctl = model_client(MODEL_CONNECTION);
    return 0;
}

int snd_ctl_close(void *ctl)
{
    model_client_end(ctl);
    return (int)model_any();
}

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

/* ---- waiting for events, and what is called for them ---- */

int snd_pcm_wait(void *pcm, int timeout)
{
    model_waits_for_event();
    return (int)model_any();
}

long snd_pcm_readi(void *pcm, void *buffer, unsigned long size)
{
    model_waits_for_event();
    return model_any();
}

long snd_pcm_readn(void *pcm, void **bufs, unsigned long size)
{
    model_waits_for_event();
    return model_any();
}

int snd_mixer_handle_events(void *mixer)
{
    model_waits_for_event();
    return (int)model_any();
}

int snd_mixer_wait(void *mixer, int timeout)
{
    model_waits_for_event();
    return (int)model_any();
}

void snd_mixer_set_callback(void *obj, void *val)
{
    if (val)
        model_on_event(val, 0);
}

void snd_mixer_set_callback_private(void *obj, void *val)
{
    keep(val);
}

int snd_ctl_read(void *ctl, void *event)
{
    model_waits_for_event();
    return (int)model_any();
}

int snd_ctl_wait(void *ctl, int timeout)
{
    model_waits_for_event();
    return (int)model_any();
}

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

int snd_async_add_pcm_handler(void **handler, void *pcm, void *callback, void *private_data)
{
    if (handler)
        *handler = (void *)model_any();
    if (callback)
        model_on_event(callback, private_data);
    keep(private_data);
    return (int)model_any();
}

int snd_async_add_ctl_handler(void **handler, void *ctl, void *callback, void *private_data)
{
    if (handler)
        *handler = (void *)model_any();
    if (callback)
        model_on_event(callback, private_data);
    keep(private_data);
    return (int)model_any();
}
