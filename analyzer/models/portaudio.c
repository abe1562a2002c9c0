/* PortAudio: streams.
 *
 * States    the API of PortAudio 19.6.
 * Clients   A stream that is open, with its thread.
 * Handlers  The callback of a stream comes again and again, as each buffer is due.
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

int Pa_OpenStream(void **ret_stream, const void *input_parameters, const void *output_parameters,
                  double sample_rate, unsigned long frames_per_buffer, unsigned long stream_flags,
                  void *stream_callback, void *user_data)
{
    if (model_fails())
        return -1;
    if (stream_callback)
        model_on_timer(stream_callback, user_data);
    keep(user_data);
    *ret_stream = model_client(MODEL_THREADS);
    return 0;
}

int Pa_OpenDefaultStream(void **ret_stream, int num_input_channels, int num_output_channels,
                         unsigned long sample_format, double sample_rate,
                         unsigned long frames_per_buffer, void *stream_callback, void *user_data)
{
    if (model_fails())
        return -1;
    if (stream_callback)
        model_on_timer(stream_callback, user_data);
    keep(user_data);
    *ret_stream = model_client(MODEL_THREADS);
    return 0;
}

int Pa_CloseStream(void *stream)
{
    model_client_end(stream);
    return (int)model_any();
}

int Pa_SetStreamFinishedCallback(void *stream, void *stream_finished_callback)
{
    if (stream_finished_callback)
        model_on_event(stream_finished_callback, 0);
    return (int)model_any();
}

int Pa_StartStream(void *stream)
{
    return (int)model_any();
}

int Pa_StopStream(void *stream)
{
    return (int)model_any();
}

int Pa_AbortStream(void *stream)
{
    return (int)model_any();
}

int Pa_IsStreamStopped(void *stream)
{
    return (int)model_any();
}

int Pa_IsStreamActive(void *stream)
{
    return (int)model_any();
}

const void *Pa_GetStreamInfo(void *stream)
{
    return (const void *)model_any();
}

double Pa_GetStreamTime(void *stream)
{
    return (double)model_any();
}

double Pa_GetStreamCpuLoad(void *stream)
{
    return (double)model_any();
}

int Pa_ReadStream(void *stream, void *buffer, unsigned long frames)
{
    model_waits_for_event();
    return (int)model_any();
}

int Pa_WriteStream(void *stream, const void *buffer, unsigned long frames)
{
    return (int)model_any();
}

long Pa_GetStreamReadAvailable(void *stream)
{
    return model_any();
}

long Pa_GetStreamWriteAvailable(void *stream)
{
    return model_any();
}
