#include "store.h"

#include "mini_redis.h"

#include <stdlib.h>

struct store {
    redisContext *redis;
    unsigned long n_puts;
};

static const struct timeval soon = {2, 0};

static redisContext *dial(const char *host)
{
    redisContext *redis = redisConnectWithTimeout(host, 6379, soon);
    if (redis != NULL && redis->err != 0) {
        redisFree(redis);
        redis = NULL;
    }
    if (redis != NULL)
        redisSetTimeout(redis, soon);
    return redis;
}

struct store *store_open(const char *host)
{
    struct store *store = malloc(sizeof *store);
    if (store == NULL)
        return NULL;
    store->n_puts = 0;
    store->redis = dial(host);
    if (store->redis == NULL) {
        free(store);
        return NULL;
    }
    return store;
}

bool store_put(struct store *store, const char *key, const char *value)
{
    void *reply = redisCommand(store->redis, "SET %s %s", key, value);
    if (reply == NULL)
        return false;
    store->n_puts++;
    freeReplyObject(reply);
    return true;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    redisFree(store->redis);
    free(store);
}
