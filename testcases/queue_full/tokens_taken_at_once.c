/* A semaphore with three tokens, of which the only thread takes five before it gives the first back. */
#include <semaphore.h>

enum { N_SLOTS = 3, N_WANTED = 5 };

static sem_t few_slots, enough_slots;

int use_slots(int n);

int take_five_bad(void)
{
    if (sem_init(&few_slots, 0, N_SLOTS) != 0)
        return -1;
    for (int i = 0; i < N_WANTED; i++)
        sem_wait(&few_slots); // EXPECT: queue-full
    int rc = use_slots(N_WANTED);
    for (int i = 0; i < N_WANTED; i++)
        sem_post(&few_slots);
    return rc;
}

int take_three_ok(void)
{
    if (sem_init(&enough_slots, 0, N_SLOTS) != 0)
        return -1;
    for (int i = 0; i < N_SLOTS; i++)
        sem_wait(&enough_slots);
    int rc = use_slots(N_SLOTS);
    for (int i = 0; i < N_SLOTS; i++)
        sem_post(&enough_slots);
    return rc;
}
