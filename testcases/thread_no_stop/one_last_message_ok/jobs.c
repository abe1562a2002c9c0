#include "jobs.h"

#include <stddef.h>

void jobs_init(struct jobs *jobs)
{
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_cond_init(&jobs->more, NULL);
    jobs->first = NULL;
    jobs->end = &jobs->first;
}

void jobs_put(struct jobs *jobs, struct job *job)
{
    job->next = NULL;
    pthread_mutex_lock(&jobs->lock);
    *jobs->end = job;
    jobs->end = &job->next;
    pthread_cond_signal(&jobs->more);
    pthread_mutex_unlock(&jobs->lock);
}

struct job *jobs_take(struct jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    while (jobs->first == NULL)
        pthread_cond_wait(&jobs->more, &jobs->lock);
    struct job *job = jobs->first;
    jobs->first = job->next;
    if (jobs->first == NULL)
        jobs->end = &jobs->first;
    pthread_mutex_unlock(&jobs->lock);
    return job;
}
