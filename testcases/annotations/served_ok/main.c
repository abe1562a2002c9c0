/* One client for all requests, with a bound on its time. */
#include "stores.h"

#include <stddef.h>

static void on_request(const char *request, void *data)
{
    store_get(data, request);
}

int main(void)
{
    struct store *store = store_open("prices");
    if (!store)
        return 1;
    store_set_timeout(store, 5);
    store_serve(on_request, store);
    store_close(store);
    return 0;
}
