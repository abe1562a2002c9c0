#include "store.h"

#include <stdio.h>

static void *open_file(const char *where)
{
    return fopen(where, "a");
}

static int put_file(void *store, const char *key, const char *value)
{
    return fprintf(store, "%s=%s\n", key, value) < 0 ? -1 : 0;
}

static void close_file(void *store)
{
    fclose(store);
}

const struct store_ops file_store = {"file", open_file, put_file, close_file};
