/* Taken from a pool, and not put back where the session is unknown. */
#include "pool.h"

#include <stddef.h>

long session_user(const char *key)
{
    redisContext *redis = pool_take(); // EXPECT: client-leaked
    if (redis == NULL)
        return -1;
    redisReply *reply = redisCommand(redis, "GET session:%s", key);
    if (reply == NULL)
        return -1;
    long user = (long)reply->integer;
    freeReplyObject(reply);
    pool_put(redis);
    return user;
}
