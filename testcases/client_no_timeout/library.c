/* Functions of a library: whoever calls them waits. Of low severity, as it is his choice when to call. */
#include "hiredis.h"

#include <stddef.h>

struct store {
    redisContext *redis;
};

struct timed_store {
    redisContext *redis;
};

int store_open_bad(struct store *store, const char *host)
{
    store->redis = redisConnect(host, 6379); // EXPECT: client-no-timeout
    return store->redis != NULL && store->redis->err == 0 ? 0 : -1;
}

int store_put_bad(struct store *store, const char *key, const char *value)
{
    redisReply *reply = redisCommand(store->redis, "SET %s %s", key, value);
    if (reply == NULL)
        return -1;
    freeReplyObject(reply);
    return 0;
}

void store_close_bad(struct store *store)
{
    redisFree(store->redis);
    store->redis = NULL;
}

int store_open_ok(struct timed_store *store, const char *host)
{
    store->redis = redisConnectWithTimeout(host, 6379, (struct timeval){.tv_sec = 1});
    return store->redis != NULL && store->redis->err == 0 ? 0 : -1;
}

int store_put_ok(struct timed_store *store, const char *key, const char *value)
{
    redisReply *reply = redisCommand(store->redis, "SET %s %s", key, value);
    if (reply == NULL)
        return -1;
    freeReplyObject(reply);
    return 0;
}

void store_close_ok(struct timed_store *store)
{
    redisFree(store->redis);
    store->redis = NULL;
}
