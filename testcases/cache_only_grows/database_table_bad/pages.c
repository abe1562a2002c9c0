/* Pages that were fetched before, in a table of a database. */
#include "pages.h"

#include <stdio.h>

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
int sqlite3_open(const char *name, sqlite3 **ret_db);
int sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
                 void *data, char **ret_error);
int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int size, sqlite3_stmt **ret,
                       const char **end);
int sqlite3_bind_text(sqlite3_stmt *statement, int index, const char *text, int size,
                      void (*destroy)(void *));
int sqlite3_step(sqlite3_stmt *statement);
const unsigned char *sqlite3_column_text(sqlite3_stmt *statement, int column);
int sqlite3_finalize(sqlite3_stmt *statement);

enum { ROW = 100, DONE = 101 };

static sqlite3 *db;

int pages_run(const char *statement)
{
    return sqlite3_exec(db, statement, NULL, NULL, NULL);
}

int pages_open(const char *path)
{
    if (sqlite3_open(path, &db) != 0)
        return -1;
    return pages_run("CREATE TABLE IF NOT EXISTS pages(url TEXT PRIMARY KEY, body TEXT)");
}

int pages_find(const char *url, char *ret_page, int size)
{
    sqlite3_stmt *find;
    if (sqlite3_prepare_v2(db, "SELECT body FROM pages WHERE url = ?", -1, &find, NULL) != 0)
        return -1;
    sqlite3_bind_text(find, 1, url, -1, NULL);
    int rc = sqlite3_step(find) == ROW ? 0 : -1;
    if (rc == 0)
        snprintf(ret_page, (size_t)size, "%s", (const char *)sqlite3_column_text(find, 0));
    sqlite3_finalize(find);
    return rc;
}

int pages_put(const char *url, const char *page)
{
    sqlite3_stmt *put;
    const char sql[] = "INSERT OR REPLACE INTO pages VALUES(?, ?)";
    if (sqlite3_prepare_v2(db, sql, -1, &put, NULL) != 0) // EXPECT: cache-only-grows
        return -1;
    sqlite3_bind_text(put, 1, url, -1, NULL);
    sqlite3_bind_text(put, 2, page, -1, NULL);
    int rc = sqlite3_step(put) == DONE ? 0 : -1;
    sqlite3_finalize(put);
    return rc;
}
