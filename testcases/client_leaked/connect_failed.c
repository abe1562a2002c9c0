/* hiredis hands out a context even where the connection fails, and that has to be freed as well. */
#include "mini_redis.h"

#include <stdio.h>

static const struct timeval soon = {2, 0};

redisContext *connect_bad(const char *host)
{
    redisContext *redis = redisConnectWithTimeout(host, 6379, soon); // EXPECT: client-leaked
    if (redis == NULL || redis->err != 0) {
        fprintf(stderr, "%s: %s\n", host, redis ? redis->errstr : "no memory");
        return NULL;
    }
    redisSetTimeout(redis, soon);
    return redis;
}

redisContext *connect_ok(const char *host)
{
    redisContext *redis = redisConnectWithTimeout(host, 6379, soon);
    if (redis == NULL || redis->err != 0) {
        fprintf(stderr, "%s: %s\n", host, redis ? redis->errstr : "no memory");
        if (redis)
            redisFree(redis);
        return NULL;
    }
    redisSetTimeout(redis, soon);
    return redis;
}
