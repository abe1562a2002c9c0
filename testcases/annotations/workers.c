/* What annotations say of functions without a body: a thread that is started, joined, handed over, looked
 * at, and a call that never comes back. */
#include "workers.h"

#include <stddef.h>

static void work(void *data)
{
    (void)data;
}

int count_bad(void *data)
{
    struct worker *worker = worker_start(work, data); // EXPECT: thread-not-joined
    return worker ? worker_count(worker, NULL) : -1;
}

int count_ok(void *data)
{
    struct worker *worker = worker_start(work, data);
    if (!worker)
        return -1;
    int count = worker_count(worker, NULL);
    worker_stop(worker);
    return count;
}

int adopted_ok(void *data)
{
    struct worker *worker = worker_start(work, data);
    if (!worker)
        return -1;
    worker_adopt(worker);
    return 0;
}

/* What the function leaves behind a pointer is not known. */
int last_bad(void *data)
{
    const char *last = NULL;
    struct worker *worker = worker_start(work, data); // EXPECT: thread-not-joined
    if (!worker)
        return -1;
    worker_count(worker, &last);
    if (!last)
        worker_stop(worker);
    return 0;
}

int last_ok(void *data)
{
    const char *last = NULL;
    struct worker *worker = worker_start(work, data);
    if (!worker)
        return -1;
    worker_count(worker, &last);
    if (last)
        worker_stop(worker);
    else
        worker_adopt(worker);
    return 0;
}

/* Without the annotation the way behind the call would lose the worker. */
int panic_ok(void *data)
{
    struct worker *worker = worker_start(work, data);
    if (!worker)
        return -1;
    if (worker_count(worker, NULL) < 0)
        worker_panic("negative");
    else
        worker_stop(worker);
    return 0;
}

int panic_bad(void *data)
{
    struct worker *worker = worker_start(work, data); // EXPECT: thread-not-joined
    if (!worker)
        worker_panic("no worker");
    if (worker_count(worker, NULL) < 0)
        return -1;
    worker_stop(worker);
    return 0;
}

/* Code that nobody can see gets it. */
int tune_ok(void *data)
{
    struct worker *worker = worker_start(work, data);
    if (!worker)
        return -1;
    worker_tune(worker);
    return 0;
}
