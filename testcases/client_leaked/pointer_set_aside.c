/* What a connection is kept in is handed in, and another object may stand in its place for the rest of the function. Who
 * looks whether it does, closes what was kept there; what was kept in the first one stays with those who have that. */
#include "mini_redis.h"

#include <stddef.h>

struct directory {
    redisContext *redis;
    const char *host;
    int port;
};

struct settings {
    struct directory *directory;
    int port;
};

static redisReply *ask(struct directory *directory, const char *question)
{
    struct timeval time_out = {1, 0};

    if (directory->redis && directory->redis->err) {
        redisFree(directory->redis);
        directory->redis = NULL;
    }
    if (!directory->redis)
        directory->redis = redisConnectWithTimeout(directory->host, directory->port, time_out);
    return directory->redis ? redisCommand(directory->redis, question) : NULL;
}

static int count(struct directory *directory, const char *question)
{
    redisReply *reply = ask(directory, question);
    int n = reply ? (int)reply->integer : -1;

    if (reply)
        freeReplyObject(reply);
    return n;
}

void directory_close(struct directory *directory)
{
    if (directory->redis)
        redisFree(directory->redis);
    directory->redis = NULL;
}

int log_in_ok(struct settings *settings, const char *name)
{
    struct directory *first = settings->directory, own;
    int n = count(settings->directory, name);

    if (settings->port != first->port) {
        own.redis = NULL;
        own.host = first->host;
        own.port = settings->port;
        settings->directory = &own;
    }
    n += count(settings->directory, "groups");
    if (settings->directory != first && settings->directory->redis)
        redisFree(settings->directory->redis);
    settings->directory = first;
    return n;
}

int log_in_compared_ok(struct settings *settings)
{
    struct directory *first = settings->directory, own = {NULL, first->host, settings->port};

    if (settings->port)
        settings->directory = &own;
    int n = count(settings->directory, "groups");
    if (settings->directory == &own)
        directory_close(&own);
    settings->directory = first;
    return n;
}

int log_in_bad(struct settings *settings)
{
    struct directory *first = settings->directory, own = {NULL, first->host, settings->port};

    if (settings->port)
        settings->directory = &own;
    int n = count(settings->directory, "groups"); // EXPECT: client-leaked
    settings->directory = first;
    return n;
}
