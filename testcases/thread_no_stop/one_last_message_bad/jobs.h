#ifndef JOBS_H
#define JOBS_H

#include <pthread.h>

enum job_kind { JOB_ADD = 1, JOB_PRINT, JOB_QUIT };

struct job {
    struct job *next;
    enum job_kind kind;
    int number;
};

struct jobs {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct job *first, **end;
};

void jobs_init(struct jobs *jobs);
void jobs_put(struct jobs *jobs, struct job *job);
struct job *jobs_take(struct jobs *jobs);

#endif
