#define ENGINE_POLLER struct pollfd *

#include <poll.h>
#include <unistd.h>

#include "engine.h"

static void *run(void *arg)
{
    struct engine *engine = arg;

    while (!atomic_load(&engine->stopped))
        usleep(1000);
    return NULL;
}

int engine_start(struct engine *engine)
{
    engine->poller = NULL;
    return pthread_create(&engine->thread, NULL, run, engine) == 0;
}
