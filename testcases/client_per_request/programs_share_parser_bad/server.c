#include <sys/socket.h>
#include <unistd.h>

#include "mini_redis.h"
#include "options.h"

static const struct timeval soon = {1, 0};

int option_is(const char *text)
{
    redisContext *redis = redisConnectWithTimeout(text, 6379, soon); // EXPECT: client-per-request
    if (redis == NULL)
        return -1;
    redisSetTimeout(redis, soon);
    freeReplyObject(redisCommand(redis, "INCR options"));
    redisFree(redis);
    return 0;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            return 1;
        options_read("/etc/server.conf");
        close(fd);
    }
}
