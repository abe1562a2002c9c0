/* A loop with a client that it makes anew only where the old one is dead; and one that makes it each time. */
#include "mini_redis.h"

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct timeval soon = {1, 0};

static redisContext *dial(void)
{
    redisContext *redis = redisConnectWithTimeout("db", 6379, soon);
    if (redis != NULL)
        redisSetTimeout(redis, soon);
    return redis;
}

static int store(redisContext *redis, const char *text)
{
    void *reply = redisCommand(redis, "LPUSH log %s", text);
    if (reply == NULL)
        return -1;
    freeReplyObject(reply);
    return 0;
}

void collect_ok(int listener)
{
    redisContext *redis = NULL;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            break;
        if (redis == NULL)
            redis = dial();
        if (redis != NULL && store(redis, "connected") != 0) {
            redisFree(redis);
            redis = NULL;
        }
        close(fd);
    }
    if (redis != NULL)
        redisFree(redis);
}

void collect_bad(int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            break;
        redisContext *redis = dial(); // EXPECT: client-per-request
        if (redis != NULL) {
            store(redis, "connected");
            redisFree(redis);
        }
        close(fd);
    }
}

int main(int argc, char **argv)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    (void)argv;
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    if (argc > 1)
        collect_ok(listener);
    else
        collect_bad(listener);
    close(listener);
    return 0;
}
