#include "words.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>

enum { N_SLOTS = 100 };

static char slots[N_SLOTS][MAX_WORD];
static unsigned read_at, write_at;
static pthread_mutex_t at_lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t free_slots, used_slots;

static void down(sem_t *sem)
{
    while (sem_wait(sem) != 0 && errno == EINTR)
        continue;
}

void words_init(void)
{
    sem_init(&free_slots, 0, N_SLOTS);
    sem_init(&used_slots, 0, 0);
}

void words_put(const char *word)
{
    down(&free_slots);
    pthread_mutex_lock(&at_lock);
    snprintf(slots[write_at], MAX_WORD, "%s", word);
    write_at = (write_at + 1) % N_SLOTS;
    pthread_mutex_unlock(&at_lock);
    sem_post(&used_slots);
}

void words_get(char word[MAX_WORD])
{
    down(&used_slots);
    pthread_mutex_lock(&at_lock);
    memcpy(word, slots[read_at], MAX_WORD);
    read_at = (read_at + 1) % N_SLOTS;
    pthread_mutex_unlock(&at_lock);
    sem_post(&free_slots);
}
