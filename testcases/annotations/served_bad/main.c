/* A client for each request, closed again, and without a bound on its time. */
#include "stores.h"

#include <stddef.h>

static void on_request(const char *request, void *data)
{
    struct store *store = store_open("prices"); // EXPECT: client-per-request
    (void)data;
    if (!store)
        return;
    store_get(store, request); // EXPECT: client-no-timeout
    store_close(store);
}

int main(void)
{
    store_serve(on_request, NULL);
    return 0;
}
