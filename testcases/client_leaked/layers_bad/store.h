#ifndef STORE_H
#define STORE_H

#include <stdbool.h>

struct store;

struct store *store_open(const char *host);
bool store_put(struct store *store, const char *key, const char *value);
void store_close(struct store *store);

#endif
