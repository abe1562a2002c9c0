/* Who starts a worker waits for a semaphore until it is ready; a worker that fails does not
 * post. */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdlib.h>

void *codec_open(const char *name);
void codec_run(void *codec);
void *filter_open(const char *name);
void filter_run(void *filter);

struct encoder {
    pthread_t thread;
    sem_t is_ready;
    void *codec;
};

struct mixer {
    pthread_t thread;
    sem_t is_ready;
    void *filter;
};

static void *encoder_run(void *arg)
{
    struct encoder *encoder = arg;

    encoder->codec = codec_open("opus");
    if (encoder->codec == NULL)
        return NULL;
    sem_post(&encoder->is_ready);
    codec_run(encoder->codec);
    return NULL;
}

bool encoder_start_bad(void)
{
    static struct encoder encoder;

    if (sem_init(&encoder.is_ready, 0, 0) < 0)
        return false;
    if (pthread_create(&encoder.thread, NULL, encoder_run, &encoder) != 0)
        return false;
    pthread_detach(encoder.thread);
    sem_wait(&encoder.is_ready); // EXPECT: recv-no-sender
    return encoder.codec != NULL;
}

static void *mixer_run(void *arg)
{
    struct mixer *mixer = arg;

    mixer->filter = filter_open("highpass");
    sem_post(&mixer->is_ready);
    if (mixer->filter == NULL)
        return NULL;
    filter_run(mixer->filter);
    return NULL;
}

bool mixer_start_ok(void)
{
    static struct mixer mixer;

    if (sem_init(&mixer.is_ready, 0, 0) < 0)
        return false;
    if (pthread_create(&mixer.thread, NULL, mixer_run, &mixer) != 0)
        return false;
    pthread_detach(mixer.thread);
    sem_wait(&mixer.is_ready);
    return mixer.filter != NULL;
}
