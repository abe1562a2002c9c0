/* Eight runners wait at a gate, and the wrapper wakes them all. */
#include "gate.h"

#include <pthread.h>
#include <stdio.h>

enum { N_RUNNERS = 8 };

static void *run(void *arg)
{
    gate_pass();
    printf("runner %d is off\n", *(int *)arg);
    return NULL;
}

int main(void)
{
    static int numbers[N_RUNNERS];
    for (int i = 0; i < N_RUNNERS; i++) {
        pthread_t runner;
        numbers[i] = i;
        if (pthread_create(&runner, NULL, run, &numbers[i]) != 0)
            return 1;
        pthread_detach(runner);
    }
    gate_open();
    pthread_exit(NULL);
}
