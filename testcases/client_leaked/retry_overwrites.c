/* A loop that tries again connects anew, and forgets the context of the try before. */
#include "mini_redis.h"

#include <stddef.h>
#include <unistd.h>

static const struct timeval soon = {1, 0};

int publish_bad(const char *host, const char *text)
{
    redisContext *redis = 0;
    for (int tries = 0; tries < 5; tries++) {
        redis = redisConnectWithTimeout(host, 6379, soon); // EXPECT: client-leaked
        if (redis && !redis->err)
            break;
        sleep(1);
    }
    if (redis == 0)
        return -1;
    redisSetTimeout(redis, soon);
    freeReplyObject(redisCommand(redis, "PUBLISH news %s", text));
    redisFree(redis);
    return 0;
}

int publish_ok(const char *host, const char *text)
{
    redisContext *redis = 0;
    for (int tries = 0; tries < 5; tries++) {
        redis = redisConnectWithTimeout(host, 6379, soon);
        if (redis && !redis->err)
            break;
        if (redis)
            redisFree(redis);
        redis = 0;
        sleep(1);
    }
    if (redis == 0)
        return -1;
    redisSetTimeout(redis, soon);
    freeReplyObject(redisCommand(redis, "PUBLISH news %s", text));
    redisFree(redis);
    return 0;
}
