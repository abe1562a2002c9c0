/* One connection for all requests, and one bound. */
#include "counter.h"

#include "hiredis.h"

#include <stddef.h>

static redisContext *redis;

int counter_open(const char *host)
{
    redis = redisConnect(host, 6379);
    if (redis == NULL || redis->err != 0)
        return -1;
    return redisSetTimeout(redis, (struct timeval){.tv_usec = 200000});
}

long long counter_add(const char *name)
{
    redisReply *reply = redisCommand(redis, "INCR %s", name);
    if (reply == NULL)
        return -1;
    long long n = reply->integer;
    freeReplyObject(reply);
    return n;
}

void counter_close(void)
{
    redisFree(redis);
    redis = NULL;
}
