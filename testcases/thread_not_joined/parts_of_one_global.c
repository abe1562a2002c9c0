/* The threads of a program have a record of one type each, all of them in one global: each its own place. Two that
 * are started into one record are not told apart when they are joined. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct worker {
    pthread_t id;
    bool joined;
};

static struct {
    struct worker reader, writer, both;
} workers;

static void *read_all(void *arg)
{
    while (getchar() != EOF)
        continue;
    return arg;
}

static void *write_all(void *arg)
{
    for (int i = 0; i < 100; i++)
        putchar('.');
    return arg;
}

static void worker_start(struct worker *worker, void *(*body)(void *))
{
    if (pthread_create(&worker->id, NULL, body, NULL) != 0)
        exit(1);
    worker->joined = false;
}

static void worker_join(struct worker *worker)
{
    if (worker->joined)
        return;
    pthread_join(worker->id, NULL);
    worker->joined = true;
}

static void reading_ok(void)
{
    worker_start(&workers.reader, read_all);
}

void start_ok(bool quiet)
{
    reading_ok();
    if (!quiet)
        worker_start(&workers.writer, write_all);
}

static void reading_bad(void)
{
    worker_start(&workers.both, read_all); // EXPECT: thread-not-joined
}

void start_bad(bool quiet)
{
    reading_bad();
    if (!quiet)
        worker_start(&workers.both, write_all);
}

void stop(void)
{
    worker_join(&workers.reader);
    worker_join(&workers.writer);
    worker_join(&workers.both);
}
