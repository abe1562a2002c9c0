/* PulseAudio: simple connections.
 *
 * States    the API of PulseAudio 16 (pulse/simple.h).
 * Clients   A connection, with a thread of its own.
 * Failures  There is no server. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

void *pa_simple_new(const char *server, const char *name, int dir, const char *dev,
                    const char *stream_name, const void *ss, const void *map, const void *attr,
                    void *error)
{
    fill(error);
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

void pa_simple_free(void *s)
{
    model_client_end(s);
}

int pa_simple_write(void *s, const void *data, size_t bytes, void *error)
{
    fill(error);
    return (int)model_any();
}

int pa_simple_read(void *s, void *data, size_t bytes, void *error)
{
    model_waits_for_event();
    fill(error);
    return (int)model_any();
}

int pa_simple_drain(void *s, void *error)
{
    fill(error);
    return (int)model_any();
}

int pa_simple_flush(void *s, void *error)
{
    fill(error);
    return (int)model_any();
}

unsigned long pa_simple_get_latency(void *s, void *error)
{
    fill(error);
    return (unsigned long)model_any();
}
