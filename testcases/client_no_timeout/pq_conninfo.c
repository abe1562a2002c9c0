/* How long a connection to PostgreSQL may take stands in the text that says where to. */
#include "libpq-fe.h"

#include <mqueue.h>
#include <stddef.h>
#include <stdio.h>

#define SERVER "host=db.example dbname=log"

static int put(PGconn *db, const char *row)
{
    char query[256];
    snprintf(query, sizeof query, "INSERT INTO log VALUES ('%s')", row);
    PQclear(PQexec(db, query));
    return 0;
}

static int log_bad(const char *row)
{
    PGconn *db = PQconnectdb(SERVER); // EXPECT: client-no-timeout, client-per-request
    int rc = PQstatus(db) == CONNECTION_OK ? put(db, row) : -1;
    PQfinish(db);
    return rc;
}

static int log_ok(const char *row)
{
    PGconn *db = PQconnectdb(SERVER " connect_timeout=3"); // EXPECT: client-per-request
    int rc = PQstatus(db) == CONNECTION_OK ? put(db, row) : -1;
    PQfinish(db);
    return rc;
}

static const char *const servers[] = {"host=a.example", "host=b.example"};
static const char *const timed_servers[] = {"host=a.example connect_timeout=1",
                                            "host=b.example connect_timeout=1"};

static int log_to_any_bad(const char *row)
{
    PGconn *db = PQconnectdb(servers[row[0] % 2]); // EXPECT: client-no-timeout, client-per-request
    int rc = PQstatus(db) == CONNECTION_OK ? put(db, row) : -1;
    PQfinish(db);
    return rc;
}

static int log_to_any_ok(const char *row)
{
    PGconn *db = PQconnectdb(timed_servers[row[0] % 2]); // EXPECT: client-per-request
    int rc = PQstatus(db) == CONNECTION_OK ? put(db, row) : -1;
    PQfinish(db);
    return rc;
}

/* Who writes the configuration says how long. */
static int log_as_configured_ok(const char *options, const char *row)
{
    char conninfo[256];
    snprintf(conninfo, sizeof conninfo, "dbname=log %s", options);
    PGconn *db = PQconnectdb(conninfo); // EXPECT: client-per-request
    int rc = PQstatus(db) == CONNECTION_OK ? put(db, row) : -1;
    PQfinish(db);
    return rc;
}

static int log_by_login_bad(const char *row)
{
    const char *at = "a";
    PGconn *db =
        PQsetdbLogin(at, 0, 0, 0, at, at, 0); // EXPECT: client-no-timeout, client-per-request
    int rc = PQstatus(db) == CONNECTION_OK ? put(db, row) : -1;
    PQfinish(db);
    return rc;
}

static int log_by_login_ok(const char *row)
{
    const char *options = "-c statement_timeout=9s";
    PGconn *db = PQsetdbLogin("a", 0, options, 0, "log", "x", 0); // EXPECT: client-per-request
    int rc = PQstatus(db) == CONNECTION_OK ? put(db, row) : -1;
    PQfinish(db);
    return rc;
}

/* The text is printed, and the host comes from elsewhere: the keywords are those of the format. */
static int log_printed_bad(const char *host, const char *row)
{
    char conninfo[256];
    snprintf(conninfo, sizeof conninfo, "host=%s port=%d dbname=log", host, 5432);
    PGconn *db = PQconnectdb(conninfo); // EXPECT: client-no-timeout, client-per-request
    int rc = PQstatus(db) == CONNECTION_OK ? put(db, row) : -1;
    PQfinish(db);
    return rc;
}

static int log_printed_ok(const char *host, const char *row)
{
    char conninfo[256];
    snprintf(conninfo, sizeof conninfo, "host=%s connect_timeout=%d dbname=log", host, 3);
    PGconn *db = PQconnectdb(conninfo); // EXPECT: client-per-request
    int rc = PQstatus(db) == CONNECTION_OK ? put(db, row) : -1;
    PQfinish(db);
    return rc;
}

int main(int argc, char **argv)
{
    char row[128];
    mqd_t rows = mq_open("/rows", 0);
    while (argc > 1 && mq_receive(rows, row, sizeof row, NULL) > 0)
        if (log_bad(row) < 0 && log_ok(row) < 0 && log_to_any_bad(row) < 0 &&
            log_to_any_ok(row) < 0 && log_as_configured_ok(argv[1], row) < 0 &&
            log_by_login_bad(row) < 0 && log_printed_bad(argv[1], row) < 0 &&
            log_printed_ok(argv[1], row) < 0)
            log_by_login_ok(row);
    return 0;
}
