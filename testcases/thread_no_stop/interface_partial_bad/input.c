/* Workers poll a flag behind an interface; where one cannot be started, the others are joined, not told. */
#include "state.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORKERS = 4 };

static struct state_if state;
static struct worker {
    pthread_t thread;
    int n_rounds;
} *workers;
static int n_active;

int input_init(void)
{
    state_query(&state);
    return 0;
}

static void *work(void *arg)
{
    struct worker *worker = arg;
    do {
        worker->n_rounds++;
        if (state.is_ending() == 0)
            usleep(10000);
    } while (state.is_ending() == 0);
    return NULL;
}

static void shut_down_workers(void)
{
    for (int i = 0; i < n_active; i++)
        pthread_join(workers[i].thread, NULL); // EXPECT: thread-no-stop
    free(workers);
    workers = NULL;
}

void *input_run(void *arg)
{
    int i;
    workers = calloc(WORKERS, sizeof *workers);
    if (workers == NULL)
        return NULL;
    for (i = 0; i < WORKERS; i++) {
        int rc = pthread_create(&workers[i].thread, NULL, work, &workers[i]);
        if (rc != 0) {
            n_active = i;
            shut_down_workers();
            return NULL;
        }
    }
    n_active = i;
    while (state.is_ending() == 0)
        usleep(100000);
    shut_down_workers();
    return arg;
}
