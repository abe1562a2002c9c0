/* libdbi: connections.
 *
 * States    the programmer's guide of libdbi 0.9.
 * Clients   A connection. Results are its own.
 * Failures  There is no such driver. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

void *dbi_conn_new(const char *name)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *dbi_conn_new_r(const char *name, void *inst)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *dbi_conn_open(void *driver)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void dbi_conn_close(void *conn)
{
    model_client_end(conn);
}

void dbi_conn_error_handler(void *conn, void *function, void *user_argument)
{
    if (function)
        model_on_event(function, user_argument);
    keep(user_argument);
}

int dbi_conn_cap_get(void *conn, const char *capname)
{
    return (int)model_any();
}

void dbi_conn_clear_option(void *conn, const char *key)
{
}

void dbi_conn_clear_options(void *conn)
{
}

int dbi_conn_connect(void *conn)
{
    return (int)model_any();
}

int dbi_conn_disjoin_results(void *conn)
{
    return (int)model_any();
}

int dbi_conn_error(void *conn, void **errmsg_dest)
{
    return (int)model_any();
}

int dbi_conn_error_flag(void *conn)
{
    return (int)model_any();
}

size_t dbi_conn_escape_binary_copy(void *conn, const void *orig, size_t from_length, void **newstr)
{
    if (newstr)
        *newstr = (void *)model_any();
    return (size_t)model_any();
}

size_t dbi_conn_escape_string(void *conn, void **orig)
{
    if (orig)
        *orig = (void *)model_any();
    return (size_t)model_any();
}

size_t dbi_conn_escape_string_copy(void *conn, const char *orig, void **newstr)
{
    if (newstr)
        *newstr = (void *)model_any();
    return (size_t)model_any();
}

void *dbi_conn_get_db_list(void *conn, const char *pattern)
{
    return (void *)model_any();
}

void *dbi_conn_get_driver(void *conn)
{
    return (void *)model_any();
}

const char *dbi_conn_get_encoding(void *conn)
{
    return (const char *)model_any();
}

unsigned dbi_conn_get_engine_version(void *conn)
{
    return (unsigned)model_any();
}

char *dbi_conn_get_engine_version_string(void *conn, char *versionstring)
{
    return (char *)model_any();
}

const char *dbi_conn_get_option(void *conn, const char *key)
{
    return (const char *)model_any();
}

const char *dbi_conn_get_option_list(void *conn, const char *current)
{
    return (const char *)model_any();
}

int dbi_conn_get_option_numeric(void *conn, const char *key)
{
    return (int)model_any();
}

int dbi_conn_get_socket(void *conn)
{
    return (int)model_any();
}

void *dbi_conn_get_table_list(void *conn, const char *db, const char *pattern)
{
    return (void *)model_any();
}

int dbi_conn_ping(void *conn)
{
    return (int)model_any();
}

void *dbi_conn_query(void *conn, const char *statement)
{
    return (void *)model_any();
}

void *dbi_conn_query_null(void *conn, const void *statement, size_t st_length)
{
    return (void *)model_any();
}

void *dbi_conn_queryf(void *conn, const char *formatstr, ...)
{
    return (void *)model_any();
}

size_t dbi_conn_quote_binary_copy(void *conn, const void *orig, size_t from_length, void **newstr)
{
    if (newstr)
        *newstr = (void *)model_any();
    return (size_t)model_any();
}

size_t dbi_conn_quote_string(void *conn, void **orig)
{
    if (orig)
        *orig = (void *)model_any();
    return (size_t)model_any();
}

size_t dbi_conn_quote_string_copy(void *conn, const char *orig, void **newstr)
{
    if (newstr)
        *newstr = (void *)model_any();
    return (size_t)model_any();
}

int dbi_conn_release_savepoint(void *conn, const char *savepoint)
{
    return (int)model_any();
}

const char *dbi_conn_require_option(void *conn, const char *key)
{
    return (const char *)model_any();
}

int dbi_conn_require_option_numeric(void *conn, const char *key)
{
    return (int)model_any();
}

int dbi_conn_rollback_to_savepoint(void *conn, const char *savepoint)
{
    return (int)model_any();
}

int dbi_conn_savepoint(void *conn, const char *savepoint)
{
    return (int)model_any();
}

int dbi_conn_select_db(void *conn, const char *db)
{
    return (int)model_any();
}

unsigned long long dbi_conn_sequence_last(void *conn, const char *name)
{
    return (unsigned long long)model_any();
}

unsigned long long dbi_conn_sequence_next(void *conn, const char *name)
{
    return (unsigned long long)model_any();
}

int dbi_conn_set_error(void *conn, int errnum, const char *formatstr, ...)
{
    return (int)model_any();
}

int dbi_conn_set_option(void *conn, const char *key, const char *value)
{
    return (int)model_any();
}

int dbi_conn_set_option_numeric(void *conn, const char *key, int value)
{
    return (int)model_any();
}

int dbi_conn_transaction_begin(void *conn)
{
    return (int)model_any();
}

int dbi_conn_transaction_commit(void *conn)
{
    return (int)model_any();
}

int dbi_conn_transaction_rollback(void *conn)
{
    return (int)model_any();
}
