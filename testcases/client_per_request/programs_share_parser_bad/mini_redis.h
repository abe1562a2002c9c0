/* What the testcases use of <hiredis/hiredis.h>. */
#ifndef MINI_REDIS_H
#define MINI_REDIS_H

#include <sys/time.h>

typedef struct redisContext {
    int err;
    char errstr[128];
    int fd;
} redisContext;

typedef struct redisReply {
    int type;
    long long integer;
} redisReply;

redisContext *redisConnectWithTimeout(const char *host, int port, const struct timeval time);
redisContext *redisConnectUnixWithTimeout(const char *path, const struct timeval time);
int redisSetTimeout(redisContext *context, const struct timeval time);
void *redisCommand(redisContext *context, const char *format, ...);
void freeReplyObject(void *reply);
void redisFree(redisContext *context);

#endif
