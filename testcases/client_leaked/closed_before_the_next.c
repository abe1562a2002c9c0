/* A helper closes what does not work any more and puts a new one in its place; the object lies on the stack of a
 * function that calls it again and again. The bad twins forget the close. */
#include "mini_redis.h"

#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

struct feed {
    redisContext *source;
    unsigned long lines;
};

struct tap {
    redisContext *source;
    unsigned long lines;
};

static const struct timeval patience = {2, 0};

static int open_feed_ok(struct feed *feed)
{
    if (feed->source) {
        if (feed->source->err == 0)
            return 0;
        redisFree(feed->source);
        feed->source = NULL;
    }
    redisContext *next = redisConnectWithTimeout("feed", 6379, patience);
    if (!next || next->err) {
        redisFree(next);
        return -1;
    }
    feed->source = next;
    return 0;
}

static int open_tap_bad(struct tap *tap)
{
    tap->source = redisConnectWithTimeout("tap", 6379, patience);
    return tap->source ? 0 : -1;
}

static void ask(redisContext *context, const char *command)
{
    redisReply *reply = redisCommand(context, command);

    if (reply)
        freeReplyObject(reply);
}

/* ---- again within the helper ---- */

struct store {
    redisContext *to;
};

static int put_ok(struct store *store, const char *line)
{
    for (int tries = 0; tries < 2; tries++) {
        if (!store->to && !(store->to = redisConnectWithTimeout("store", 6379, patience)))
            return -1;
        redisReply *reply = redisCommand(store->to, "RPUSH lines %s", line);
        if (reply) {
            freeReplyObject(reply);
            return 0;
        }
        redisFree(store->to);
        store->to = NULL;
    }
    return -1;
}

int main(void)
{
    struct feed feed = {0};
    struct tap tap = {0};
    struct store store = {0};
    char line[64];

    while (fgets(line, sizeof line, stdin)) {
        if (open_feed_ok(&feed) == 0)
            ask(feed.source, "GET feed");
        if (open_tap_bad(&tap) == 0) // EXPECT: client-leaked
            ask(tap.source, "GET tap");
        put_ok(&store, line);
    }
    if (feed.source)
        redisFree(feed.source);
    if (tap.source)
        redisFree(tap.source);
    if (store.to)
        redisFree(store.to);
    return 0;
}
