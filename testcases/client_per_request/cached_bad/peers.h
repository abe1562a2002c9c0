/* Connections by the name of the host, the last few of them. */
#ifndef PEERS_H
#define PEERS_H

#include "mini_redis.h"

redisContext *peers_get(const char *host);

#endif
