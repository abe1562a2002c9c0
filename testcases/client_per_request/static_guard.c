/* A static of the handler keeps the client for the next event; without `static` it is a new one each time. */
#include "mini_sqlite.h"

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static int log_ok(const char *what)
{
    static sqlite3 *db;
    static int is_open;
    if (!is_open) {
        if (sqlite3_open("log.db", &db) != SQLITE_OK)
            return -1;
        is_open = 1;
    }
    return sqlite3_exec(db, what, NULL, NULL, NULL);
}

static int log_bad(const char *what)
{
    sqlite3 *db = NULL;
    if (sqlite3_open("log.db", &db) != SQLITE_OK) { // EXPECT: client-per-request
        sqlite3_close(db);
        return -1;
    }
    int rc = sqlite3_exec(db, what, NULL, NULL, NULL);
    sqlite3_close(db);
    return rc;
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
        if (log_ok("INSERT INTO log VALUES (1)") != 0)
            log_bad("INSERT INTO log VALUES (2)");
        close(fd);
    }
}
