/* Taken from a pool, and put back on each path. */
#include "pool.h"

#include <stddef.h>

long session_user(const char *key)
{
    redisContext *redis = pool_take();
    long user = -1;
    if (redis == NULL)
        return -1;
    redisReply *reply = redisCommand(redis, "GET session:%s", key);
    if (reply != NULL) {
        user = (long)reply->integer;
        freeReplyObject(reply);
    }
    pool_put(redis);
    return user;
}
