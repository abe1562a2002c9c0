/* A worker is stopped with a time limit: where it does not end in time, its stopper returns without a join, and the next
 * one takes the place of its handle. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct job {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    int fd, done, stopping;
};

static void *work(void *arg)
{
    struct job *job = arg;
    char byte;

    while (!job->stopping && recv(job->fd, &byte, 1, 0) == 1)
        ;
    pthread_mutex_lock(&job->lock);
    job->done = 1;
    pthread_cond_signal(&job->ended);
    pthread_mutex_unlock(&job->lock);
    return NULL;
}

static void prepare(struct job *job, int fd)
{
    pthread_mutex_init(&job->lock, NULL);
    pthread_cond_init(&job->ended, NULL);
    job->fd = fd;
    job->done = job->stopping = 0;
}

static long now(void)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

static struct timespec in_seconds(int seconds)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    return until;
}

static void wait_for(struct job *job)
{
    job->stopping = 1;
    for (int tries = 0; tries < 50 && !job->done; tries++)
        usleep(100000);
}

/* ---- bad: the time is measured ---- */

static struct {
    struct job job;
    pthread_t thread;
} measured_bad;

static int start_measured_bad(int fd)
{

    struct job *job = &measured_bad.job;

    prepare(job, fd);
    return pthread_create(&measured_bad.thread, NULL, work, job); // EXPECT: thread-not-joined
}

static int stop_measured_bad(long limit)
{
    struct job *job = &measured_bad.job;
    long begin = now();

    pthread_mutex_lock(&job->lock);
    job->stopping = 1;
    for (;;) {
        struct timespec until = in_seconds(1);
        if (job->done) {
            pthread_mutex_unlock(&job->lock);
            pthread_join(measured_bad.thread, NULL);
            return 0;
        }
        if (now() - begin > limit) {
            pthread_mutex_unlock(&job->lock);
            return -1;
        }
        pthread_cond_timedwait(&job->ended, &job->lock, &until);
    }
}

/* ---- bad: tries are counted, and the flag is looked at behind them ---- */

static struct {
    struct job job;
    pthread_t thread;
} counted_bad;

static int start_counted_bad(int fd)
{

    struct job *job = &counted_bad.job;

    prepare(job, fd);
    return pthread_create(&counted_bad.thread, NULL, work, job); // EXPECT: thread-not-joined
}

static void stop_counted_bad(void)
{
    counted_bad.job.stopping = 1;
    for (int tries = 0; tries < 50 && !counted_bad.job.done; tries++)
        usleep(100000);
    if (!counted_bad.job.done)
        return;
    pthread_join(counted_bad.thread, NULL);
}

/* ---- bad: the wait for the end has a limit ---- */

static struct {
    struct job job;
    pthread_t thread;
} waited_bad;

static int start_waited_bad(int fd)
{

    struct job *job = &waited_bad.job;

    prepare(job, fd);
    return pthread_create(&waited_bad.thread, NULL, work, job); // EXPECT: thread-not-joined
}

static void stop_waited_bad(void)
{
    struct job *job = &waited_bad.job;
    struct timespec until = in_seconds(5);
    int late = 0;

    pthread_mutex_lock(&job->lock);
    job->stopping = 1;
    while (!job->done && !late)
        late = pthread_cond_timedwait(&job->ended, &job->lock, &until);
    pthread_mutex_unlock(&job->lock);
    if (late)
        return;
    pthread_join(waited_bad.thread, NULL);
}

/* ---- bad: the join itself has a limit ---- */

static struct {
    struct job job;
    pthread_t thread;
} timed_bad;

static int start_timed_bad(int fd)
{

    struct job *job = &timed_bad.job;

    prepare(job, fd);
    return pthread_create(&timed_bad.thread, NULL, work, job); // EXPECT: thread-not-joined
}

static void stop_timed_bad(void)
{
    struct timespec until = in_seconds(5);

    timed_bad.job.stopping = 1;
    if (pthread_timedjoin_np(timed_bad.thread, NULL, &until) == 0)
        timed_bad.job.fd = -1;
}

/* ---- good: what does not end in time is detached ---- */

static struct {
    struct job job;
    pthread_t thread;
} detached_ok;

static int start_detached_ok(int fd)
{

    struct job *job = &detached_ok.job;

    prepare(job, fd);
    return pthread_create(&detached_ok.thread, NULL, work, job);
}

static void stop_detached_ok(void)
{
    detached_ok.job.stopping = 1;
    for (int tries = 0; tries < 50 && !detached_ok.job.done; tries++)
        usleep(100000);
    if (!detached_ok.job.done) {
        pthread_detach(detached_ok.thread);
        return;
    }
    pthread_join(detached_ok.thread, NULL);
}

/* ---- good: the stopper is called until it has joined ---- */

static struct {
    struct job job;
    pthread_t thread;
} insisted_ok;

static int start_insisted_ok(int fd)
{

    struct job *job = &insisted_ok.job;

    prepare(job, fd);
    return pthread_create(&insisted_ok.thread, NULL, work, job);
}

static int stop_insisted_ok(void)
{
    struct timespec until = in_seconds(5);

    insisted_ok.job.stopping = 1;
    return pthread_timedjoin_np(insisted_ok.thread, NULL, &until);
}

/* ---- good: who does not end in time takes the process down ---- */

static struct {
    struct job job;
    pthread_t thread;
} fatal_ok;

static int start_fatal_ok(int fd)
{

    struct job *job = &fatal_ok.job;

    prepare(job, fd);
    return pthread_create(&fatal_ok.thread, NULL, work, job);
}

static void stop_fatal_ok(void)
{
    fatal_ok.job.stopping = 1;
    for (int tries = 0; tries < 50 && !fatal_ok.job.done; tries++)
        usleep(100000);
    if (!fatal_ok.job.done)
        abort();
    pthread_join(fatal_ok.thread, NULL);
}

/* ---- good: after the wait it is joined whatever came of it ---- */

static struct {
    struct job job;
    pthread_t thread;
} patient_ok;

static int start_patient_ok(int fd)
{

    struct job *job = &patient_ok.job;

    prepare(job, fd);
    return pthread_create(&patient_ok.thread, NULL, work, job);
}

static void stop_patient_ok(void)
{
    wait_for(&patient_ok.job);
    if (!patient_ok.job.done)
        shutdown(patient_ok.job.fd, SHUT_RDWR);
    pthread_join(patient_ok.thread, NULL);
}

static void serve(int fd)
{
    if (start_measured_bad(fd) == 0)
        stop_measured_bad(5000);
    if (start_counted_bad(fd) == 0)
        stop_counted_bad();
    if (start_waited_bad(fd) == 0)
        stop_waited_bad();
    if (start_timed_bad(fd) == 0)
        stop_timed_bad();
    if (start_detached_ok(fd) == 0)
        stop_detached_ok();
    if (start_insisted_ok(fd) == 0)
        while (stop_insisted_ok() != 0)
            shutdown(fd, SHUT_RDWR);
    if (start_fatal_ok(fd) == 0)
        stop_fatal_ok();
    if (start_patient_ok(fd) == 0)
        stop_patient_ok();
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        serve(fd);
        close(fd);
    }
}
