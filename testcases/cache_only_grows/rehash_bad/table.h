#pragma once

#include <stddef.h>

struct item {
    struct item *next;
    unsigned hash;
    unsigned hits;
    char key[];
};

struct table {
    struct item **buckets;
    size_t n_buckets, count;
};

struct item *table_get(struct table *table, const char *key);
void table_drop_below(struct table *table, unsigned hits);
