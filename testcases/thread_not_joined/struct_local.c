/* The handle is a field of a local struct, and the struct ends with its function. */
#include <pthread.h>
#include <string.h>

struct job {
    pthread_t tid;
    int input;
    int result;
};

static void *square(void *arg)
{
    struct job *job = arg;
    job->result = job->input * job->input;
    return NULL;
}

int square_later_bad(int x)
{
    struct job job = {.input = x};
    if (pthread_create(&job.tid, NULL, square, &job) != 0) // EXPECT: thread-not-joined
        return -1;
    return job.result;
}

int square_later_ok(int x)
{
    struct job job = {.input = x};
    if (pthread_create(&job.tid, NULL, square, &job) != 0)
        return -1;
    pthread_join(job.tid, NULL);
    return job.result;
}

int sum_squares_bad(const int *x)
{
    int sum = 0;
    struct job jobs[4];
    memset(jobs, 0, sizeof jobs);
    for (int i = 0; i < 4; i++) {
        jobs[i].input = x[i];
        pthread_create(&jobs[i].tid, NULL, square, &jobs[i]); // EXPECT: thread-not-joined
    }
    for (int i = 0; i < 4; i++)
        sum += jobs[i].result;
    return sum;
}

int sum_squares_ok(const int *x)
{
    int sum = 0;
    struct job jobs[4];
    memset(jobs, 0, sizeof jobs);
    for (int i = 0; i < 4; i++) {
        jobs[i].input = x[i];
        pthread_create(&jobs[i].tid, NULL, square, &jobs[i]);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(jobs[i].tid, NULL);
        sum += jobs[i].result;
    }
    return sum;
}

/* The struct is copied, and the copy's handle is joined. */
int square_copy_bad(int x)
{
    struct job job = {.input = x};
    if (pthread_create(&job.tid, NULL, square, &job) != 0) // EXPECT: thread-not-joined
        return -1;
    struct job copy = job;
    return copy.input;
}

int square_copy_ok(int x)
{
    struct job job = {.input = x};
    if (pthread_create(&job.tid, NULL, square, &job) != 0)
        return -1;
    struct job copy = job;
    pthread_join(copy.tid, NULL);
    return copy.input;
}
