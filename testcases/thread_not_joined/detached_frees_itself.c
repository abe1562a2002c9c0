/* Threads that free the record with their own handle in it. One is detached by whoever starts it, right behind the
 * start; the other one is left to a join that finds only records which are still there. */
#include <pthread.h>
#include <stdlib.h>

struct worker {
    void *(*run)(void *);
    void *arg;
    pthread_t thread;
};

static void *run_and_free(void *arg)
{
    struct worker *w = arg;

    w->run(w->arg);
    free(w);
    return NULL;
}

struct job {
    void *(*run)(void *);
    void *arg;
    pthread_t thread;
};

static void *job_run(void *arg)
{
    struct job *job = arg;

    job->run(job->arg);
    free(job);
    return NULL;
}

void worker_start_ok(struct worker *w)
{
    pthread_create(&w->thread, NULL, run_and_free, w);
    pthread_detach(w->thread);
}

void job_start_bad(struct job *job)
{
    pthread_create(&job->thread, NULL, job_run, job); // EXPECT: thread-not-joined
}

void job_wait_bad(struct job *job)
{
    pthread_join(job->thread, NULL);
}
