/* Bits of what a function is called with decide whether it starts a thread, and whether it waits for it. */
#include <pthread.h>
#include <unistd.h>

enum { START_THREAD = 1, START_TIMER = 2, STOP_WAIT = 1, STOP_FLUSH = 2 };

struct job {
    int fd;
    pthread_t thread;
};

static void *run(void *arg)
{
    struct job *job = arg;
    char byte;

    while (read(job->fd, &byte, 1) == 1)
        continue;
    return NULL;
}

static int start(struct job *job, int how)
{
    if (!(how & START_THREAD))
        return -1;
    return pthread_create(&job->thread, NULL, run, job); // EXPECT: thread-not-joined
}

static void stop(struct job *job, int how)
{
    if ((how & STOP_FLUSH) && fsync(job->fd))
        how &= ~STOP_FLUSH;
    if (how & STOP_WAIT)
        pthread_join(job->thread, NULL);
}

int waits_ok(int fd)
{
    struct job job = {.fd = fd};

    if (start(&job, START_THREAD | START_TIMER) != 0)
        return -1;
    stop(&job, STOP_WAIT | STOP_FLUSH);
    return 0;
}

/* The mark is at the spawn, which this one does not wait for. */
int flushes_bad(int fd)
{
    struct job job = {.fd = fd};

    if (start(&job, START_THREAD) != 0)
        return -1;
    stop(&job, STOP_FLUSH);
    return 0;
}

/* No thread is asked for here. */
int no_thread_ok(int fd, int how)
{
    struct job job = {.fd = fd};

    return start(&job, (how | START_TIMER) & ~START_THREAD);
}

/* Whatever it was called with, both times it asks for the same bit. */
int same_bit_ok(struct job *job, int how)
{
    pthread_t thread;

    if ((how & START_THREAD) && pthread_create(&thread, NULL, run, job) != 0)
        return -1;
    if (how & START_TIMER)
        sleep(1);
    if (how & START_THREAD)
        pthread_join(thread, NULL);
    return 0;
}

int other_bit_bad(struct job *job, int how)
{
    pthread_t thread;

    if ((how & START_THREAD) &&
        pthread_create(&thread, NULL, run, job) != 0) // EXPECT: thread-not-joined
        return -1;
    if (how & START_TIMER)
        pthread_join(thread, NULL);
    return 0;
}

int features(int fd);

/* What a call has told is not asked again. */
int told_once_ok(struct job *job)
{
    int found = features(job->fd);
    pthread_t thread;

    if ((found & START_THREAD) && pthread_create(&thread, NULL, run, job) != 0)
        return -1;
    if (found & START_TIMER)
        sleep(1);
    if (found & START_THREAD)
        pthread_join(thread, NULL);
    return 0;
}
