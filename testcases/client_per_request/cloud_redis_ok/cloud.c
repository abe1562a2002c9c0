#include "cloud.h"

#include "mini_redis.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct cloud {
    redisContext *redis;
    pthread_mutex_t lock;
    bool stop;
};

static void *ping(void *arg)
{
    struct cloud *cloud = arg;
    for (;;) {
        pthread_mutex_lock(&cloud->lock);
        bool stop = cloud->stop;
        if (!stop)
            freeReplyObject(redisCommand(cloud->redis, "PING"));
        pthread_mutex_unlock(&cloud->lock);
        if (stop)
            break;
        sleep(1);
    }
    redisFree(cloud->redis);
    free(cloud);
    return NULL;
}

/* The thread ends with the client, and takes it along. */
struct cloud *cloud_new(const char *host)
{
    const struct timeval soon = {2, 0};
    pthread_t keepalive;
    struct cloud *cloud = calloc(1, sizeof *cloud);
    if (cloud == NULL)
        return NULL;
    pthread_mutex_init(&cloud->lock, NULL);
    cloud->redis = redisConnectWithTimeout(host, 6379, soon);
    if (cloud->redis == NULL || cloud->redis->err != 0)
        goto fail;
    redisSetTimeout(cloud->redis, soon);
    if (pthread_create(&keepalive, NULL, ping, cloud) != 0)
        goto fail;
    pthread_detach(keepalive);
    return cloud;
fail:
    if (cloud->redis != NULL)
        redisFree(cloud->redis);
    free(cloud);
    return NULL;
}

int cloud_put(struct cloud *cloud, const char *key, const char *value)
{
    pthread_mutex_lock(&cloud->lock);
    void *reply = redisCommand(cloud->redis, "SET %s %s", key, value);
    pthread_mutex_unlock(&cloud->lock);
    if (reply == NULL)
        return -1;
    freeReplyObject(reply);
    return 0;
}

void cloud_free(struct cloud *cloud)
{
    pthread_mutex_lock(&cloud->lock);
    cloud->stop = true;
    pthread_mutex_unlock(&cloud->lock);
}
