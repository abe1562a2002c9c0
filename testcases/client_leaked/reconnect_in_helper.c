/* A helper connects again and is not asked whether it ends the connection before: its caller has used that. */
#include "mini_redis.h"

#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct timeval soon = {2, 0};

struct sink {
    redisContext *redis;
    int failures;
    char host[64];
};

static int connect_anew(struct sink *sink)
{
    sink->redis = redisConnectWithTimeout(sink->host, 6379, soon);
    if (sink->redis == NULL)
        return -1;
    sink->failures = 0;
    return 0;
}

int sink_put_bad(struct sink *sink, const char *key, const char *text)
{
    void *reply = redisCommand(sink->redis, "SET %s %s", key, text);
    if (reply == NULL) {
        sink->failures++;
        return connect_anew(sink); // EXPECT: client-leaked
    }
    freeReplyObject(reply);
    return 0;
}

int sink_put_ok(struct sink *sink, const char *key, const char *text)
{
    void *reply = redisCommand(sink->redis, "SET %s %s", key, text);
    if (reply == NULL) {
        sink->failures++;
        redisFree(sink->redis);
        return connect_anew(sink);
    }
    freeReplyObject(reply);
    return 0;
}

/* The helper ends what is there itself. */
static int connect_instead(struct sink *sink)
{
    if (sink->redis != NULL)
        redisFree(sink->redis);
    sink->redis = redisConnectWithTimeout(sink->host, 6379, soon);
    return sink->redis != NULL ? 0 : -1;
}

int sink_append_ok(struct sink *sink, const char *key, const char *text)
{
    void *reply = redisCommand(sink->redis, "APPEND %s %s", key, text);
    if (reply == NULL)
        return connect_instead(sink);
    freeReplyObject(reply);
    return 0;
}

/* Nobody knows whether there is one. */
int sink_start_ok(struct sink *sink)
{
    return connect_anew(sink);
}

void sink_stop(struct sink *sink)
{
    if (sink->redis)
        redisFree(sink->redis);
    sink->redis = NULL;
}
