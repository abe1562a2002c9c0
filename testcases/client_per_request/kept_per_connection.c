/* Each connection has a client of its own, which lasts as long as it; or each line gets one. */
#include "mini_sqlite.h"

#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct session {
    int fd;
    sqlite3 *db;
};

static struct session *session_new(int fd)
{
    struct session *session = calloc(1, sizeof *session);
    if (session == NULL)
        return NULL;
    session->fd = fd;
    if (sqlite3_open(":memory:", &session->db) != SQLITE_OK) {
        sqlite3_close(session->db);
        free(session);
        return NULL;
    }
    return session;
}

static void session_free(struct session *session)
{
    sqlite3_close(session->db);
    close(session->fd);
    free(session);
}

static int session_line_ok(struct session *session)
{
    return sqlite3_exec(session->db, "INSERT INTO lines VALUES (1)", NULL, NULL, NULL);
}

static int session_line_bad(void)
{
    sqlite3 *db = NULL;
    int rc = sqlite3_open("lines.db", &db); // EXPECT: client-per-request
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(db, "INSERT INTO lines VALUES (1)", NULL, NULL, NULL);
    sqlite3_close(db);
    return rc;
}

int main(void)
{
    int loop = epoll_create1(0), listener = socket(AF_INET, SOCK_STREAM, 0);
    struct epoll_event event = {.events = EPOLLIN};
    if (loop < 0 || listener < 0 || listen(listener, 16) != 0)
        return 1;
    epoll_ctl(loop, EPOLL_CTL_ADD, listener, &event);
    while (epoll_wait(loop, &event, 1, 1000) >= 0) {
        struct session *session = event.data.ptr;
        if (session == NULL) {
            int fd = accept(listener, NULL, NULL);
            session = fd < 0 ? NULL : session_new(fd);
            event.data.ptr = session;
            if (session != NULL && epoll_ctl(loop, EPOLL_CTL_ADD, fd, &event) != 0)
                session_free(session);
        } else if (session_line_ok(session) != 0 || session_line_bad() != 0) {
            session_free(session);
        }
    }
    return 0;
}
