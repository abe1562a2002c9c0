/* One connection for all messages: where it does not answer any more, a new one takes its place. */
#include "mini_redis.h"

#include <stddef.h>
#include <stdlib.h>

static const struct timeval soon = {2, 0};

struct output {
    redisContext *redis;
    char host[64];
};

static int answers(struct output *output)
{
    void *reply = redisCommand(output->redis, "PING");
    if (reply)
        freeReplyObject(reply);
    return reply != NULL;
}

int output_ready_bad(struct output *output)
{
    if (output->redis && answers(output))
        return 1;
    output->redis = redisConnectWithTimeout(output->host, 6379, soon); // EXPECT: client-leaked
    return output->redis != NULL;
}

int output_ready_ok(struct output *output)
{
    if (output->redis && answers(output))
        return 1;
    if (output->redis)
        redisFree(output->redis);
    output->redis = redisConnectWithTimeout(output->host, 6379, soon);
    return output->redis != NULL;
}

/* There is none where it comes to the connect. */
int output_open_ok(struct output *output)
{
    if (output->redis)
        return answers(output);
    output->redis = redisConnectWithTimeout(output->host, 6379, soon);
    return output->redis != NULL;
}

void output_close(struct output *output)
{
    if (output->redis)
        redisFree(output->redis);
    output->redis = NULL;
}

/* The same in a global, which a function of its own ends. */
static redisContext *shared;

static void drop_shared(void)
{
    if (shared)
        redisFree(shared);
    shared = NULL;
}

int shared_ready_ok(const char *host)
{
    if (shared)
        drop_shared();
    shared = redisConnectWithTimeout(host, 6379, soon);
    return shared != NULL;
}
