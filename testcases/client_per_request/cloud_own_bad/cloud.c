#include "cloud.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct cloud {
    int fd;
    pthread_mutex_t lock;
    pthread_t keepalive;
    bool stop;
};

static int dial(unsigned short port)
{
    const struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    const struct timeval soon = {2, 0};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
    if (connect(fd, (const struct sockaddr *)&to, sizeof to) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static void *ping(void *arg)
{
    struct cloud *cloud = arg;
    for (;;) {
        pthread_mutex_lock(&cloud->lock);
        bool stop = cloud->stop;
        if (!stop)
            send(cloud->fd, "ping\n", 5, MSG_NOSIGNAL);
        pthread_mutex_unlock(&cloud->lock);
        if (stop)
            return NULL;
        sleep(1);
    }
}

struct cloud *cloud_new(const char *host)
{
    struct cloud *cloud = calloc(1, sizeof *cloud);
    if (cloud == NULL)
        return NULL;
    pthread_mutex_init(&cloud->lock, NULL);
    cloud->fd = dial(host[0] == 'c' ? 7001 : 7002);
    if (cloud->fd < 0)
        goto fail;
    if (pthread_create(&cloud->keepalive, NULL, ping, cloud) == 0)
        return cloud;
    close(cloud->fd);
fail:
    free(cloud);
    return NULL;
}

int cloud_put(struct cloud *cloud, const char *key, const char *value)
{
    char line[128];
    int n = snprintf(line, sizeof line, "put %s %s\n", key, value);
    pthread_mutex_lock(&cloud->lock);
    bool sent = send(cloud->fd, line, (size_t)n, MSG_NOSIGNAL) == n;
    pthread_mutex_unlock(&cloud->lock);
    return sent ? 0 : -1;
}

void cloud_free(struct cloud *cloud)
{
    pthread_mutex_lock(&cloud->lock);
    cloud->stop = true;
    pthread_mutex_unlock(&cloud->lock);
    pthread_join(cloud->keepalive, NULL);
    close(cloud->fd);
    free(cloud);
}
