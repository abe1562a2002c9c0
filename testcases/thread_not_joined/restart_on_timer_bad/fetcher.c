/* A watchdog starts the fetcher again when its connection broke; what is joined is the last one. */
#include "fetcher.h"

#include <unistd.h>

static void *fetch(void *arg)
{
    char buffer[256];
    struct fetcher *f = arg;
    while (read(f->fd, buffer, sizeof buffer) > 0)
        ;
    close(f->fd);
    f->alive = false;
    return NULL;
}

int fetcher_start(struct fetcher *f)
{
    f->alive = true;
    if (pthread_create(&f->thread, NULL, fetch, f) != 0) { // EXPECT: thread-not-joined
        f->alive = false;
        return -1;
    }
    return 0;
}

void fetcher_stop(struct fetcher *f)
{
    pthread_join(f->thread, NULL);
}
