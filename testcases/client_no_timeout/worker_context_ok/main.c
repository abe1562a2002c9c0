#include "worker.h"

#include <mqueue.h>
#include <stddef.h>
#include <unistd.h>

enum { WORKERS = 4 };

static mqd_t jobs;

static void *work(void *arg)
{
    struct worker *self = arg;
    char key[64];
    while (mq_receive(jobs, key, sizeof key, NULL) > 0) {
        redisContext *redis = worker_redis(self);
        if (redis != NULL)
            freeReplyObject(redisCommand(redis, "DEL %s", key));
    }
    if (self->redis != NULL)
        redisFree(self->redis);
    return NULL;
}

int main(void)
{
    struct worker workers[WORKERS] = {{.redis = NULL}};
    jobs = mq_open("/jobs", 0);
    for (int i = 0; i < WORKERS; i++)
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
            _exit(1);
    for (int i = 0; i < WORKERS; i++)
        pthread_join(workers[i].thread, NULL);
    return 0;
}
