/* Made by the first request, for all that follow; or by each. */
#include "mini_sqlite.h"

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static sqlite3 *open_bad(void)
{
    sqlite3 *db = NULL;
    if (sqlite3_open("visits.db", &db) != SQLITE_OK) {
        sqlite3_close(db);
        return NULL;
    }
    return db;
}

static sqlite3 *the_db;

static sqlite3 *open_ok(void)
{
    if (the_db == NULL && sqlite3_open("visits.db", &the_db) != SQLITE_OK) {
        sqlite3_close(the_db);
        the_db = NULL;
    }
    return the_db;
}

static void visit_bad(void)
{
    sqlite3 *db = open_bad(); // EXPECT: client-per-request
    if (db == NULL)
        return;
    sqlite3_exec(db, "INSERT INTO visits VALUES (1)", NULL, NULL, NULL);
    sqlite3_close(db);
}

static void visit_ok(void)
{
    sqlite3 *db = open_ok();
    if (db != NULL)
        sqlite3_exec(db, "INSERT INTO visits VALUES (1)", NULL, NULL, NULL);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        visit_bad();
        visit_ok();
        close(fd);
    }
}
