#include "store.h"

#include "hiredis.h"

#include <stddef.h>

static void *open_redis(const char *where)
{
    redisContext *redis = redisConnectWithTimeout(where, 6379, (struct timeval){.tv_sec = 1});
    if (redis != NULL && redis->err != 0) {
        redisFree(redis);
        return NULL;
    }
    return redis;
}

static int put_redis(void *store, const char *key, const char *value)
{
    redisReply *reply = redisCommand(store, "SET %s %s", key, value);
    int rc = reply != NULL ? 0 : -1;
    freeReplyObject(reply);
    return rc;
}

static void close_redis(void *store)
{
    redisFree(store);
}

const struct store_ops redis_store = {"redis", open_redis, put_redis, close_redis};
