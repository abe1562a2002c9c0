/* Workers, each with a connection to Redis that it opens when it needs one. */
#include "hiredis.h"

#include <pthread.h>

struct worker {
    pthread_t thread;
    redisContext *redis;
};

struct redisContext *worker_redis(struct worker *worker);
