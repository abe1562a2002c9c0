#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct job {
    pthread_t thread;
    int fd;
};

struct output {
    int fd;
    unsigned rate;
    pthread_t flusher;
};

struct output *play_output(int fd, unsigned rate);
void play_drop(struct output *out);

static void *play(void *arg)
{
    struct job *job = arg;
    char frame[128];

    while (read(job->fd, frame, sizeof frame) > 0)
        continue;
    return NULL;
}

void play_once(int fd)
{
    struct job *job = malloc(sizeof *job);

    if (job == NULL)
        return;
    job->fd = fd;
    if (pthread_create(&job->thread, NULL, play, job) == 0)
        pthread_join(job->thread, NULL);
    free(job);
}

static void *drain(void *arg)
{
    struct output *out = arg;

    while (write(out->fd, "", out->rate) == 0)
        sleep(1);
    return NULL;
}

struct output *play_output(int fd, unsigned rate)
{
    struct output *out = malloc(sizeof *out);

    if (out == NULL)
        return NULL;
    out->fd = fd;
    out->rate = rate;
    if (pthread_create(&out->flusher, NULL, drain, out) != 0) {
        free(out);
        return NULL;
    }
    return out;
}

void play_drop(struct output *out)
{
    close(out->fd);
    pthread_join(out->flusher, NULL);
    free(out);
}
