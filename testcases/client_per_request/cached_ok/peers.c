/* The oldest makes room for a new one. */
#include "peers.h"

#include <stddef.h>
#include <string.h>

enum { PEERS_MOST = 8 };

static struct {
    char host[64];
    redisContext *redis;
} peers[PEERS_MOST];
static unsigned next;

static redisContext *dial(const char *host)
{
    const struct timeval soon = {1, 0};
    redisContext *redis = redisConnectWithTimeout(host, 6379, soon);
    if (redis != NULL)
        redisSetTimeout(redis, soon);
    return redis;
}

redisContext *peers_get(const char *host)
{
    for (int i = 0; i < PEERS_MOST; i++)
        if (peers[i].redis != NULL && strcmp(peers[i].host, host) == 0)
            return peers[i].redis;
    unsigned slot = next++ % PEERS_MOST;
    if (peers[slot].redis != NULL)
        redisFree(peers[slot].redis);
    strncpy(peers[slot].host, host, sizeof peers[slot].host - 1);
    peers[slot].redis = dial(host);
    return peers[slot].redis;
}
