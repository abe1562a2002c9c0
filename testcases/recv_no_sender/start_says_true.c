/* A function that starts the sender says whether it has: by true and false, or by 0 and -1. Who waits only where it
 * has waits for somebody. */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct probe {
    pthread_t thread;
    sem_t answered;
    int answer;
};

static void *ask(void *argument)
{
    struct probe *probe = argument;

    probe->answer = 42;
    sem_post(&probe->answered);
    return NULL;
}

static bool probe_begin(struct probe *probe)
{
    sem_init(&probe->answered, 0, 0);
    return pthread_create(&probe->thread, NULL, ask, probe) == 0;
}

static int probe_start(struct probe *probe)
{
    sem_init(&probe->answered, 0, 0);
    if (pthread_create(&probe->thread, NULL, ask, probe) != 0)
        return -1;
    return 0;
}

static int begun_bad(void)
{
    struct probe probe;

    if (!probe_begin(&probe)) {
        fputs("no thread\n", stderr);
        sem_wait(&probe.answered); // EXPECT: recv-no-sender
        return -1;
    }
    pthread_join(probe.thread, NULL);
    return probe.answer;
}

static int begun_ok(void)
{
    struct probe probe;

    if (!probe_begin(&probe))
        return -1;
    sem_wait(&probe.answered);
    pthread_join(probe.thread, NULL);
    return probe.answer;
}

static int started_bad(void)
{
    struct probe probe;
    int failed = probe_start(&probe);

    if (failed < 0)
        fputs("no thread\n", stderr);
    sem_wait(&probe.answered); // EXPECT: recv-no-sender
    if (!failed)
        pthread_join(probe.thread, NULL);
    return failed ? failed : probe.answer;
}

static int started_ok(void)
{
    struct probe probe;

    if (probe_start(&probe) < 0)
        return -1;
    sem_wait(&probe.answered);
    pthread_join(probe.thread, NULL);
    return probe.answer;
}

int main(void)
{
    printf("%d %d\n", begun_bad(), started_bad());
    printf("%d %d\n", begun_ok(), started_ok());
    return 0;
}
