/* The thread says that it is done, by a flag and a condition variable; to wait for that is no join. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct job {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool done;
    pthread_t tid;
};

static void *job_run(void *arg)
{
    struct job *job = arg;
    pthread_mutex_lock(&job->lock);
    job->done = true;
    pthread_cond_signal(&job->changed);
    pthread_mutex_unlock(&job->lock);
    return NULL;
}

static void job_wait(struct job *job)
{
    pthread_mutex_lock(&job->lock);
    while (!job->done)
        pthread_cond_wait(&job->changed, &job->lock);
    pthread_mutex_unlock(&job->lock);
}

static struct job *job_new(void)
{
    struct job *job = calloc(1, sizeof *job);
    if (job == NULL)
        return NULL;
    pthread_mutex_init(&job->lock, NULL);
    pthread_cond_init(&job->changed, NULL);
    return job;
}

static void job_free(struct job *job)
{
    pthread_cond_destroy(&job->changed);
    pthread_mutex_destroy(&job->lock);
    free(job);
}

int run_job_bad(void)
{
    struct job *job = job_new();
    if (job == NULL)
        return -1;
    if (pthread_create(&job->tid, NULL, job_run, job) != 0) { // EXPECT: thread-not-joined
        job_free(job);
        return -1;
    }
    job_wait(job);
    job_free(job);
    return 0;
}

int run_job_ok(void)
{
    struct job *job = job_new();
    if (job == NULL)
        return -1;
    if (pthread_create(&job->tid, NULL, job_run, job) != 0) {
        job_free(job);
        return -1;
    }
    job_wait(job);
    pthread_join(job->tid, NULL);
    job_free(job);
    return 0;
}

/* A timed-out wait cancels the thread, and only then is there somebody who joins. */
int run_cancelled_bad(bool impatient)
{
    struct job *job = job_new();
    if (job == NULL)
        return -1;
    if (pthread_create(&job->tid, NULL, job_run, job) != 0) { // EXPECT: thread-not-joined
        job_free(job);
        return -1;
    }
    if (impatient)
        pthread_cancel(job->tid);
    else
        pthread_join(job->tid, NULL);
    job_free(job);
    return 0;
}

int run_cancelled_ok(bool impatient)
{
    struct job *job = job_new();
    if (job == NULL)
        return -1;
    if (pthread_create(&job->tid, NULL, job_run, job) != 0) {
        job_free(job);
        return -1;
    }
    if (impatient)
        pthread_cancel(job->tid);
    pthread_join(job->tid, NULL);
    job_free(job);
    return 0;
}
