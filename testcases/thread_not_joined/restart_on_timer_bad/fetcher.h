#ifndef FETCHER_H
#define FETCHER_H

#include <pthread.h>
#include <stdbool.h>

struct fetcher {
    int fd;
    volatile bool alive;
    bool created;
    pthread_t thread;
};

int fetcher_start(struct fetcher *f);
void fetcher_stop(struct fetcher *f);

#endif
