/* ALSA: handles of mixer and control devices.
 *
 * States    the reference of alsa-lib 1.2.8.
 * Clients   A handle, which is a descriptor; the elements of a mixer are its own.
 * Failures  There is no such device, or it is not allowed. */
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

/* ---- mixers ---- */

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

int snd_mixer_attach(void *mixer, const char *name)
{
    return (int)model_any();
}

int snd_mixer_detach(void *mixer, const char *name)
{
    return (int)model_any();
}

int snd_mixer_selem_register(void *mixer, void *options, void **classp)
{
    if (classp)
        *classp = (void *)model_any();
    return (int)model_any();
}

int snd_mixer_load(void *mixer)
{
    return (int)model_any();
}

void *snd_mixer_find_selem(void *mixer, const void *id)
{
    return (void *)model_any();
}

void *snd_mixer_first_elem(void *mixer)
{
    return (void *)model_any();
}

void *snd_mixer_last_elem(void *mixer)
{
    return (void *)model_any();
}

unsigned snd_mixer_get_count(const void *obj)
{
    return (unsigned)model_any();
}

int snd_mixer_poll_descriptors(void *mixer, void *pfds, unsigned space)
{
    return (int)model_any();
}

int snd_mixer_poll_descriptors_count(void *mixer)
{
    return (int)model_any();
}

int snd_mixer_poll_descriptors_revents(void *mixer, void *pfds, unsigned nfds, void *revents)
{
    fill(revents);
    return (int)model_any();
}

/* ---- controls ---- */

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

int snd_async_add_ctl_handler(void **handler, void *ctl, void *callback, void *private_data)
{
    if (handler)
        *handler = (void *)model_any();
    if (callback)
        model_on_event(callback, private_data);
    keep(private_data);
    return (int)model_any();
}

int snd_ctl_card_info(void *ctl, void *info)
{
    return (int)model_any();
}

int snd_ctl_pcm_next_device(void *ctl, void *device)
{
    fill(device);
    return (int)model_any();
}

int snd_ctl_pcm_info(void *ctl, void *info)
{
    return (int)model_any();
}

int snd_ctl_rawmidi_next_device(void *ctl, void *device)
{
    fill(device);
    return (int)model_any();
}

int snd_ctl_rawmidi_info(void *ctl, void *info)
{
    return (int)model_any();
}

int snd_ctl_elem_list(void *ctl, void *list)
{
    return (int)model_any();
}

int snd_ctl_elem_info(void *ctl, void *info)
{
    return (int)model_any();
}

int snd_ctl_elem_read(void *ctl, void *data)
{
    return (int)model_any();
}

int snd_ctl_elem_write(void *ctl, void *data)
{
    return (int)model_any();
}

int snd_ctl_subscribe_events(void *ctl, int subscribe)
{
    return (int)model_any();
}

int snd_ctl_nonblock(void *ctl, int nonblock)
{
    return (int)model_any();
}

const char *snd_ctl_name(void *ctl)
{
    return (const char *)model_any();
}

int snd_ctl_poll_descriptors(void *ctl, void *pfds, unsigned space)
{
    return (int)model_any();
}
