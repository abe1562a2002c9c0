/* A watchdog starts the fetcher again when its connection broke, and joins the one that left. */
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
    fetcher_stop(f);
    f->alive = true;
    f->created = pthread_create(&f->thread, NULL, fetch, f) == 0;
    if (!f->created)
        f->alive = false;
    return f->created ? 0 : -1;
}

void fetcher_stop(struct fetcher *f)
{
    if (f->created)
        pthread_join(f->thread, NULL);
    f->created = false;
}
