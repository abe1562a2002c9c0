/* A sound library calls again and again, as each buffer is due: who misses one wake-up gets the next. What an event
 * signals that comes once is lost. */
#include <pthread.h>
#include <stddef.h>

extern int Pa_OpenStream(void **ret_stream, const void *input, const void *output, double rate,
                         unsigned long frames, unsigned long flags,
                         int (*callback)(const void *, void *, unsigned long, const void *,
                                         unsigned long, void *),
                         void *data);
extern int Pa_SetStreamFinishedCallback(void *stream, void (*callback)(void *));
extern int Pa_CloseStream(void *stream);

struct recorder {
    void *stream;
    pthread_mutex_t lock;
    pthread_cond_t filled;
    short buffer[512];
    unsigned count;
};

static struct recorder recorder = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                   .filled = PTHREAD_COND_INITIALIZER};

static int take_ok(const void *in, void *out, unsigned long frames, const void *time,
                   unsigned long flags, void *data)
{
    struct recorder *r = data;
    const short *samples = in;

    (void)out, (void)time, (void)flags;
    while (frames-- > 0 && r->count < 512)
        r->buffer[r->count++] = *samples++;
    if (r->count == 512)
        pthread_cond_signal(&r->filled);
    return 0;
}

int record_ok(void)
{
    int sum = 0;

    while (recorder.count < 512) {
        pthread_mutex_lock(&recorder.lock);
        pthread_cond_wait(&recorder.filled, &recorder.lock);
        pthread_mutex_unlock(&recorder.lock);
    }
    for (unsigned i = 0; i < 512; i++)
        sum += recorder.buffer[i];
    recorder.count = 0;
    return sum;
}

struct player {
    void *stream;
    pthread_mutex_t lock;
    pthread_cond_t finished;
};

static struct player player = {.lock = PTHREAD_MUTEX_INITIALIZER,
                               .finished = PTHREAD_COND_INITIALIZER};

static void at_end_bad(void *data)
{
    (void)data;
    pthread_mutex_lock(&player.lock);
    pthread_cond_signal(&player.finished);
    pthread_mutex_unlock(&player.lock);
}

void wait_for_end_bad(void)
{
    pthread_mutex_lock(&player.lock);
    pthread_cond_wait(&player.finished, &player.lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&player.lock);
}

int sound_open(void)
{
    if (Pa_OpenStream(&recorder.stream, NULL, NULL, 44100, 256, 0, take_ok, &recorder) != 0)
        return -1;
    if (Pa_OpenStream(&player.stream, NULL, NULL, 44100, 256, 0, NULL, NULL) != 0) {
        Pa_CloseStream(recorder.stream);
        return -1;
    }
    return Pa_SetStreamFinishedCallback(player.stream, at_end_bad);
}

void sound_close(void)
{
    Pa_CloseStream(player.stream);
    Pa_CloseStream(recorder.stream);
}
