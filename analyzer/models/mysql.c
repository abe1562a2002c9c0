/* The C API of MySQL and MariaDB: connections.
 *
 * States    the reference manuals of MySQL 8.0 (C API Developer Guide) and of MariaDB Connector/C 3.3.
 * Handles   mysql_init() makes a connection's object, or takes the program's own: the connection is a
 *           field of either.
 * Clients   A connection from mysql_init() on: mysql_close() is to be called where mysql_real_connect()
 *           failed, too.
 * Waiting   What sends a command and waits for its result. Bounded by the time-outs of mysql_options(), which
 *           a file of options may say as well.
 * Failures  There is no memory; the server cannot be connected to. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

struct model_mysql {
    void *connection;
};

enum { CONNECT_TIMEOUT = 0 }; /* MYSQL_OPT_CONNECT_TIMEOUT */
enum { READ_TIMEOUT = 11 };   /* MYSQL_OPT_READ_TIMEOUT */
enum { DEFAULT_FILE = 4 };    /* MYSQL_READ_DEFAULT_FILE */
enum { DEFAULT_GROUP = 5 };   /* MYSQL_READ_DEFAULT_GROUP */

/* ---- connections ---- */

void *mysql_init(struct model_mysql *mysql)
{
    if (!mysql) {
        if (model_fails())
            return 0;
        mysql = model_new();
    }
    mysql->connection = model_client(MODEL_CONNECTION);
    return mysql;
}

void mysql_close(struct model_mysql *mysql)
{
    if (mysql) {
        model_client_end(mysql->connection);
        mysql->connection = 0;
    }
}

void *mysql_real_connect(struct model_mysql *mysql, const char *host, const char *user,
                         const char *passwd, const char *db, unsigned port, const char *unix_socket,
                         unsigned long clientflag)
{
    model_client_blocks(mysql->connection);
    if (model_fails())
        return 0;
    return mysql;
}

int mysql_options(struct model_mysql *mysql, int option, const void *arg)
{
    if (option == CONNECT_TIMEOUT)
        model_client_bounds(mysql->connection);
    if (option == READ_TIMEOUT)
        model_client_bounds(mysql->connection);
    if (option == DEFAULT_FILE)
        model_client_bounds(mysql->connection);
    if (option == DEFAULT_GROUP)
        model_client_bounds(mysql->connection);
    return (int)model_any();
}

int mysql_optionsv(struct model_mysql *mysql, int option, ...)
{
    if (option == CONNECT_TIMEOUT)
        model_client_bounds(mysql->connection);
    if (option == READ_TIMEOUT)
        model_client_bounds(mysql->connection);
    if (option == DEFAULT_FILE)
        model_client_bounds(mysql->connection);
    if (option == DEFAULT_GROUP)
        model_client_bounds(mysql->connection);
    return (int)model_any();
}

int mysql_options4(struct model_mysql *mysql, int option, const void *arg1, const void *arg2)
{
    return (int)model_any();
}

/* ---- commands, each with its result ---- */

int mysql_query(struct model_mysql *mysql, const char *q)
{
    model_client_blocks(mysql->connection);
    return (int)model_any();
}

int mysql_real_query(struct model_mysql *mysql, const char *q, unsigned long length)
{
    model_client_blocks(mysql->connection);
    return (int)model_any();
}

char mysql_read_query_result(struct model_mysql *mysql)
{
    model_client_blocks(mysql->connection);
    return (char)model_any();
}

void *mysql_store_result(struct model_mysql *mysql)
{
    model_client_blocks(mysql->connection);
    return (void *)model_any();
}

int mysql_next_result(struct model_mysql *mysql)
{
    model_client_blocks(mysql->connection);
    return (int)model_any();
}

int mysql_ping(struct model_mysql *mysql)
{
    model_client_blocks(mysql->connection);
    return (int)model_any();
}

int mysql_select_db(struct model_mysql *mysql, const char *db)
{
    model_client_blocks(mysql->connection);
    return (int)model_any();
}

char mysql_change_user(struct model_mysql *mysql, const char *user, const char *passwd,
                       const char *db)
{
    model_client_blocks(mysql->connection);
    return (char)model_any();
}

int mysql_reset_connection(struct model_mysql *mysql)
{
    model_client_blocks(mysql->connection);
    return (int)model_any();
}

char mysql_commit(struct model_mysql *mysql)
{
    model_client_blocks(mysql->connection);
    return (char)model_any();
}

char mysql_rollback(struct model_mysql *mysql)
{
    model_client_blocks(mysql->connection);
    return (char)model_any();
}

char mysql_autocommit(struct model_mysql *mysql, char mode)
{
    model_client_blocks(mysql->connection);
    return (char)model_any();
}

int mysql_set_character_set(struct model_mysql *mysql, const char *csname)
{
    model_client_blocks(mysql->connection);
    return (int)model_any();
}

void *mysql_list_dbs(struct model_mysql *mysql, const char *wild)
{
    model_client_blocks(mysql->connection);
    return (void *)model_any();
}

void *mysql_list_fields(struct model_mysql *mysql, const char *table, const char *wild)
{
    model_client_blocks(mysql->connection);
    return (void *)model_any();
}

void *mysql_list_tables(struct model_mysql *mysql, const char *wild)
{
    model_client_blocks(mysql->connection);
    return (void *)model_any();
}

void *mysql_list_processes(struct model_mysql *mysql)
{
    model_client_blocks(mysql->connection);
    return (void *)model_any();
}

char *mysql_stat(struct model_mysql *mysql)
{
    model_client_blocks(mysql->connection);
    return (char *)model_any();
}

int mysql_kill(struct model_mysql *mysql, unsigned long pid)
{
    model_client_blocks(mysql->connection);
    return (int)model_any();
}

int mysql_refresh(struct model_mysql *mysql, unsigned refresh_options)
{
    model_client_blocks(mysql->connection);
    return (int)model_any();
}

int mysql_shutdown(struct model_mysql *mysql, int shutdown_level)
{
    model_client_blocks(mysql->connection);
    return (int)model_any();
}

/* ---- what leaves a connection alone ---- */

unsigned long ma_net_safe_read(struct model_mysql *mysql)
{
    return (unsigned long)model_any();
}

int ma_simple_command(struct model_mysql *mysql, int command, const char *arg, size_t length,
                      char skipp_check, void *opt_arg)
{
    return (int)model_any();
}

void my_set_error(struct model_mysql *mysql, unsigned error_nr, const char *sqlstate,
                  const char *format, ...)
{
}

unsigned long long mysql_affected_rows(struct model_mysql *mysql)
{
    return (unsigned long long)model_any();
}

const char *mysql_character_set_name(struct model_mysql *mysql)
{
    return (const char *)model_any();
}

unsigned mysql_errno(struct model_mysql *mysql)
{
    return (unsigned)model_any();
}

const char *mysql_error(struct model_mysql *mysql)
{
    return (const char *)model_any();
}

unsigned mysql_field_count(struct model_mysql *mysql)
{
    return (unsigned)model_any();
}

void mysql_get_character_set_info(struct model_mysql *mysql, void *cs)
{
}

char *mysql_get_host_info(struct model_mysql *mysql)
{
    return (char *)model_any();
}

int mysql_get_option(struct model_mysql *mysql, int option, void *arg)
{
    return (int)model_any();
}

unsigned mysql_get_proto_info(struct model_mysql *mysql)
{
    return (unsigned)model_any();
}

char *mysql_get_server_info(struct model_mysql *mysql)
{
    return (char *)model_any();
}

const char *mysql_get_server_name(struct model_mysql *mysql)
{
    return (const char *)model_any();
}

unsigned long mysql_get_server_version(struct model_mysql *mysql)
{
    return (unsigned long)model_any();
}

int mysql_get_socket(struct model_mysql *mysql)
{
    return (int)model_any();
}

const char *mysql_get_ssl_cipher(struct model_mysql *mysql)
{
    return (const char *)model_any();
}

const char *mysql_info(struct model_mysql *mysql)
{
    return (const char *)model_any();
}

unsigned long long mysql_insert_id(struct model_mysql *mysql)
{
    return (unsigned long long)model_any();
}

char mysql_more_results(struct model_mysql *mysql)
{
    return (char)model_any();
}

unsigned long mysql_real_escape_string(struct model_mysql *mysql, char *to, const char *from,
                                       unsigned long length)
{
    return (unsigned long)model_any();
}

int mysql_send_query(struct model_mysql *mysql, const char *q, unsigned long length)
{
    return (int)model_any();
}

int mysql_set_server_option(struct model_mysql *mysql, int option)
{
    return (int)model_any();
}

const char *mysql_sqlstate(struct model_mysql *mysql)
{
    return (const char *)model_any();
}

int mysql_ssl_set(struct model_mysql *mysql, const char *key, const char *cert, const char *ca,
                  const char *capath, const char *cipher)
{
    return (int)model_any();
}

void *mysql_stmt_init(struct model_mysql *mysql)
{
    return (void *)model_any();
}

unsigned long mysql_thread_id(struct model_mysql *mysql)
{
    return (unsigned long)model_any();
}

void *mysql_use_result(struct model_mysql *mysql)
{
    return (void *)model_any();
}

unsigned mysql_warning_count(struct model_mysql *mysql)
{
    return (unsigned)model_any();
}
