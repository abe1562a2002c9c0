/* Two queues of one type: jobs that fail for good go to the second, from which nobody takes. */
#include "jobq.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_ATTEMPTS = 3 };

static int deliver(int number)
{
    return printf("%d\n", number) > 0 ? 0 : -1;
}

static struct jobq jobs = JOBQ_INITIALIZER;
static struct jobq undeliverable = JOBQ_INITIALIZER;

static void *deliver_jobs(void *arg)
{
    struct job *job;
    while ((job = jobq_next(&jobs)) != NULL) {
        if (deliver(job->number) == 0)
            free(job);
        else if (++job->attempts < MAX_ATTEMPTS)
            jobq_submit(&jobs, job);
        else
            jobq_submit(&undeliverable, job); // EXPECT: send-no-receiver
    }
    return arg;
}

int main(void)
{
    pthread_t courier;
    int number;
    if (pthread_create(&courier, NULL, deliver_jobs, NULL) != 0)
        return 1;
    while (scanf("%d", &number) == 1) {
        struct job *job = calloc(1, sizeof *job);
        if (job == NULL)
            break;
        job->number = number;
        jobq_submit(&jobs, job);
    }
    jobq_end(&jobs);
    pthread_join(courier, NULL);
    return 0;
}
