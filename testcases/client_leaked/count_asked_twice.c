/* Who opens where there are several, and closes where there are several, closes what he has opened. */
#include "mini_redis.h"

#include <stddef.h>

enum { NODES_MOST = 12 };

struct nodes {
    int count;
    int ids[NODES_MOST];
};

int nodes_get(const char *formation, struct nodes *nodes);
int nodes_apply(const struct nodes *nodes, int quorum);

static const struct timeval limit = {2, 0};

static redisContext *listen_to(const char *formation)
{
    redisContext *redis = redisConnectWithTimeout(formation, 6379, limit);

    if (redis != NULL && redis->err != 0) {
        redisFree(redis);
        return NULL;
    }
    return redis;
}

static int wait_for(redisContext *redis)
{
    void *reply = redisCommand(redis, "BLPOP applied 10");

    if (reply != NULL)
        freeReplyObject(reply);
    redisFree(redis);
    return reply != NULL;
}

int set_quorum_ok(const char *formation, int quorum)
{
    redisContext *redis = NULL;
    struct nodes nodes = {0};
    int rc = 1;

    if (nodes_get(formation, &nodes) != 0)
        return -1;
    if (nodes.count > 1) {
        redis = listen_to(formation);
        if (redis == NULL)
            return -1;
    }
    nodes_apply(NULL, quorum);
    if (nodes.count > 1)
        rc = wait_for(redis);
    return rc ? 0 : -1;
}

int set_quorum_bad(const char *formation, int quorum)
{
    redisContext *redis = NULL;
    struct nodes nodes = {0};
    int rc = 1;

    if (nodes_get(formation, &nodes) != 0)
        return -1;
    if (nodes.count > 1) {
        redis = listen_to(formation); // EXPECT: client-leaked
        if (redis == NULL)
            return -1;
    }
    nodes_apply(NULL, quorum);
    if (nodes.count > 2)
        rc = wait_for(redis);
    return rc ? 0 : -1;
}
