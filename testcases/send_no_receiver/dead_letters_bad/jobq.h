#pragma once
#include <pthread.h>
#include <stdbool.h>

struct job {
    struct job *next;
    int number;
    int attempts;
};

struct jobq {
    pthread_mutex_t mutex;
    pthread_cond_t nonempty;
    struct job *front, *back;
    bool ended;
};

#define JOBQ_INITIALIZER {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, false}

void jobq_submit(struct jobq *q, struct job *job);
struct job *jobq_next(struct jobq *q); /* waits; NULL at the end */
void jobq_end(struct jobq *q);
