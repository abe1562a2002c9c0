/* Nothing in the library joins; the fields are its callers' to join. */
#include "worker.h"

#include <stdlib.h>

static void *work(void *arg)
{
    return arg;
}

int worker_start(struct worker *worker, int number)
{
    worker->number = number;
    return pthread_create(&worker->tid, NULL, work, worker);
}

struct worker *worker_new(int number)
{
    struct worker *worker = malloc(sizeof *worker);
    if (worker != NULL && worker_start(worker, number) != 0) {
        free(worker);
        worker = NULL;
    }
    return worker;
}
