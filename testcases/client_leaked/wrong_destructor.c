/* A context is more than its memory: free() leaves its connection open. */
#include "mini_redis.h"

#include <stdlib.h>

static const struct timeval soon = {2, 0};

long visits_bad(const char *path)
{
    redisContext *redis = redisConnectUnixWithTimeout(path, soon); // EXPECT: client-leaked
    long n = -1;
    if (redis == NULL)
        return -1;
    redisSetTimeout(redis, soon);
    redisReply *reply = redisCommand(redis, "INCR visits");
    if (reply) {
        n = (long)reply->integer;
        freeReplyObject(reply);
    }
    free(redis);
    return n;
}

long visits_ok(const char *path)
{
    redisContext *redis = redisConnectUnixWithTimeout(path, soon);
    long n = -1;
    if (redis == NULL)
        return -1;
    redisSetTimeout(redis, soon);
    redisReply *reply = redisCommand(redis, "INCR visits");
    if (reply) {
        n = (long)reply->integer;
        freeReplyObject(reply);
    }
    redisFree(redis);
    return n;
}
