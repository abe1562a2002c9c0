#include "store.h"

#include "mini_redis.h"

#include <stdlib.h>

struct link {
    redisContext *redis;
};

struct store {
    struct link link;
    long total;
};

static int link_up(struct link *link)
{
    const struct timeval soon = {1, 0};
    link->redis = redisConnectWithTimeout("db", 6379, soon);
    if (link->redis == NULL)
        return -1;
    if (link->redis->err != 0) {
        redisFree(link->redis);
        link->redis = NULL;
        return -1;
    }
    redisSetTimeout(link->redis, soon);
    return 0;
}

struct store *store_open(void)
{
    struct store *store = calloc(1, sizeof *store);
    if (store == NULL)
        return NULL;
    if (link_up(&store->link) != 0) {
        free(store);
        return NULL;
    }
    return store;
}

int store_add(struct store *store, long amount)
{
    redisReply *reply = redisCommand(store->link.redis, "INCRBY total %ld", amount);
    if (reply == NULL)
        return -1;
    store->total = (long)reply->integer;
    freeReplyObject(reply);
    return 0;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    if (store->link.redis != NULL)
        redisFree(store->link.redis);
    free(store);
}
