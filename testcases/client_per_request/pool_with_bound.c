/* Taken from a small pool, which makes one where none is idle; or made anew each time. */
#include "mini_redis.h"

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

enum { POOL_MOST = 4 };

static const struct timeval soon = {1, 0};
static redisContext *idle[POOL_MOST];
static int n_idle;

static redisContext *dial(void)
{
    redisContext *redis = redisConnectWithTimeout("db", 6379, soon);
    if (redis != NULL)
        redisSetTimeout(redis, soon);
    return redis;
}

static redisContext *take_ok(void)
{
    return n_idle > 0 ? idle[--n_idle] : dial();
}

static void put_ok(redisContext *redis)
{
    if (n_idle < POOL_MOST && redis->err == 0)
        idle[n_idle++] = redis;
    else
        redisFree(redis);
}

static void hit_ok(void)
{
    redisContext *redis = take_ok();
    if (redis == NULL)
        return;
    freeReplyObject(redisCommand(redis, "INCR hits"));
    put_ok(redis);
}

static void hit_bad(void)
{
    redisContext *redis = dial(); // EXPECT: client-per-request
    if (redis == NULL)
        return;
    freeReplyObject(redisCommand(redis, "INCR hits"));
    redisFree(redis);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        hit_ok();
        hit_bad();
        close(fd);
    }
}
