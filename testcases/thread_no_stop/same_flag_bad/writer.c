#include "parts.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <threads.h>

static atomic_bool stopping;
static thrd_t thread;

static int writer_run(void *arg)
{
    const struct timespec pause = {.tv_nsec = 1000000};
    while (!atomic_load_explicit(&stopping, memory_order_relaxed))
        thrd_sleep(&pause, NULL);
    return arg == NULL;
}

int writer_start(void)
{
    atomic_init(&stopping, false);
    int rc = thrd_create(&thread, writer_run, NULL); // EXPECT: thread-no-stop
    return rc == thrd_success ? 0 : -1;
}

void writer_stop(void)
{
    thrd_join(thread, NULL);
}
