/* The client is two layers below what each datagram opens and closes. */
#include "billing.h"

#include "store.h"

#include <stddef.h>

int billing_start(void)
{
    return 0;
}

void billing_add(long amount)
{
    struct store *store = store_open(); // EXPECT: client-per-request
    if (store == NULL)
        return;
    store_add(store, amount);
    store_close(store);
}

void billing_stop(void)
{
}
