/* A message by which a worker ends is taken out of the queue by one of them: each is sent one. */
#include "jobs.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_WORKERS = 4 };

static struct jobs jobs;
static atomic_int sum;

static void *work(void *arg)
{
    bool quit = false;
    while (!quit) {
        struct job *job = jobs_take(&jobs);
        switch (job->kind) {
        case JOB_ADD:
            sum += job->number;
            break;
        case JOB_PRINT:
            printf("%d\n", sum);
            break;
        case JOB_QUIT:
            quit = true;
            break;
        }
        free(job);
    }
    return arg;
}

static void ask(enum job_kind kind, int number)
{
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        abort();
    job->kind = kind;
    job->number = number;
    jobs_put(&jobs, job);
}

int main(void)
{
    pthread_t workers[N_WORKERS];
    char line[32];
    int n = 0;
    jobs_init(&jobs);
    while (n < N_WORKERS && pthread_create(&workers[n], NULL, work, NULL) == 0)
        n++;
    while (n > 0 && fgets(line, sizeof line, stdin))
        ask(JOB_ADD, atoi(line));
    ask(JOB_PRINT, 0);
    for (int i = 0; i < n; i++)
        ask(JOB_QUIT, 0);
    for (int i = 0; i < n; i++)
        pthread_join(workers[i], NULL);
    return 0;
}
