/* Connections that wait for their next use, a fixed number of them. */
#ifndef POOL_H
#define POOL_H

#include "mini_redis.h"

redisContext *pool_take(void);
void pool_put(redisContext *redis);

#endif
