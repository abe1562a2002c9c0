/* A connection to Redis for each message. */
#include "hiredis.h"

#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>

static int count_bad(const char *key)
{
    redisContext *redis;
    redis = redisConnect("redis.example", 6379); // EXPECT: client-no-timeout, client-per-request
    int rc = -1;
    if (redis == NULL)
        return -1;
    if (redis->err == 0) {
        redisReply *reply = redisCommand(redis, "INCR %s", key);
        rc = reply == NULL ? -1 : 0;
        freeReplyObject(reply);
    }
    redisFree(redis);
    return rc;
}

static int count_ok(const char *key)
{
    const struct timeval most = {.tv_sec = 2};
    redisContext *redis;
    redis = redisConnectWithTimeout("redis.example", 6379, most); // EXPECT: client-per-request
    int rc = -1;
    if (redis == NULL)
        return -1;
    if (redis->err == 0) {
        redisReply *reply = redisCommand(redis, "INCR %s", key);
        rc = reply == NULL ? -1 : 0;
        freeReplyObject(reply);
    }
    redisFree(redis);
    return rc;
}

/* On the same machine. */
static int count_here_ok(const char *key)
{
    redisContext *redis = redisConnectUnix("/run/redis.sock"); // EXPECT: client-per-request
    int rc = -1;
    if (redis == NULL)
        return -1;
    if (redis->err == 0) {
        redisReply *reply = redisCommand(redis, "INCR %s", key);
        rc = reply == NULL ? -1 : 0;
        freeReplyObject(reply);
    }
    redisFree(redis);
    return rc;
}

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    char key[64];
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0)
        return 1;
    for (;;) {
        ssize_t size = recvfrom(fd, key, sizeof key - 1, 0, NULL, NULL);
        if (size <= 0)
            continue;
        key[size] = 0;
        if (count_bad(key) < 0 || count_ok(key) < 0)
            count_here_ok(key);
    }
}
