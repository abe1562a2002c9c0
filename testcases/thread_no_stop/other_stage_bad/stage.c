#include "stage.h"
#include <unistd.h>

static void *run(void *arg)
{
    struct stage *stage = arg;
    while (!atomic_load(&stage->quit)) {
        stage->done++;
        usleep(1000);
    }
    return NULL;
}

int stage_start(struct stage *stage)
{
    return pthread_create(&stage->thread, NULL, run, stage);
}

void stage_stop(struct stage *stage)
{
    atomic_store(&stage->quit, true);
    pthread_join(stage->thread, NULL);
}
