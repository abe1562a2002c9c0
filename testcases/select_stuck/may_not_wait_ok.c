/* Two sides, each of which waits for the other's message before its own; but they wait only if they are told
 * to, or take what is there. */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>

void step(int side);

static sem_t left, right, upper, lower;
static bool is_strict;

static void wait_if_strict(sem_t *turn)
{
    if (is_strict)
        sem_wait(turn);
}

static void *right_run(void *arg)
{
    wait_if_strict(&right);
    step(1);
    sem_post(&left);
    return arg;
}

int left_ok(bool strict)
{
    pthread_t thread;

    is_strict = strict;
    sem_init(&left, 0, 0);
    sem_init(&right, 0, 0);
    if (pthread_create(&thread, NULL, right_run, NULL) != 0)
        return -1;
    wait_if_strict(&left);
    step(0);
    sem_post(&right);
    return pthread_join(thread, NULL);
}

static void *lower_run(void *arg)
{
    sem_wait(&lower);
    step(1);
    sem_post(&upper);
    return arg;
}

int upper_ok(void)
{
    pthread_t thread;

    sem_init(&upper, 0, 0);
    sem_init(&lower, 0, 0);
    if (pthread_create(&thread, NULL, lower_run, NULL) != 0)
        return -1;
    while (sem_trywait(&upper) != 0) {
        step(0);
        sem_post(&lower);
    }
    return pthread_join(thread, NULL);
}
