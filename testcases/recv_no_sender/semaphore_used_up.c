/* A semaphore that begins above zero lasts for so many rounds: behind them somebody has to post. */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>

int filter_block(void);
int mix_block(void);
int open_device(int number);

static sem_t filter_start;
static bool filtering;

static void *filter_bad(void *arg)
{
    while (filtering) {
        sem_wait(&filter_start); // EXPECT: recv-no-sender
        if (filter_block() < 0)
            break;
    }
    return arg;
}

static sem_t mix_start;
static bool mixing;

static void *mix_ok(void *arg)
{
    while (mixing) {
        sem_wait(&mix_start);
        if (mix_block() < 0)
            break;
    }
    return arg;
}

int start_audio(pthread_t threads[2])
{
    sem_init(&filter_start, 0, 1);
    sem_init(&mix_start, 0, 1);
    filtering = mixing = true;
    if (pthread_create(&threads[0], NULL, filter_bad, NULL) != 0) // EXPECT: thread-no-stop
        return -1;
    if (pthread_create(&threads[1], NULL, mix_ok, NULL) != 0) {
        filtering = false;
        pthread_join(threads[0], NULL);
        return -1;
    }
    return 0;
}

void mix_next_ok(void)
{
    sem_post(&mix_start);
}

void stop_audio(pthread_t threads[2])
{
    filtering = mixing = false;
    sem_post(&mix_start);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
}

/* As many waits as there are. */
int open_devices_ok(int n)
{
    sem_t free_slots;
    int opened = 0;

    sem_init(&free_slots, 0, 4);
    for (int i = 0; i < 4; i++) {
        sem_wait(&free_slots);
        opened += open_device(n + i) == 0;
    }
    sem_destroy(&free_slots);
    return opened;
}
