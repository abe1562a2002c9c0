/* Each file has a struct of its own that happens to look like the other's. No object goes from one to the other, so
 * the joins of play.c are not for the threads of this one. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct job {
    pthread_t thread;
    int fd;
};

/* Two that differ, behind one name that the header knows. */
struct output {
    int fd;
    pthread_t flusher;
};

struct output *tail_output(int fd);

static void *follow(void *arg)
{
    struct job *job = arg;
    char line[128];

    while (read(job->fd, line, sizeof line) > 0)
        continue;
    free(job);
    return NULL;
}

int tail_start(int fd)
{
    struct job *job = malloc(sizeof *job);

    if (job == NULL)
        return -1;
    job->fd = fd;
    if (pthread_create(&job->thread, NULL, follow, job) != 0) { // EXPECT: thread-not-joined
        free(job);
        return -1;
    }
    return 0;
}

static void *flush(void *arg)
{
    struct output *out = arg;

    while (write(out->fd, "", 0) == 0)
        sleep(1);
    return NULL;
}

struct output *tail_output(int fd)
{
    struct output *out = malloc(sizeof *out);

    if (out == NULL)
        return NULL;
    out->fd = fd;
    if (pthread_create(&out->flusher, NULL, flush, out) != 0) { // EXPECT: thread-not-joined
        free(out);
        return NULL;
    }
    return out;
}

void tail_drop(struct output *out)
{
    close(out->fd);
}
