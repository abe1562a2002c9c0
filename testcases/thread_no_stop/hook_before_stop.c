/* Code out of sight that is called before the flag is set cannot wake the thread for it: a signal of a condition is
 * spent. The same call between the two may. */
#include <pthread.h>
#include <stdlib.h>

int notify_users(const char *what);

struct mixer {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int stopping, filled;
};

struct mixer *mixer_start_bad(void);
void mixer_fill_bad(struct mixer *mixer);
void mixer_close_bad(struct mixer *mixer);

static void *mix_bad(void *arg)
{
    struct mixer *mixer = arg;

    pthread_mutex_lock(&mixer->lock);
    while (!mixer->stopping) {
        if (!mixer->filled) {
            pthread_cond_wait(&mixer->changed, &mixer->lock);
            continue;
        }
        mixer->filled = 0;
    }
    pthread_mutex_unlock(&mixer->lock);
    return NULL;
}

struct mixer *mixer_start_bad(void)
{
    struct mixer *mixer = calloc(1, sizeof(*mixer));

    if (!mixer)
        return NULL;
    pthread_mutex_init(&mixer->lock, NULL);
    pthread_cond_init(&mixer->changed, NULL);
    if (pthread_create(&mixer->thread, NULL, mix_bad, mixer)) { // EXPECT: thread-no-stop
        free(mixer);
        return NULL;
    }
    return mixer;
}

void mixer_fill_bad(struct mixer *mixer)
{
    pthread_mutex_lock(&mixer->lock);
    mixer->filled = 1;
    pthread_cond_signal(&mixer->changed);
    pthread_mutex_unlock(&mixer->lock);
}

static void mixer_stop(struct mixer *mixer)
{
    pthread_mutex_lock(&mixer->lock);
    mixer->stopping = 1;
    pthread_mutex_unlock(&mixer->lock);
    pthread_join(mixer->thread, NULL);
    free(mixer);
}

void mixer_close_bad(struct mixer *mixer)
{
    notify_users("the mixer is stopped");
    mixer_stop(mixer);
}

struct reader {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int stopping, filled;
};

struct reader *reader_start_ok(void);
void reader_fill_ok(struct reader *reader);
void reader_close_ok(struct reader *reader);

static void *read_ok(void *arg)
{
    struct reader *reader = arg;

    pthread_mutex_lock(&reader->lock);
    while (!reader->stopping) {
        if (!reader->filled) {
            pthread_cond_wait(&reader->changed, &reader->lock);
            continue;
        }
        reader->filled = 0;
    }
    pthread_mutex_unlock(&reader->lock);
    return NULL;
}

struct reader *reader_start_ok(void)
{
    struct reader *reader = calloc(1, sizeof(*reader));

    if (!reader)
        return NULL;
    pthread_mutex_init(&reader->lock, NULL);
    pthread_cond_init(&reader->changed, NULL);
    if (pthread_create(&reader->thread, NULL, read_ok, reader)) {
        free(reader);
        return NULL;
    }
    return reader;
}

void reader_fill_ok(struct reader *reader)
{
    pthread_mutex_lock(&reader->lock);
    reader->filled = 1;
    pthread_cond_signal(&reader->changed);
    pthread_mutex_unlock(&reader->lock);
}

static void reader_stop(struct reader *reader)
{
    pthread_mutex_lock(&reader->lock);
    reader->stopping = 1;
    pthread_mutex_unlock(&reader->lock);
    notify_users("the reader is stopped");
    pthread_join(reader->thread, NULL);
    free(reader);
}

void reader_close_ok(struct reader *reader)
{
    reader_stop(reader);
}
