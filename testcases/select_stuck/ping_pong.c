/* Two threads take turns by two semaphores: one of them must have a turn at the start. */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

enum { N_ROUNDS = 1000 };

void hit(int side);

static sem_t tennis_left, tennis_right, squash_left, squash_right, padel_left, padel_right;

static void *tennis_run(void *arg)
{
    for (int i = 0; i < N_ROUNDS; i++) {
        sem_wait(&tennis_right); // EXPECT: select-stuck
        hit(1);
        sem_post(&tennis_left);
    }
    return arg;
}

static void *squash_run(void *arg)
{
    for (int i = 0; i < N_ROUNDS; i++) {
        sem_wait(&squash_right);
        hit(1);
        sem_post(&squash_left);
    }
    return arg;
}

static void *padel_run(void *arg)
{
    for (int i = 0; i < N_ROUNDS; i++) {
        sem_wait(&padel_right);
        hit(1);
        sem_post(&padel_left);
    }
    return arg;
}

int tennis_bad(void)
{
    pthread_t right;
    sem_init(&tennis_left, 0, 0);
    sem_init(&tennis_right, 0, 0);
    if (pthread_create(&right, NULL, tennis_run, NULL) != 0)
        return -1;
    for (int i = 0; i < N_ROUNDS; i++) {
        sem_wait(&tennis_left); // EXPECT: select-stuck
        hit(0);
        sem_post(&tennis_right);
    }
    return pthread_join(right, NULL);
}

int squash_ok(void)
{
    pthread_t right;
    sem_init(&squash_left, 0, 1);
    sem_init(&squash_right, 0, 0);
    if (pthread_create(&right, NULL, squash_run, NULL) != 0)
        return -1;
    for (int i = 0; i < N_ROUNDS; i++) {
        sem_wait(&squash_left);
        hit(0);
        sem_post(&squash_right);
    }
    return pthread_join(right, NULL);
}

/* The referee throws the ball in. */
int padel_ok(void)
{
    pthread_t right;
    sem_init(&padel_left, 0, 0);
    sem_init(&padel_right, 0, 0);
    if (pthread_create(&right, NULL, padel_run, NULL) != 0)
        return -1;
    sem_post(&padel_left);
    for (int i = 0; i < N_ROUNDS; i++) {
        sem_wait(&padel_left);
        hit(0);
        sem_post(&padel_right);
    }
    return pthread_join(right, NULL);
}
