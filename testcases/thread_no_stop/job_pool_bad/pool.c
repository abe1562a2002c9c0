#include "pool.h"
#include "queue.h"

#include <unistd.h>

enum { MAX_WORKERS = 16 };

static struct queue jobs;
static pthread_t workers[MAX_WORKERS];
static int n_running;

static void *worker_run(void *arg)
{
    int fd;
    while (queue_get(&jobs, &fd)) {
        if (write(fd, "done\n", 5) != 5)
            queue_put(&jobs, fd);
        else
            close(fd);
    }
    return arg;
}

int pool_start(int n_workers)
{
    queue_init(&jobs);
    for (n_running = 0; n_running < n_workers && n_running < MAX_WORKERS; n_running++) {
        pthread_t *worker = &workers[n_running];
        if (pthread_create(worker, NULL, worker_run, NULL) != 0) // EXPECT: thread-no-stop
            break;
    }
    return n_running > 0 ? 0 : -1;
}

void pool_submit(int fd)
{
    if (!queue_put(&jobs, fd))
        close(fd);
}

void pool_stop(void)
{
    queue_close(&jobs);
    while (n_running > 0)
        pthread_join(workers[--n_running], NULL);
}
