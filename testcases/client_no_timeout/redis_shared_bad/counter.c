/* One connection for all requests: no command has a bound. */
#include "counter.h"

#include "hiredis.h"

#include <stddef.h>

static redisContext *redis;

int counter_open(const char *host)
{
    redis = redisConnect(host, 6379);
    return redis != NULL && redis->err == 0 ? 0 : -1;
}

long long counter_add(const char *name)
{
    redisReply *reply = redisCommand(redis, "INCR %s", name); // EXPECT: client-no-timeout
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
