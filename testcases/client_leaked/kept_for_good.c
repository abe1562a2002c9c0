/* A fixed number of connections that the start makes lasts as long as the process; one more for each line does not. */
#include <stdio.h>

#include "mini_redis.h"

enum { SHARDS = 4, LINES = 64 };

struct shard {
    const char *name;
    redisContext *redis;
};

struct line {
    unsigned count;
    redisContext *redis;
};

static struct shard shards[SHARDS];
static redisContext *copies[SHARDS];
static struct line lines[LINES];

static int start_ok(struct timeval time)
{
    for (int i = 0; i < SHARDS; i++) {
        shards[i].name = "shard";
        shards[i].redis = redisConnectWithTimeout("shard", 6379 + i, time);
        copies[i] = redisConnectWithTimeout("copy", 6379 + i, time);
        if (shards[i].redis == NULL || copies[i] == NULL)
            return -1;
    }
    return 0;
}

static redisContext *open_line_bad(unsigned number, struct timeval time)
{
    struct line *line = &lines[number % LINES];

    line->count++;
    line->redis = redisConnectWithTimeout("lines", 6379, time); // EXPECT: client-leaked
    return line->redis;
}

int main(void)
{
    struct timeval time = {5, 0};
    char text[200];

    if (start_ok(time) != 0)
        return 1;
    for (unsigned n = 0; fgets(text, sizeof(text), stdin); n++) {
        redisContext *redis = open_line_bad(n, time);
        freeReplyObject(redisCommand(shards[n % SHARDS].redis, "SET last %s", text));
        freeReplyObject(redisCommand(copies[n % SHARDS], "SET last %s", text));
        if (redis)
            freeReplyObject(redisCommand(redis, "PUBLISH line %s", text));
    }
    return 0;
}
