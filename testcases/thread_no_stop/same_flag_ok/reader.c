#include "parts.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <threads.h>

static atomic_bool stopping;
static thrd_t thread;

static int reader_run(void *arg)
{
    const struct timespec pause = {.tv_nsec = 1000000};
    while (!atomic_load_explicit(&stopping, memory_order_relaxed))
        thrd_sleep(&pause, NULL);
    return arg == NULL;
}

int reader_start(void)
{
    atomic_init(&stopping, false);
    return thrd_create(&thread, reader_run, NULL) == thrd_success ? 0 : -1;
}

void reader_stop(void)
{
    atomic_store(&stopping, true);
    thrd_join(thread, NULL);
}
