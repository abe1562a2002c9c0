#pragma once

#include <pthread.h>
#include <stdatomic.h>

/* A file that knows which poller there is sees a field more. */
struct engine {
#ifdef ENGINE_POLLER
    ENGINE_POLLER poller;
#endif
    atomic_int stopped;
    pthread_t thread;
};

extern struct engine *engines;

int engine_start(struct engine *engine);
