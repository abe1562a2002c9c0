#include <stddef.h>

#include "mini_redis.h"
#include "options.h"

static const struct timeval soon = {1, 0};

int option_is(const char *text)
{
    redisContext *redis = redisConnectWithTimeout(text, 6379, soon);
    if (redis == NULL)
        return -1;
    redisSetTimeout(redis, soon);
    freeReplyObject(redisCommand(redis, "INCR options"));
    redisFree(redis);
    return 0;
}

int main(void)
{
    return options_read("/etc/control.conf") == 0 ? 0 : 1;
}
