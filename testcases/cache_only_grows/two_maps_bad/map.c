#include "map.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 256 };

struct pair {
    struct pair *next;
    void *value;
    char key[];
};

struct map {
    struct pair *buckets[BUCKETS];
    size_t count;
};

static unsigned bucket_of(const char *key)
{
    unsigned hash = 5381;

    while (*key)
        hash = 33 * hash + (unsigned char)*key++;
    return hash % BUCKETS;
}

struct map *map_new(void)
{
    return calloc(1, sizeof(struct map));
}

void map_free(struct map *map)
{
    for (int i = 0; i < BUCKETS; i++)
        for (struct pair *pair = map->buckets[i], *next; pair; pair = next) {
            next = pair->next;
            free(pair);
        }
    free(map);
}

static struct pair *find(const struct map *map, const char *key)
{
    struct pair *pair = map->buckets[bucket_of(key)];

    while (pair && strcmp(pair->key, key) != 0)
        pair = pair->next;
    return pair;
}

void *map_get(const struct map *map, const char *key)
{
    struct pair *pair = find(map, key);

    return pair ? pair->value : NULL;
}

int map_put(struct map *map, const char *key, void *value)
{
    struct pair *pair = find(map, key);

    if (!pair) {
        unsigned bucket = bucket_of(key);
        pair = malloc(sizeof *pair + strlen(key) + 1);
        if (!pair)
            return -1;
        strcpy(pair->key, key);
        pair->next = map->buckets[bucket];
        map->buckets[bucket] = pair;
        map->count++;
    }
    pair->value = value;
    return 0;
}

int map_delete(struct map *map, const char *key)
{
    struct pair **link = &map->buckets[bucket_of(key)];

    for (; *link; link = &(*link)->next)
        if (strcmp((*link)->key, key) == 0) {
            struct pair *pair = *link;
            *link = pair->next;
            free(pair);
            map->count--;
            return 0;
        }
    return -1;
}
