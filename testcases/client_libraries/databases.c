/* Connections to databases that an early return forgets: each library wants one that could not be made to be
 * closed, too. */
#include "libraries.h"

int report(const char *what);

static const unsigned int patience = 5;

int pq_bad(const char *where, const char *query)
{
    PGconn *connection = PQconnectdb(where); // EXPECT: client-leaked
    if (PQstatus(connection) != CONNECTION_OK)
        return report(PQerrorMessage(connection));
    PQclear(PQexec(connection, query));
    PQfinish(connection);
    return 0;
}

int pq_ok(const char *where, const char *query)
{
    PGconn *connection = PQconnectdb(where);
    if (PQstatus(connection) != CONNECTION_OK) {
        report(PQerrorMessage(connection));
        PQfinish(connection);
        return -1;
    }
    PQclear(PQexec(connection, query));
    PQfinish(connection);
    return 0;
}

int sqlite_bad(const char *file, const char *statement)
{
    sqlite3 *database;
    if (sqlite3_open(file, &database) != 0) // EXPECT: client-leaked
        return -1;
    int status = sqlite3_exec(database, statement, NULL, NULL, NULL);
    sqlite3_close(database);
    return status;
}

int sqlite_ok(const char *file, const char *statement)
{
    sqlite3 *database;
    int status = sqlite3_open(file, &database);
    if (status == 0)
        status = sqlite3_exec(database, statement, NULL, NULL, NULL);
    sqlite3_close(database);
    return status;
}

int mysql_bad(const char *query)
{
    MYSQL *connection = mysql_init(NULL); // EXPECT: client-leaked
    if (!connection)
        return -1;
    mysql_options(connection, MYSQL_OPT_CONNECT_TIMEOUT, &patience);
    if (!mysql_real_connect(connection, "db", "app", "", "shop", 0, NULL, 0))
        return -1;
    int status = mysql_query(connection, query);
    mysql_close(connection);
    return status;
}

int mysql_ok(const char *query)
{
    int status = -1;
    MYSQL *connection = mysql_init(NULL);
    if (!connection)
        return -1;
    mysql_options(connection, MYSQL_OPT_CONNECT_TIMEOUT, &patience);
    if (mysql_real_connect(connection, "db", "app", "", "shop", 0, NULL, 0))
        status = mysql_query(connection, query);
    mysql_close(connection);
    return status;
}

/* In an object of the program's own. */
int mysql_local_bad(const char *query)
{
    MYSQL connection;
    mysql_init(&connection); // EXPECT: client-leaked
    mysql_options(&connection, MYSQL_OPT_CONNECT_TIMEOUT, &patience);
    if (!mysql_real_connect(&connection, "db", "app", "", "shop", 0, NULL, 0))
        return -1;
    int status = mysql_query(&connection, query);
    mysql_close(&connection);
    return status;
}

int mysql_local_ok(const char *query)
{
    int status = -1;
    MYSQL connection;
    mysql_init(&connection);
    mysql_options(&connection, MYSQL_OPT_CONNECT_TIMEOUT, &patience);
    if (mysql_real_connect(&connection, "db", "app", "", "shop", 0, NULL, 0))
        status = mysql_query(&connection, query);
    mysql_close(&connection);
    return status;
}

enum { HANDLE_ENVIRONMENT = 1, HANDLE_CONNECTION = 2 };

int odbc_bad(unsigned char *name)
{
    void *environment, *connection;
    if (SQLAllocHandle(HANDLE_ENVIRONMENT, NULL, &environment) != 0)
        return -1;
    SQLSetEnvAttr(environment, 200, (void *)3, 0);
    if (SQLAllocHandle(HANDLE_CONNECTION, environment, &connection) != 0) { // EXPECT: client-leaked
        SQLFreeHandle(HANDLE_ENVIRONMENT, environment);
        return -1;
    }
    int status = SQLConnect(connection, name, -3, NULL, 0, NULL, 0);
    SQLFreeHandle(HANDLE_ENVIRONMENT, environment);
    return status;
}

int odbc_ok(unsigned char *name)
{
    void *environment, *connection;
    if (SQLAllocHandle(HANDLE_ENVIRONMENT, NULL, &environment) != 0)
        return -1;
    SQLSetEnvAttr(environment, 200, (void *)3, 0);
    if (SQLAllocHandle(HANDLE_CONNECTION, environment, &connection) != 0) {
        SQLFreeHandle(HANDLE_ENVIRONMENT, environment);
        return -1;
    }
    int status = SQLConnect(connection, name, -3, NULL, 0, NULL, 0);
    SQLFreeHandle(HANDLE_CONNECTION, connection);
    SQLFreeHandle(HANDLE_ENVIRONMENT, environment);
    return status;
}

int lmdb_bad(const char *path)
{
    MDB_env *environment;
    if (mdb_env_create(&environment) != 0) // EXPECT: client-leaked
        return -1;
    if (mdb_env_open(environment, path, 0, 0644) != 0)
        return -1;
    mdb_env_close(environment);
    return 0;
}

int lmdb_ok(const char *path)
{
    MDB_env *environment;
    if (mdb_env_create(&environment) != 0)
        return -1;
    int status = mdb_env_open(environment, path, 0, 0644);
    mdb_env_close(environment);
    return status;
}
