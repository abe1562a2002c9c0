/* The client is two layers below what is opened before the first datagram. */
#include "billing.h"

#include "store.h"

#include <stddef.h>

static struct store *store;

int billing_start(void)
{
    store = store_open();
    return store == NULL ? -1 : 0;
}

void billing_add(long amount)
{
    store_add(store, amount);
}

void billing_stop(void)
{
    store_close(store);
    store = NULL;
}
