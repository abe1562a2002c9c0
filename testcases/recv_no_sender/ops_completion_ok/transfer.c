#include "transfer.h"

static void transfer_complete(struct transfer *transfer, int status)
{
    pthread_mutex_lock(&transfer->lock);
    transfer->status = status;
    transfer->finished = true;
    pthread_cond_signal(&transfer->finished_cond);
    pthread_mutex_unlock(&transfer->lock);
}

int transfer_run(const struct bus_ops *bus, void *bytes, size_t n_bytes)
{
    struct transfer transfer = {
        .complete = transfer_complete,
        .bytes = bytes,
        .n_bytes = n_bytes,
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .finished_cond = PTHREAD_COND_INITIALIZER,
    };
    if (bus->submit(&transfer) != 0)
        return -1;
    pthread_mutex_lock(&transfer.lock);
    while (!transfer.finished)
        pthread_cond_wait(&transfer.finished_cond, &transfer.lock);
    pthread_mutex_unlock(&transfer.lock);
    return transfer.status;
}
