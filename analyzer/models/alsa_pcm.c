/* ALSA: handles of PCM devices.
 *
 * States    the reference of alsa-lib 1.2.8.
 * Clients   A handle, which is a descriptor.
 * Failures  There is no such device, or it is in use. */
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

/* ---- waiting ---- */

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

int snd_async_add_pcm_handler(void **handler, void *pcm, void *callback, void *private_data)
{
    if (handler)
        *handler = (void *)model_any();
    if (callback)
        model_on_event(callback, private_data);
    keep(private_data);
    return (int)model_any();
}

/* ---- what leaves a handle alone ---- */

int snd_pcm_hw_params(void *pcm, void *params)
{
    return (int)model_any();
}

int snd_pcm_hw_params_any(void *pcm, void *params)
{
    return (int)model_any();
}

int snd_pcm_hw_params_set_access(void *pcm, void *params, int access)
{
    return (int)model_any();
}

int snd_pcm_hw_params_set_format(void *pcm, void *params, int val)
{
    return (int)model_any();
}

int snd_pcm_hw_params_set_channels(void *pcm, void *params, unsigned val)
{
    return (int)model_any();
}

int snd_pcm_hw_params_set_channels_near(void *pcm, void *params, void *val)
{
    fill(val);
    return (int)model_any();
}

int snd_pcm_hw_params_set_rate(void *pcm, void *params, unsigned val, int dir)
{
    return (int)model_any();
}

int snd_pcm_hw_params_set_rate_near(void *pcm, void *params, void *val, void *dir)
{
    fill(val);
    fill(dir);
    return (int)model_any();
}

int snd_pcm_hw_params_set_rate_resample(void *pcm, void *params, unsigned val)
{
    return (int)model_any();
}

int snd_pcm_hw_params_set_period_size(void *pcm, void *params, unsigned long val, int dir)
{
    return (int)model_any();
}

int snd_pcm_hw_params_set_period_size_near(void *pcm, void *params, void *val, void *dir)
{
    fill(val);
    fill(dir);
    return (int)model_any();
}

int snd_pcm_hw_params_set_period_time_near(void *pcm, void *params, void *val, void *dir)
{
    fill(val);
    fill(dir);
    return (int)model_any();
}

int snd_pcm_hw_params_set_periods(void *pcm, void *params, unsigned val, int dir)
{
    return (int)model_any();
}

int snd_pcm_hw_params_set_periods_near(void *pcm, void *params, void *val, void *dir)
{
    fill(val);
    fill(dir);
    return (int)model_any();
}

int snd_pcm_hw_params_set_buffer_size(void *pcm, void *params, unsigned long val)
{
    return (int)model_any();
}

int snd_pcm_hw_params_set_buffer_size_near(void *pcm, void *params, void *val)
{
    fill(val);
    return (int)model_any();
}

int snd_pcm_hw_params_set_buffer_time_near(void *pcm, void *params, void *val, void *dir)
{
    fill(val);
    fill(dir);
    return (int)model_any();
}

int snd_pcm_hw_params_test_format(void *pcm, void *params, int val)
{
    return (int)model_any();
}

int snd_pcm_hw_params_test_rate(void *pcm, void *params, unsigned val, int dir)
{
    return (int)model_any();
}

int snd_pcm_hw_params_current(void *pcm, void *params)
{
    return (int)model_any();
}

int snd_pcm_hw_free(void *pcm)
{
    return (int)model_any();
}

int snd_pcm_sw_params(void *pcm, void *params)
{
    return (int)model_any();
}

int snd_pcm_sw_params_current(void *pcm, void *params)
{
    return (int)model_any();
}

int snd_pcm_sw_params_set_start_threshold(void *pcm, void *params, unsigned long val)
{
    return (int)model_any();
}

int snd_pcm_sw_params_set_stop_threshold(void *pcm, void *params, unsigned long val)
{
    return (int)model_any();
}

int snd_pcm_sw_params_set_avail_min(void *pcm, void *params, unsigned long val)
{
    return (int)model_any();
}

int snd_pcm_sw_params_set_silence_size(void *pcm, void *params, unsigned long val)
{
    return (int)model_any();
}

int snd_pcm_set_params(void *pcm, int format, int access, unsigned channels, unsigned rate,
                       int soft_resample, unsigned latency)
{
    return (int)model_any();
}

int snd_pcm_get_params(void *pcm, void *buffer_size, void *period_size)
{
    fill(buffer_size);
    fill(period_size);
    return (int)model_any();
}

int snd_pcm_prepare(void *pcm)
{
    return (int)model_any();
}

int snd_pcm_start(void *pcm)
{
    return (int)model_any();
}

int snd_pcm_drop(void *pcm)
{
    return (int)model_any();
}

int snd_pcm_drain(void *pcm)
{
    return (int)model_any();
}

int snd_pcm_pause(void *pcm, int enable)
{
    return (int)model_any();
}

int snd_pcm_resume(void *pcm)
{
    return (int)model_any();
}

int snd_pcm_recover(void *pcm, int err, int silent)
{
    return (int)model_any();
}

int snd_pcm_reset(void *pcm)
{
    return (int)model_any();
}

long snd_pcm_avail(void *pcm)
{
    return model_any();
}

long snd_pcm_avail_update(void *pcm)
{
    return model_any();
}

int snd_pcm_delay(void *pcm, void *delayp)
{
    fill(delayp);
    return (int)model_any();
}

int snd_pcm_state(void *pcm)
{
    return (int)model_any();
}

int snd_pcm_status(void *pcm, void *status)
{
    return (int)model_any();
}

const char *snd_pcm_name(void *pcm)
{
    return (const char *)model_any();
}

int snd_pcm_type(void *pcm)
{
    return (int)model_any();
}

int snd_pcm_stream(void *pcm)
{
    return (int)model_any();
}

int snd_pcm_info(void *pcm, void *info)
{
    return (int)model_any();
}

int snd_pcm_nonblock(void *pcm, int nonblock)
{
    return (int)model_any();
}

long snd_pcm_writei(void *pcm, const void *buffer, unsigned long size)
{
    return model_any();
}

long snd_pcm_writen(void *pcm, void **bufs, unsigned long size)
{
    if (bufs)
        *bufs = (void *)model_any();
    return model_any();
}

int snd_pcm_mmap_begin(void *pcm, void **areas, void *offset, void *frames)
{
    fill(offset);
    fill(frames);
    return (int)model_any();
}

long snd_pcm_mmap_commit(void *pcm, unsigned long offset, unsigned long frames)
{
    return model_any();
}

long snd_pcm_mmap_writei(void *pcm, const void *buffer, unsigned long size)
{
    return model_any();
}

long snd_pcm_mmap_readi(void *pcm, void *buffer, unsigned long size)
{
    return model_any();
}

long snd_pcm_rewind(void *pcm, unsigned long frames)
{
    return model_any();
}

long snd_pcm_forward(void *pcm, unsigned long frames)
{
    return model_any();
}

long snd_pcm_frames_to_bytes(void *pcm, long frames)
{
    return model_any();
}

long snd_pcm_bytes_to_frames(void *pcm, long bytes)
{
    return model_any();
}

void *snd_pcm_get_chmap(void *pcm)
{
    return (void *)model_any();
}

int snd_pcm_poll_descriptors(void *pcm, void *pfds, unsigned space)
{
    return (int)model_any();
}

int snd_pcm_poll_descriptors_count(void *pcm)
{
    return (int)model_any();
}

int snd_pcm_poll_descriptors_revents(void *pcm, void *pfds, unsigned nfds, void *revents)
{
    fill(revents);
    return (int)model_any();
}

int snd_pcm_link(void *pcm1, void *pcm2)
{
    return (int)model_any();
}

int snd_pcm_dump(void *pcm, void *out)
{
    return (int)model_any();
}
