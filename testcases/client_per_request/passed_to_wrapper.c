/* All threads are started by one wrapper: a body is run as often as who passes it calls that, not as often as the
 * wrapper is called by anybody. */
#include "mini_redis.h"

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct timeval soon = {1, 0};

typedef void *(*body_fn)(void *);

static int start_on(const pthread_attr_t *attributes, body_fn body, void *arg)
{
    pthread_t thread;

    if (pthread_create(&thread, attributes, body, arg) != 0)
        return -1;
    return pthread_detach(thread);
}

static int start(body_fn body, void *arg)
{
    return start_on(NULL, body, arg);
}

static void *count_ok(void *unused)
{
    redisContext *redis = redisConnectWithTimeout("db", 6379, soon);
    if (redis == NULL)
        return unused;
    redisSetTimeout(redis, soon);
    freeReplyObject(redisCommand(redis, "INCR starts"));
    redisFree(redis);
    return NULL;
}

static void *serve_bad(void *arg)
{
    redisContext *redis = redisConnectWithTimeout("db", 6379, soon); // EXPECT: client-per-request
    if (redis != NULL) {
        redisSetTimeout(redis, soon);
        freeReplyObject(redisCommand(redis, "INCR connections"));
        redisFree(redis);
    }
    close((int)(intptr_t)arg);
    return NULL;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0 || start(count_ok, NULL) != 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0 && start(serve_bad, (void *)(intptr_t)fd) != 0)
            close(fd);
    }
}
