/* A thread for each connection: one keeps its client for all the lines that come, the other makes one for
 * each of them. */
#include "mini_redis.h"

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct timeval soon = {1, 0};

static void *serve_ok(void *arg)
{
    int fd = (int)(intptr_t)arg;
    char line[128];
    redisContext *redis = redisConnectWithTimeout("db", 6379, soon);
    if (redis != NULL) {
        redisSetTimeout(redis, soon);
        while (recv(fd, line, sizeof line - 1, 0) > 0)
            freeReplyObject(redisCommand(redis, "LPUSH lines %b", line, sizeof line));
        redisFree(redis);
    }
    close(fd);
    return NULL;
}

static void *serve_bad(void *arg)
{
    int fd = (int)(intptr_t)arg;
    char line[128];
    while (recv(fd, line, sizeof line - 1, 0) > 0) {
        redisContext *redis =
            redisConnectWithTimeout("db", 6379, soon); // EXPECT: client-per-request
        if (redis == NULL)
            break;
        redisSetTimeout(redis, soon);
        freeReplyObject(redisCommand(redis, "LPUSH lines %b", line, sizeof line));
        redisFree(redis);
    }
    close(fd);
    return NULL;
}

int main(void)
{
    const struct timeval idle = {60, 0};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    for (int n = 0; n < 64; n++) {
        int fd = accept(listener, NULL, NULL);
        pthread_t thread;
        if (fd < 0)
            continue;
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
        if (pthread_create(&thread, NULL, n % 2 ? serve_ok : serve_bad, (void *)(intptr_t)fd) == 0)
            pthread_detach(thread);
    }
    return 0;
}
