#include "state.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

static struct state_if state;

int main(void)
{
    pthread_t input;
    state_query(&state);
    if (input_init() != 0)
        return 1;
    if (pthread_create(&input, NULL, input_run, NULL) != 0)
        return 1;
    while (getchar() != EOF)
        ;
    state.end();
    pthread_kill(input, SIGUSR1);
    pthread_join(input, NULL);
    return 0;
}
