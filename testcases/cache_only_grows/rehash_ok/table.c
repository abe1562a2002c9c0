#include "table.h"

#include <stdlib.h>
#include <string.h>

static unsigned hash_of(const char *key)
{
    unsigned hash = 2166136261u;

    while (*key)
        hash = (hash ^ (unsigned char)*key++) * 16777619u;
    return hash;
}

static int make_larger(struct table *table)
{
    size_t n = table->n_buckets ? 2 * table->n_buckets : 16;
    struct item **buckets = calloc(n, sizeof *buckets);

    if (!buckets)
        return -1;
    for (size_t i = 0; i < table->n_buckets; i++) {
        struct item *item = table->buckets[i];
        while (item) {
            struct item *next = item->next;
            item->next = buckets[item->hash % n];
            buckets[item->hash % n] = item;
            item = next;
        }
    }
    free(table->buckets);
    table->buckets = buckets;
    table->n_buckets = n;
    return 0;
}

struct item *table_get(struct table *table, const char *key)
{
    unsigned hash = hash_of(key);

    if (table->count >= table->n_buckets && make_larger(table) != 0)
        return NULL;
    struct item **bucket = &table->buckets[hash % table->n_buckets];
    for (struct item *item = *bucket; item; item = item->next)
        if (item->hash == hash && strcmp(item->key, key) == 0)
            return item;
    struct item *item = malloc(sizeof *item + strlen(key) + 1);
    if (!item)
        return NULL;
    item->hash = hash;
    item->hits = 0;
    strcpy(item->key, key);
    item->next = *bucket;
    *bucket = item;
    table->count++;
    return item;
}

void table_drop_below(struct table *table, unsigned hits)
{
    for (size_t i = 0; i < table->n_buckets; i++)
        for (struct item **link = &table->buckets[i]; *link;) {
            struct item *item = *link;
            if (item->hits >= hits) {
                link = &item->next;
                continue;
            }
            *link = item->next;
            free(item);
            table->count--;
        }
}
