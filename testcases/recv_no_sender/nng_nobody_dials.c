/* nng within the process: its sockets are structs that are passed by value. */
#include "nng.h"

#include <pthread.h>

#define WORK "inproc://work"

struct worker {
    nng_socket jobs;
    int n_done;
};

static void *work(void *arg)
{
    struct worker *worker = arg;
    char job[64];
    size_t size = sizeof job;

    while (nng_recv(worker->jobs, job, &size, 0) == 0)
        worker->n_done++;
    return NULL;
}

static void *order(void *unused)
{
    nng_socket jobs;

    if (nng_push0_open(&jobs) != 0)
        return unused;
    if (nng_dial(jobs, WORK, NULL, 0) == 0)
        nng_send(jobs, "paint", 5, 0);
    nng_close(jobs);
    return unused;
}

struct watcher {
    nng_socket alarms;
    int n_seen;
};

static void *watch(void *arg)
{
    struct watcher *watcher = arg;
    char alarm[64];
    size_t size = sizeof alarm;

    while (nng_recv(watcher->alarms, alarm, &size, 0) == 0) // EXPECT: recv-no-sender
        watcher->n_seen++;
    return NULL;
}

int main(void)
{
    static struct worker worker;
    static struct watcher watcher;
    pthread_t threads[3];

    if (nng_pull0_open(&worker.jobs) != 0 || nng_listen(worker.jobs, WORK, NULL, 0) != 0 ||
        nng_pull0_open(&watcher.alarms) != 0 ||
        nng_listen(watcher.alarms, "inproc://alarms", NULL, 0) != 0)
        return 1;
    if (pthread_create(&threads[0], NULL, work, &worker) != 0 ||
        pthread_create(&threads[1], NULL, watch, &watcher) != 0 ||
        pthread_create(&threads[2], NULL, order, NULL) != 0)
        return 1;
    pthread_join(threads[2], NULL);
    nng_close(worker.jobs);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return 0;
}
