/* A client in a struct that lives on: the new one takes the place of the old one. */
#include "mini_redis.h"

#include <stddef.h>
#include <stdlib.h>

static const struct timeval soon = {2, 0};

struct feed {
    redisContext *redis;
    char host[64];
};

int feed_send_bad(struct feed *feed, const char *text)
{
    void *reply = redisCommand(feed->redis, "PUBLISH feed %s", text);
    if (reply == NULL) {
        feed->redis = redisConnectWithTimeout(feed->host, 6379, soon); // EXPECT: client-leaked
        return -1;
    }
    freeReplyObject(reply);
    return 0;
}

int feed_send_ok(struct feed *feed, const char *text)
{
    void *reply = redisCommand(feed->redis, "PUBLISH feed %s", text);
    if (reply == NULL) {
        redisFree(feed->redis);
        feed->redis = redisConnectWithTimeout(feed->host, 6379, soon);
        return -1;
    }
    freeReplyObject(reply);
    return 0;
}

void feed_free(struct feed *feed)
{
    if (feed->redis)
        redisFree(feed->redis);
    free(feed);
}
