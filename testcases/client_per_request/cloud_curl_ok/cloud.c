#include "cloud.h"

#include "mini_curl.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct cloud {
    CURL *curl;
    pthread_mutex_t lock;
    pthread_t keepalive;
    bool stop;
};

static int perform(struct cloud *cloud, const char *text)
{
    pthread_mutex_lock(&cloud->lock);
    curl_easy_setopt(cloud->curl, CURLOPT_POSTFIELDS, text);
    int rc = curl_easy_perform(cloud->curl);
    pthread_mutex_unlock(&cloud->lock);
    return rc;
}

static void *ping(void *arg)
{
    struct cloud *cloud = arg;
    for (;;) {
        pthread_mutex_lock(&cloud->lock);
        bool stop = cloud->stop;
        pthread_mutex_unlock(&cloud->lock);
        if (stop)
            return NULL;
        perform(cloud, "ping");
        sleep(1);
    }
}

struct cloud *cloud_new(const char *host)
{
    struct cloud *cloud = calloc(1, sizeof *cloud);
    if (cloud == NULL)
        return NULL;
    pthread_mutex_init(&cloud->lock, NULL);
    cloud->curl = curl_easy_init();
    if (cloud->curl == NULL)
        goto fail;
    curl_easy_setopt(cloud->curl, CURLOPT_TIMEOUT, 5L);
    curl_easy_setopt(cloud->curl, CURLOPT_URL, host);
    if (pthread_create(&cloud->keepalive, NULL, ping, cloud) == 0)
        return cloud;
    curl_easy_cleanup(cloud->curl);
fail:
    free(cloud);
    return NULL;
}

int cloud_put(struct cloud *cloud, const char *key, const char *value)
{
    return perform(cloud, key[0] ? value : "");
}

void cloud_free(struct cloud *cloud)
{
    pthread_mutex_lock(&cloud->lock);
    cloud->stop = true;
    pthread_mutex_unlock(&cloud->lock);
    pthread_join(cloud->keepalive, NULL);
    curl_easy_cleanup(cloud->curl);
    free(cloud);
}
