#include "worker.h"

#include <stddef.h>

/* The one that is there, or a new one where that is broken. */
struct redisContext *worker_redis(struct worker *worker)
{
    if (worker->redis != NULL && worker->redis->err == 0)
        return worker->redis;
    if (worker->redis != NULL)
        redisFree(worker->redis);
    worker->redis = redisConnect("redis.example", 6379);
    if (worker->redis != NULL)
        redisSetTimeout(worker->redis, (struct timeval){.tv_sec = 3});
    return worker->redis;
}
