/* Clients of a library that is known from its annotations alone. */
#include "stores.h"

#include <stddef.h>

int open_bad(const char *key)
{
    struct store *store = store_open("prices"); // EXPECT: client-leaked
    if (!store)
        return -1;
    store_set_timeout(store, 5);
    if (!store_is_open(store))
        return -1;
    int price = store_get(store, key);
    store_close(store);
    return price;
}

int open_ok(const char *key)
{
    int price = -1;
    struct store *store = store_open("prices");
    if (!store)
        return -1;
    store_set_timeout(store, 5);
    if (store_is_open(store))
        price = store_get(store, key);
    store_close(store);
    return price;
}

int connect_bad(const char *key)
{
    struct store *store;
    if (store_connect("prices", &store) != 0) // EXPECT: client-leaked
        return -1;
    store_set_timeout(store, 5);
    return store_get(store, key);
}

int connect_ok(const char *key)
{
    struct store *store;
    if (store_connect("prices", &store) != 0)
        return -1;
    store_set_timeout(store, 5);
    int price = store_get(store, key);
    store_close(store);
    return price;
}

/* The body says that it makes no client, but lends one. */
static struct store *shared;

struct store *store_shared(void)
{
    return shared;
}

int shared_ok(const char *key)
{
    struct store *store = store_shared();
    return store ? store_get(store, key) : -1;
}
