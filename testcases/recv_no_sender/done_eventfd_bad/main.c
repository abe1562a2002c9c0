/* Two counters between main and its worker, which counts up the wrong one. */
#include "job.h"

#include <pthread.h>
#include <stdio.h>

int main(void)
{
    static struct job job;
    pthread_t worker;

    if (job_init(&job) < 0)
        return 1;
    if (pthread_create(&worker, NULL, worker_run, &job) != 0)
        return 1;
    int result = job_run(&job);
    pthread_join(worker, NULL);
    printf("%d\n", result);
    return 0;
}
