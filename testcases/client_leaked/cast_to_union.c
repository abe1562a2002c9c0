/* An object that is known by its base, and is got back from that by a cast to a union (GNU C). */
#include "mini_redis.h"

#include <stdlib.h>

static const struct timeval soon = {1, 0};

struct store {
    int kind;
};

struct redis_store {
    struct store base;
    redisContext *redis;
};

#define REDIS_STORE(x)                                                                             \
    (((union {                                                                                     \
         struct store *store;                                                                      \
         struct redis_store *redis;                                                                \
     })(x))                                                                                        \
         .redis)

struct store *store_open(const char *host)
{
    struct redis_store *store = calloc(1, sizeof *store);
    if (store == NULL)
        return NULL;
    store->redis = redisConnectWithTimeout(host, 6379, soon);
    if (store->redis == NULL) {
        free(store);
        return NULL;
    }
    return &store->base;
}

static void close_ok(struct store *store)
{
    redisFree(REDIS_STORE(store)->redis);
    free(REDIS_STORE(store));
}

static void close_bad(struct store *store)
{
    free(REDIS_STORE(store));
}

int use_ok(const char *host)
{
    struct store *store = store_open(host);
    int kind;

    if (store == NULL)
        return -1;
    kind = store->kind;
    close_ok(store);
    return kind;
}

int use_bad(const char *host)
{
    struct redis_store *store = calloc(1, sizeof *store);

    if (store == NULL)
        return -1;
    store->redis = redisConnectWithTimeout(host, 6379, soon); // EXPECT: client-leaked
    if (store->redis == NULL) {
        free(store);
        return -1;
    }
    close_bad(&store->base);
    return 0;
}
