/* A client that is made again where the configuration is read again, which is seldom. */
#include "mini_sqlite.h"

#include <signal.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile sig_atomic_t reload;
static sqlite3 *db;

static void on_hangup(int number)
{
    (void)number;
    reload = 1;
}

static void reopen_ok(void)
{
    sqlite3 *next = NULL;
    if (sqlite3_open("data.db", &next) != SQLITE_OK) {
        sqlite3_close(next);
        return;
    }
    sqlite3_close(db);
    db = next;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0 || sqlite3_open("data.db", &db) != SQLITE_OK)
        return 1;
    signal(SIGHUP, on_hangup);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (reload) {
            reload = 0;
            reopen_ok();
        }
        if (fd < 0)
            continue;
        sqlite3_exec(db, "INSERT INTO visits VALUES (1)", NULL, NULL, NULL);
        close(fd);
    }
}
