/* What the testcases use of <sqlite3.h>. */
#ifndef MINI_SQLITE_H
#define MINI_SQLITE_H

typedef struct sqlite3 sqlite3;

enum { SQLITE_OK = 0, SQLITE_CANTOPEN = 14 };

int sqlite3_open(const char *name, sqlite3 **ret_db);
int sqlite3_close(sqlite3 *db);
int sqlite3_busy_timeout(sqlite3 *db, int ms);
int sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
                 void *data, char **ret_error);
const char *sqlite3_errmsg(sqlite3 *db);

#endif
