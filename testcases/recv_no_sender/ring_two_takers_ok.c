/* Two functions take out of one ring of two indices, each for a kind of thread: they wait for the same. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { JOBS = 33 };

struct jobs {
    pthread_mutex_t lock;
    pthread_cond_t some, room;
    int jobs[JOBS];
    int taken, given;
    int idle;
};

static void jobs_give(struct jobs *jobs, int job)
{
    int next;

    pthread_mutex_lock(&jobs->lock);
    while ((next = (jobs->given + 1) % JOBS) == jobs->taken)
        pthread_cond_wait(&jobs->room, &jobs->lock);
    jobs->jobs[jobs->given] = job;
    jobs->given = next;
    pthread_cond_signal(&jobs->some);
    pthread_mutex_unlock(&jobs->lock);
}

static int jobs_take(struct jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    while (jobs->taken == jobs->given)
        pthread_cond_wait(&jobs->some, &jobs->lock);
    int job = jobs->jobs[jobs->taken];
    jobs->taken = (jobs->taken + 1) % JOBS;
    pthread_cond_signal(&jobs->room);
    pthread_mutex_unlock(&jobs->lock);
    return job;
}

static int jobs_take_counted(struct jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    while (true) {
        if (jobs->taken != jobs->given)
            break;
        jobs->idle++;
        pthread_cond_wait(&jobs->some, &jobs->lock);
        jobs->idle--;
    }
    int job = jobs->jobs[jobs->taken];
    jobs->taken = (jobs->taken + 1) % JOBS;
    pthread_cond_signal(&jobs->room);
    pthread_mutex_unlock(&jobs->lock);
    return job;
}

static void *work_ok(void *arg)
{
    for (int job; (job = jobs_take(arg)) >= 0;)
        printf("%d\n", job);
    return NULL;
}

static void *work_counted_ok(void *arg)
{
    for (int job; (job = jobs_take_counted(arg)) >= 0;)
        printf("%d, while others wait\n", job);
    return NULL;
}

int main(void)
{
    struct jobs *jobs = calloc(1, sizeof *jobs);
    pthread_t plain[2], counted[2];
    int job;

    if (jobs == NULL)
        return 1;
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_cond_init(&jobs->some, NULL);
    pthread_cond_init(&jobs->room, NULL);
    for (int i = 0; i < 2; i++)
        if (pthread_create(&plain[i], NULL, work_ok, jobs) != 0 ||
            pthread_create(&counted[i], NULL, work_counted_ok, jobs) != 0)
            return 1;
    while (scanf("%d", &job) == 1 && job >= 0)
        jobs_give(jobs, job);
    for (int i = 0; i < 4; i++)
        jobs_give(jobs, -1);
    for (int i = 0; i < 2; i++) {
        pthread_join(plain[i], NULL);
        pthread_join(counted[i], NULL);
    }
    free(jobs);
    return 0;
}
