#include "worker.h"

static void *work(void *data)
{
    struct worker *worker = data;

    worker->jobs++;
    return NULL;
}

int worker_start(struct worker *worker)
{
    return pthread_create(&worker->thread, NULL, work, worker);
}

void worker_end(struct worker *worker)
{
    pthread_join(worker->thread, NULL);
}
