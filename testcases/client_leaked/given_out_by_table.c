/* A table gives out what it keeps: who asks gets no client of his own. Where nothing was found, one is made,
 * kept and given out. */
#include "mini_redis.h"

#include <stdlib.h>
#include <string.h>

struct entry {
    struct entry *next;
    const char *name;
    void *value;
};

struct table {
    struct entry *buckets[16];
};

struct link {
    redisContext *redis;
    int uses;
};

static void *table_get(struct table *table, const char *name)
{
    struct entry *entry = table->buckets[name[0] & 15];

    for (; entry; entry = entry->next)
        if (strcmp(entry->name, name) == 0)
            return entry->value;
    return NULL;
}

static int table_put(struct table *table, const char *name, void *value)
{
    struct entry *entry = malloc(sizeof *entry);

    if (!entry)
        return -1;
    entry->name = name;
    entry->value = value;
    entry->next = table->buckets[name[0] & 15];
    table->buckets[name[0] & 15] = entry;
    return 0;
}

static struct link *keep(struct table *table, const char *name, redisContext *redis)
{
    struct link *link = calloc(1, sizeof *link);

    if (!link)
        return NULL;
    link->redis = redis;
    table_put(table, name, link);
    return link;
}

static redisContext *open_by_name(struct table *table, const char *name)
{
    struct timeval most = {1, 0};
    struct link *link = table_get(table, name);

    if (link) {
        link->uses++;
        return link->redis;
    }
    redisContext *redis = redisConnectWithTimeout(name, 6379, most);
    if (!redis)
        return NULL;
    if (!redis->err) {
        if (link == NULL)
            link = keep(table, name, redis);
        if (link)
            return redis;
    }
    redisFree(redis);
    return NULL;
}

int count_ok(struct table *table, const char *const *names)
{
    redisContext *redis = NULL;
    int n = 0;

    for (; *names; names++) {
        redis = open_by_name(table, *names);
        n += redis != NULL;
    }
    return n;
}

void link_free(struct link *link)
{
    redisFree(link->redis);
    free(link);
}

static redisContext *open_another(const char *name)
{
    struct timeval most = {1, 0};
    redisContext *redis = redisConnectWithTimeout(name, 6379, most);

    if (redis && redis->err) {
        redisFree(redis);
        return NULL;
    }
    return redis;
}

int count_bad(const char *const *names)
{
    redisContext *redis = NULL;
    int n = 0;

    for (; *names; names++) {
        redis = open_another(*names); // EXPECT: client-leaked
        n += redis != NULL;
    }
    return n;
}
