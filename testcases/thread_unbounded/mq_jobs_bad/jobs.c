#include "jobs.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_attr_t detached;

void jobs_init(void)
{
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
}

static void *job_run(void *arg)
{
    char *command = arg;
    FILE *pipe = popen(command, "r");
    if (pipe != NULL)
        pclose(pipe);
    free(command);
    return NULL;
}

void jobs_submit(const char *command)
{
    pthread_t job;
    char *copy = strdup(command);
    if (pthread_create(&job, &detached, job_run, copy) != 0) { // EXPECT: thread-unbounded
        fprintf(stderr, "cannot run %s\n", command);
        free(copy);
    }
}
