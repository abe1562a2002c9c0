/* The workers: a fixed number, started once, joined at the end. */
#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { N_WORKERS = 4, MAX_ATTEMPTS = 5 };

static struct queue jobs = QUEUE_INITIALIZER;
static pthread_t workers[N_WORKERS];
static int n_running;

static void job_drop(struct job *job)
{
    close(job->fd);
    free(job);
}

static void *worker_run(void *arg)
{
    struct job *job;
    (void)arg;
    while ((job = queue_pop(&jobs)) != NULL) {
        if (handle_job(job) == HANDLED_DONE) {
            free(job);
            continue;
        }
        /* The client is slow: others first. When the queue is full, every worker may wait here. */
        if (++job->attempts > MAX_ATTEMPTS)
            job_drop(job);
        else if (!queue_push(&jobs, job)) // MISS: queue-full
            job_drop(job);
    }
    return NULL;
}

int pool_start(void)
{
    while (n_running < N_WORKERS) {
        if (pthread_create(&workers[n_running], NULL, worker_run, NULL) != 0) {
            perror("worker");
            break;
        }
        n_running++;
    }
    return n_running > 0 ? 0 : -1;
}

void pool_submit(int fd)
{
    struct job *job = calloc(1, sizeof *job);
    if (job == NULL) {
        close(fd);
        return;
    }
    job->fd = fd;
    if (!queue_push(&jobs, job))
        job_drop(job);
}

void pool_stop(void)
{
    queue_close(&jobs);
    while (n_running > 0)
        pthread_join(workers[--n_running], NULL);
}
