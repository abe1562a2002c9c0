/* A client library of which only this header is in sight, with annotations. */
#ifndef STORES_H
#define STORES_H

#include "../../../include/stranded/annotations.h"

struct store;

/* NULL where there is no server. */
struct store *store_open(const char *address) STRANDED_CLIENT;

/* 0, or an error. */
int store_connect(const char *address, struct store **ret_store) STRANDED_CLIENT_OUT(2);

int store_get(struct store *store, const char *key) STRANDED_BLOCKS(1);
void store_set_timeout(struct store *store, int seconds) STRANDED_BOUNDS(1);
int store_is_open(const struct store *store) STRANDED_KEEPS_NOTHING;
void store_close(struct store *store) STRANDED_CLIENT_END(1);

/* For each request, handler(request, data). */
void store_serve(void (*handler)(const char *request, void *data), void *data)
    STRANDED_ON_REQUEST(1, 2);

/* The body of this one is in sight, and counts. */
struct store *store_shared(void) STRANDED_CLIENT;

#endif
