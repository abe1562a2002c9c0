#include "transfer.h"

#include <string.h>

static void *loop_back(void *arg)
{
    struct transfer *transfer = arg;
    memset(transfer->bytes, 0, transfer->n_bytes);
    transfer->complete(transfer, 0);
    return NULL;
}

static int loop_submit(struct transfer *transfer)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, loop_back, transfer) != 0)
        return -1;
    return pthread_detach(thread);
}

const struct bus_ops loop_bus = {.submit = loop_submit};
