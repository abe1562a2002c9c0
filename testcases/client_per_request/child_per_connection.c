/* A process for each connection makes its client once, and serves with it till the peer leaves. */
#include "mini_redis.h"

#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct timeval soon = {1, 0};

static void serve_ok(int fd)
{
    char line[128];
    redisContext *redis = redisConnectWithTimeout("db", 6379, soon);
    if (redis == NULL)
        return;
    redisSetTimeout(redis, soon);
    while (recv(fd, line, sizeof line, 0) > 0)
        freeReplyObject(redisCommand(redis, "INCR lines"));
    redisFree(redis);
}

static void count_bad(void)
{
    redisContext *redis = redisConnectWithTimeout("db", 6379, soon); // EXPECT: client-per-request
    if (redis == NULL)
        return;
    redisSetTimeout(redis, soon);
    freeReplyObject(redisCommand(redis, "INCR connections"));
    redisFree(redis);
}

int main(void)
{
    const struct timeval idle = {60, 0};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
        count_bad();
        if (fork() == 0) {
            serve_ok(fd);
            exit(0);
        }
        close(fd);
    }
}
