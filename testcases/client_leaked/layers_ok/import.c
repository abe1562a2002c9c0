/* The client is two layers down; a line that cannot be read ends the loop, and it is closed. */
#include "store.h"

#include <stdio.h>

int import(const char *host, FILE *from)
{
    char key[64], value[64];
    int result = 0;
    struct store *store = store_open(host);
    if (store == NULL)
        return -1;
    for (;;) {
        int n = fscanf(from, "%63s %63s", key, value);
        if (n == EOF)
            break;
        if (n != 2)
            result = -1;
        if (n != 2 || !store_put(store, key, value))
            break;
    }
    store_close(store);
    return result;
}
