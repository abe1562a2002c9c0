/* Where to connect to and how long that may take, as lists of keywords and values. */
#include "libpq-fe.h"

#include <mqueue.h>
#include <stddef.h>

static int put(PGconn *db)
{
    PQclear(PQexec(db, "INSERT INTO log VALUES (now())"));
    return 0;
}

static int log_bad(const char *host, const char *user)
{
    const char *words[] = {"host", "dbname", "user", NULL};
    const char *values[] = {host, "log", user, NULL};
    PGconn *db;

    db = PQconnectdbParams(words, values, 0); // EXPECT: client-no-timeout, client-per-request
    int rc = PQstatus(db) == CONNECTION_OK ? put(db) : -1;

    PQfinish(db);
    return rc;
}

static int log_ok(const char *host, const char *user)
{
    const char *words[] = {"host", "user", "connect_timeout", NULL};
    const char *values[] = {host, user, "3", NULL};
    PGconn *db = PQconnectdbParams(words, values, 0); // EXPECT: client-per-request
    int rc = PQstatus(db) == CONNECTION_OK ? put(db) : -1;

    PQfinish(db);
    return rc;
}

/* What is filled in one by one, some only on some ways. */
static int log_as_asked_ok(const char *host, int seconds)
{
    const char *words[4], *values[4];
    int n = 0;

    words[n] = "host";
    values[n++] = host;
    if (seconds > 0) {
        words[n] = "connect_timeout";
        values[n++] = "5";
    }
    words[n] = NULL;
    values[n] = NULL;
    PGconn *db = PQconnectdbParams(words, values, 0); // EXPECT: client-per-request
    int rc = PQstatus(db) == CONNECTION_OK ? put(db) : -1;

    PQfinish(db);
    return rc;
}

/* The name of the database may be a whole text of its own. */
static int log_by_name_ok(const char *conninfo)
{
    const char *words[] = {"dbname", NULL};
    const char *values[] = {conninfo, NULL};
    PGconn *db = PQconnectdbParams(words, values, 1); // EXPECT: client-per-request
    int rc = PQstatus(db) == CONNECTION_OK ? put(db) : -1;

    PQfinish(db);
    return rc;
}

int main(int argc, char **argv)
{
    mqd_t queue = mq_open("/requests", O_RDONLY);
    char request[128];

    if (queue < 0)
        return 1;
    while (mq_receive(queue, request, sizeof request, NULL) >= 0) {
        log_bad(argv[argc - 1], request);
        log_ok(argv[argc - 1], request);
        log_as_asked_ok(request, argc);
        log_by_name_ok(request);
    }
    return 0;
}
