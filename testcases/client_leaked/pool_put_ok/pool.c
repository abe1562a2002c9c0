#include "pool.h"

#include <pthread.h>
#include <stddef.h>

enum { POOL_MOST = 8 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static redisContext *idle[POOL_MOST];
static int n_idle;

redisContext *pool_take(void)
{
    const struct timeval soon = {2, 0};
    redisContext *redis = NULL;

    pthread_mutex_lock(&lock);
    if (n_idle > 0)
        redis = idle[--n_idle];
    pthread_mutex_unlock(&lock);
    if (redis != NULL)
        return redis;
    redis = redisConnectWithTimeout("127.0.0.1", 6379, soon);
    if (redis == NULL)
        return NULL;
    if (redis->err != 0) {
        redisFree(redis);
        return NULL;
    }
    redisSetTimeout(redis, soon);
    return redis;
}

void pool_put(redisContext *redis)
{
    pthread_mutex_lock(&lock);
    if (n_idle < POOL_MOST) {
        idle[n_idle++] = redis;
        redis = NULL;
    }
    pthread_mutex_unlock(&lock);
    if (redis != NULL)
        redisFree(redis);
}
