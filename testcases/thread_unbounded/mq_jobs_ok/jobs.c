#include "jobs.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_attr_t detached;
static sem_t free_places;

void jobs_init(void)
{
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    sem_init(&free_places, 0, 4);
}

static void *job_run(void *arg)
{
    char *command = arg;
    FILE *pipe = popen(command, "r");
    if (pipe != NULL)
        pclose(pipe);
    free(command);
    sem_post(&free_places);
    return NULL;
}

void jobs_submit(const char *command)
{
    pthread_t job;
    char *copy = strdup(command);
    while (sem_wait(&free_places) != 0)
        continue;
    if (pthread_create(&job, &detached, job_run, copy) != 0) {
        fprintf(stderr, "cannot run %s\n", command);
        free(copy);
        sem_post(&free_places);
    }
}
