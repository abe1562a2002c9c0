/* Closed where the answer is the one that was hoped for, and not where it is another. */
#include "mini_redis.h"

#include <stddef.h>

static const struct timeval soon = {2, 0};

int probe_bad(const char *host)
{
    redisContext *redis = redisConnectWithTimeout(host, 6379, soon); // EXPECT: client-leaked
    int alive = 0;
    if (redis == NULL)
        return 0;
    redisSetTimeout(redis, soon);
    redisReply *reply = redisCommand(redis, "PING");
    if (reply) {
        alive = reply->type == 5;
        freeReplyObject(reply);
        redisFree(redis);
    }
    return alive;
}

int probe_ok(const char *host)
{
    redisContext *redis = redisConnectWithTimeout(host, 6379, soon);
    int alive = 0;
    if (redis == NULL)
        return 0;
    redisSetTimeout(redis, soon);
    redisReply *reply = redisCommand(redis, "PING");
    if (reply) {
        alive = reply->type == 5;
        freeReplyObject(reply);
    }
    redisFree(redis);
    return alive;
}
