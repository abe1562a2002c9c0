/* Workers put 100,000 results into a pipe; main prints as many before it joins them. */
#include "results.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

enum { N_WORKERS = 4, N_STEPS = 25000 };

static void *work(void *arg)
{
    int worker = (int)(intptr_t)arg;

    for (int i = 0; i < N_STEPS; i++) {
        if (results_put(worker, simulate(worker, i)) < 0)
            break;
    }
    return NULL;
}

int main(void)
{
    pthread_t workers[N_WORKERS];

    if (results_open() < 0)
        return EXIT_FAILURE;
    for (int i = 0; i < N_WORKERS; i++)
        if (pthread_create(&workers[i], NULL, work, (void *)(intptr_t)i) != 0)
            return EXIT_FAILURE;
    int status = results_print(N_WORKERS * N_STEPS);
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(workers[i], NULL);
    return status < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
