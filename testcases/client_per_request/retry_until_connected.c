/* A start-up that tries until it has a connection makes several, and keeps the one. */
#include "mini_redis.h"

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct timeval soon = {1, 0};

static redisContext *wait_for_db_ok(void)
{
    for (;;) {
        redisContext *redis = redisConnectWithTimeout("db", 6379, soon);
        if (redis != NULL && redis->err == 0) {
            redisSetTimeout(redis, soon);
            return redis;
        }
        if (redis != NULL)
            redisFree(redis);
        sleep(1);
    }
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    redisContext *redis = wait_for_db_ok();
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        freeReplyObject(redisCommand(redis, "INCR connections"));
        close(fd);
    }
}
