/* Put into a table of which nobody asks whether it took it: the program knows that it does. */
#include "mini_redis.h"

#include <stdlib.h>
#include <string.h>

struct entry {
    struct entry *next;
    char host[32];
    redisContext *redis;
};

static struct entry *table[64];
static const struct timeval soon = {2, 0};

static unsigned slot_of(const char *host)
{
    unsigned sum = 0;
    while (*host)
        sum = sum * 31 + (unsigned char)*host++;
    return sum % 64;
}

static struct entry *find(const char *host)
{
    for (struct entry *at = table[slot_of(host)]; at; at = at->next)
        if (strcmp(at->host, host) == 0)
            return at;
    return NULL;
}

/* -1: it is there already. */
static int add(struct entry *entry)
{
    if (find(entry->host))
        return -1;
    entry->next = table[slot_of(entry->host)];
    table[slot_of(entry->host)] = entry;
    return 0;
}

struct entry *get_ok(const char *host)
{
    struct entry *entry = find(host);
    if (entry)
        return entry;
    entry = calloc(1, sizeof *entry);
    if (!entry)
        return NULL;
    strncpy(entry->host, host, sizeof entry->host - 1);
    entry->redis = redisConnectWithTimeout(host, 6379, soon);
    if (!entry->redis) {
        free(entry);
        return NULL;
    }
    redisSetTimeout(entry->redis, soon);
    add(entry);
    return entry;
}

void forget(const char *host)
{
    for (struct entry **at = &table[slot_of(host)]; *at; at = &(*at)->next) {
        struct entry *entry = *at;
        if (strcmp(entry->host, host) != 0)
            continue;
        *at = entry->next;
        redisFree(entry->redis);
        free(entry);
        return;
    }
}
