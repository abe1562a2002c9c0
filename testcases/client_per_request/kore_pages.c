/* Pages of Kore: nothing in sight calls them, its configuration names them. One of the twins is set up by what Kore calls
 * once; what only parses a request is called by the pages. */
#include "mini_redis.h"

#include <stddef.h>
#include <stdio.h>

struct http_request;
void http_response(struct http_request *request, int status, const void *data, size_t size);
void http_response_header(struct http_request *request, const char *name, const char *value);

static redisContext *shared;

void kore_worker_configure(void)
{
    struct timeval time_out = {1, 0};

    shared = redisConnectWithTimeout("10.0.0.7", 6379, time_out);
}

void show(struct http_request *request, redisReply *reply)
{
    char text[64];
    int n = snprintf(text, sizeof(text), "%lld\n", reply ? reply->integer : 0);

    http_response_header(request, "content-type", "text/plain");
    http_response(request, 200, text, (size_t)n);
    if (reply)
        freeReplyObject(reply);
}

int hits_bad(struct http_request *request)
{
    struct timeval time_out = {1, 0};
    redisContext *redis =
        redisConnectWithTimeout("10.0.0.7", 6379, time_out); // EXPECT: client-per-request

    if (!redis)
        return 0;
    if (redis->err == 0)
        show(request, redisCommand(redis, "INCR hits"));
    redisFree(redis);
    return 1;
}

int hits_ok(struct http_request *request)
{
    if (!shared || shared->err)
        return 0;
    show(request, redisCommand(shared, "INCR hits"));
    return 1;
}
