#include "jobq.h"

#include <stddef.h>

void jobq_submit(struct jobq *q, struct job *job)
{
    job->next = NULL;
    pthread_mutex_lock(&q->mutex);
    if (q->back != NULL)
        q->back->next = job;
    else
        q->front = job;
    q->back = job;
    pthread_mutex_unlock(&q->mutex);
    pthread_cond_signal(&q->nonempty);
}

struct job *jobq_next(struct jobq *q)
{
    struct job *job;
    pthread_mutex_lock(&q->mutex);
    for (;;) {
        job = q->front;
        if (job != NULL || q->ended)
            break;
        pthread_cond_wait(&q->nonempty, &q->mutex);
    }
    if (job != NULL) {
        q->front = job->next;
        if (q->front == NULL)
            q->back = NULL;
    }
    pthread_mutex_unlock(&q->mutex);
    return job;
}

void jobq_end(struct jobq *q)
{
    pthread_mutex_lock(&q->mutex);
    q->ended = true;
    pthread_cond_broadcast(&q->nonempty);
    pthread_mutex_unlock(&q->mutex);
}
