/* What the testcases use of <hiredis/hiredis.h>. */
#ifndef HIREDIS_H
#define HIREDIS_H

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

redisContext *redisConnect(const char *ip, int port);
redisContext *redisConnectWithTimeout(const char *ip, int port, const struct timeval tv);
redisContext *redisConnectUnix(const char *path);
int redisSetTimeout(redisContext *c, const struct timeval tv);
int redisReconnect(redisContext *c);
void *redisCommand(redisContext *c, const char *format, ...);
void freeReplyObject(void *reply);
void redisFree(redisContext *c);

#endif
