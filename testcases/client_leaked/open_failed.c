/* sqlite3_open() hands out a handle even where it fails (sqlite.org, "Opening A New Database Connection"). */
#include "mini_sqlite.h"

#include <stdio.h>

int count_bad(const char *file)
{
    sqlite3 *db = NULL;
    if (sqlite3_open(file, &db) != SQLITE_OK) { // EXPECT: client-leaked
        fprintf(stderr, "%s: %s\n", file, sqlite3_errmsg(db));
        return -1;
    }
    int rc = sqlite3_exec(db, "UPDATE visits SET n = n + 1", NULL, NULL, NULL);
    sqlite3_close(db);
    return rc;
}

int count_ok(const char *file)
{
    sqlite3 *db = NULL;
    int rc = sqlite3_open(file, &db);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(db, "UPDATE visits SET n = n + 1", NULL, NULL, NULL);
    else
        fprintf(stderr, "%s: %s\n", file, sqlite3_errmsg(db));
    sqlite3_close(db);
    return rc;
}
