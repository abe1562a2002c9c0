/* Each peer has semaphores of its own; the answer is given to the wrong one. */
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

enum { ROUNDS = 10 };

struct peer {
    sem_t asked, answered;
};

static struct peer left, right;

static void *answer_right(void *arg)
{
    for (int i = 0; i < ROUNDS; i++) {
        sem_wait(&left.asked);
        sem_post(&right.answered);
    }
    return arg;
}

void ask_left_bad(void)
{
    pthread_t thread;

    sem_init(&left.asked, 0, 0);
    sem_init(&left.answered, 0, 0);
    if (pthread_create(&thread, NULL, answer_right, NULL) != 0)
        abort();
    for (int i = 0; i < ROUNDS; i++) {
        sem_post(&left.asked);
        sem_wait(&left.answered); // EXPECT: recv-no-sender
    }
    pthread_join(thread, NULL);
}

struct friend
{
    sem_t asked, answered;
};

static struct friend near, far;

static void *answer_both(void *arg)
{
    struct friend *friends[] = {&near, &far};

    for (int i = 0; i < 2; i++) {
        sem_wait(&friends[i]->asked);
        sem_post(&friends[i]->answered);
    }
    return arg;
}

void ask_near_ok(void)
{
    pthread_t thread;

    sem_init(&near.asked, 0, 0);
    sem_init(&near.answered, 0, 0);
    sem_init(&far.asked, 0, 1);
    sem_init(&far.answered, 0, 0);
    if (pthread_create(&thread, NULL, answer_both, NULL) != 0)
        abort();
    sem_post(&near.asked);
    sem_wait(&near.answered);
    pthread_join(thread, NULL);
}
