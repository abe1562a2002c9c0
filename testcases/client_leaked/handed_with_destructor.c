/* Who hands a client over hands its destructor over as well; texts go the same way, with free(). */
#include "mini_redis.h"

#include <stdlib.h>
#include <string.h>

typedef void (*destroy_fn)(void *value);

struct answer {
    void *value;
    destroy_fn destroy;
    int is_late;
};

static const struct timeval limit = {2, 0};

int answers_queue(void *value, destroy_fn destroy);

static void destroy_redis(void *value)
{
    if (value != NULL)
        redisFree(value);
}

static void answer_clear(struct answer *answer)
{
    if (answer->value != NULL && answer->destroy != NULL)
        answer->destroy(answer->value);
    answer->value = NULL;
    answer->destroy = NULL;
}

static void answer_give(struct answer *answer, void *value, destroy_fn destroy)
{
    if (!answer->is_late) {
        answer->value = value;
        answer->destroy = destroy;
    } else if (answers_queue(value, destroy) != 0 && destroy != NULL) {
        destroy(value);
    }
}

void answer_end(struct answer *answer)
{
    answer_clear(answer);
    free(answer);
}

int answer_text(struct answer *answer, const char *text)
{
    char *copy = strdup(text);

    if (copy == NULL)
        return -1;
    answer_give(answer, copy, free);
    return 0;
}

int answer_redis_ok(struct answer *answer, const char *host)
{
    redisContext *redis = redisConnectWithTimeout(host, 6379, limit);

    if (redis == NULL)
        return -1;
    if (redis->err != 0) {
        redisFree(redis);
        return -1;
    }
    answer_give(answer, redis, destroy_redis);
    return 0;
}

int answer_redis_bad(struct answer *answer, const char *host)
{
    redisContext *redis = redisConnectWithTimeout(host, 6379, limit); // EXPECT: client-leaked

    if (redis == NULL || redis->err != 0)
        return -1;
    answer_give(answer, redis, destroy_redis);
    return 0;
}
