/* The function that starts the endless threads waits for them itself: its caller wants that. */
#include <pthread.h>
#include <stdint.h>
#include <unistd.h>

enum { N_PINNED = 4 };

static volatile uint64_t counters[N_PINNED];

static void *burn(void *arg)
{
    volatile uint64_t *counter = arg;
    for (;;)
        ++*counter;
    return NULL;
}

int burn_in(void)
{
    pthread_t burners[N_PINNED];
    int n = 0;
    while (n < N_PINNED && pthread_create(&burners[n], NULL, burn, (void *)&counters[n]) == 0)
        n++;
    while (n > 0)
        pthread_join(burners[--n], NULL);
    return 0;
}
