#ifndef JOB_H
#define JOB_H

/* A job for the worker: it begins when `go` is counted up, and counts up `done`. */
struct job {
    int go;
    int done;
    int result;
};

int job_init(struct job *job);
int job_run(struct job *job);
void *worker_run(void *arg);
int compute(void);

#endif
