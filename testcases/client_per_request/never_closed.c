/* One more connection for each request, and none is closed. */
#include "mini_redis.h"

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct timeval soon = {1, 0};

static void count_bad(const char *page)
{
    redisContext *redis =
        redisConnectWithTimeout("db", 6379, soon); // EXPECT: client-per-request, client-leaked
    if (redis == NULL)
        return;
    redisSetTimeout(redis, soon);
    freeReplyObject(redisCommand(redis, "INCR %s", page));
}

static void count_ok(redisContext *redis, const char *page)
{
    freeReplyObject(redisCommand(redis, "INCR %s", page));
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    redisContext *redis = redisConnectWithTimeout("db", 6379, soon);
    if (listener < 0 || redis == NULL || listen(listener, 16) != 0)
        return 1;
    redisSetTimeout(redis, soon);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        count_bad("index");
        count_ok(redis, "index");
        close(fd);
    }
}
