/* What an option of the configuration asks for is made once for each time that it is given: once. What words ask
 * for that keep coming takes the place of what is still open. */
#include "mini_sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    const char *name, *value;
    struct entry *next;
};

struct store {
    sqlite3 *db;
    const char *table;
};

static struct store *store_configured_ok(const struct entry *first)
{
    struct store *store = calloc(1, sizeof(*store));

    for (const struct entry *entry = first; store && entry; entry = entry->next) {
        if (!strcmp(entry->name, "table"))
            store->table = entry->value;
        else if (!strcmp(entry->name, "file") || !strcmp(entry->name, "database"))
            sqlite3_open(entry->value, &store->db);
    }
    return store;
}

static struct store *store_of_each_bad(const struct entry *first)
{
    struct store *store = calloc(1, sizeof(*store));

    for (const struct entry *entry = first; store && entry; entry = entry->next) {
        if (!strcmp(entry->name, "table"))
            store->table = entry->value;
        sqlite3_open(entry->value, &store->db); // EXPECT: client-leaked
    }
    return store;
}

static void store_close(struct store *store)
{
    if (store == NULL)
        return;
    sqlite3_close(store->db);
    free(store);
}

/* Whoever types may type it again. */
static int obey_bad(void)
{
    char word[64];
    sqlite3 *db = NULL;

    while (fgets(word, sizeof(word), stdin)) {
        if (!strcmp(word, "open\n"))
            sqlite3_open("typed", &db); // EXPECT: client-leaked
        else if (!strcmp(word, "quit\n"))
            break;
    }
    return sqlite3_close(db);
}

int main(int argc, char **argv)
{
    struct entry second = {"file", argv[argc - 1], NULL};
    struct entry first = {"table", argv[0], &second};
    struct store *a = store_configured_ok(&first), *b = store_of_each_bad(&first);

    store_close(a);
    store_close(b);
    return obey_bad();
}
