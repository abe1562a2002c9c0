/* Several workers: a broadcast for work that comes before the stop wakes nobody for the stop. */
#include <stdbool.h>
#include <stdlib.h>
#include <threads.h>

enum { WORKERS = 4 };

struct crew {
    mtx_t lock;
    cnd_t change;
    bool quit;
    int jobs;
    thrd_t workers[WORKERS];
};

static int dig(void *arg)
{
    struct crew *crew = arg;

    mtx_lock(&crew->lock);
    for (;;) {
        while (!crew->quit && !crew->jobs)
            cnd_wait(&crew->change, &crew->lock);
        if (crew->quit)
            break;
        crew->jobs--;
    }
    mtx_unlock(&crew->lock);
    return 0;
}

int run_bad(struct crew *crew, int jobs)
{
    for (int i = 0; i < WORKERS; i++) {
        int rc = thrd_create(&crew->workers[i], dig, crew); // EXPECT: thread-no-stop
        if (rc != thrd_success)
            abort();
    }
    mtx_lock(&crew->lock);
    crew->jobs = jobs;
    cnd_broadcast(&crew->change);
    mtx_unlock(&crew->lock);

    mtx_lock(&crew->lock);
    crew->quit = true;
    cnd_signal(&crew->change);
    mtx_unlock(&crew->lock);
    for (int i = 0; i < WORKERS; i++)
        thrd_join(crew->workers[i], NULL);
    return 0;
}
