#pragma once

#include <stddef.h>

struct map;

struct map *map_new(void);
void map_free(struct map *map);
void *map_get(const struct map *map, const char *key);
int map_put(struct map *map, const char *key, void *value);
int map_delete(struct map *map, const char *key);
