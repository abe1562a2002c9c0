/* The client is two layers down; a line that cannot be read leaves it open. */
#include "store.h"

#include <stdio.h>

int import(const char *host, FILE *from)
{
    char key[64], value[64];
    struct store *store = store_open(host); // EXPECT: client-leaked
    if (store == NULL)
        return -1;
    for (;;) {
        int n = fscanf(from, "%63s %63s", key, value);
        if (n == EOF)
            break;
        if (n != 2)
            return -1;
        if (!store_put(store, key, value))
            break;
    }
    store_close(store);
    return 0;
}
