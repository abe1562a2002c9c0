#ifndef FINISHED_H
#define FINISHED_H

#include <pthread.h>

/* A connection that is served in a thread of its own. */
struct connection {
    pthread_t tid;
    int fd;
    struct connection *next;
};

void finished_put(struct connection *connection);
struct connection *finished_take(void);

#endif
