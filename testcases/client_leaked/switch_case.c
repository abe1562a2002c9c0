/* One of the cases returns by itself. */
#include "mini_sqlite.h"

#include <stddef.h>

enum command { COMMAND_VACUUM, COMMAND_CHECK, COMMAND_NOTHING };

int run_bad(const char *file, enum command command)
{
    sqlite3 *db = NULL;
    int rc = 0;
    if (sqlite3_open(file, &db) != SQLITE_OK) { // EXPECT: client-leaked
        sqlite3_close(db);
        return -1;
    }
    switch (command) {
    case COMMAND_VACUUM:
        rc = sqlite3_exec(db, "VACUUM", NULL, NULL, NULL);
        break;
    case COMMAND_CHECK:
        rc = sqlite3_exec(db, "PRAGMA integrity_check", NULL, NULL, NULL);
        break;
    case COMMAND_NOTHING:
        return 0;
    }
    sqlite3_close(db);
    return rc;
}

int run_ok(const char *file, enum command command)
{
    sqlite3 *db = NULL;
    int rc = 0;
    if (sqlite3_open(file, &db) != SQLITE_OK) {
        sqlite3_close(db);
        return -1;
    }
    switch (command) {
    case COMMAND_VACUUM:
        rc = sqlite3_exec(db, "VACUUM", NULL, NULL, NULL);
        break;
    case COMMAND_CHECK:
        rc = sqlite3_exec(db, "PRAGMA integrity_check", NULL, NULL, NULL);
        break;
    case COMMAND_NOTHING:
        break;
    }
    sqlite3_close(db);
    return rc;
}
