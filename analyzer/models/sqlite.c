/* SQLite: connections to a database.
 *
 * States    the C/C++ interface of SQLite 3.40 (sqlite.org/c3ref).
 * Clients   A connection, which is made even where sqlite3_open() fails, and is to be closed then, too.
 *           Its statements are its own.
 * Waiting   A database is a file: nothing waits for another side.
 * Failures  None that leaves no connection, but for want of memory. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- connections ---- */

int sqlite3_open(const char *path, void **ret_connection)
{
    *ret_connection = model_client(MODEL_CONNECTION);
    return (int)model_any();
}

int sqlite3_open16(const void *path, void **ret_connection)
{
    *ret_connection = model_client(MODEL_CONNECTION);
    return (int)model_any();
}

int sqlite3_open_v2(const char *path, void **ret_connection, int flags, const char *z_vfs)
{
    *ret_connection = model_client(MODEL_CONNECTION);
    return (int)model_any();
}

/* Refused while statements are unfinished: that is not followed. */
int sqlite3_close(void *connection)
{
    model_client_end(connection);
    return (int)model_any();
}

int sqlite3_close_v2(void *connection)
{
    model_client_end(connection);
    return (int)model_any();
}

/* ---- statements ---- */

int sqlite3_exec(void *connection, const char *text, void *handler, void *data, void **ret_error)
{
    if (handler)
        model_calls(handler, data);
    if (ret_error)
        *ret_error = (void *)model_any();
    return (int)model_any();
}

int sqlite3_get_table(void *connection, const char *z_sql, void **paz_result, void *pn_row,
                      void *pn_column, void **pz_errmsg)
{
    if (paz_result)
        *paz_result = (void *)model_any();
    fill(pn_row);
    fill(pn_column);
    if (pz_errmsg)
        *pz_errmsg = (void *)model_any();
    return (int)model_any();
}

int sqlite3_prepare(void *connection, const char *z_sql, int n_byte, void **stmt, void **pz_tail)
{
    if (stmt)
        *stmt = (void *)model_any();
    return (int)model_any();
}

int sqlite3_prepare_v2(void *connection, const char *z_sql, int n_byte, void **stmt, void **pz_tail)
{
    if (stmt)
        *stmt = (void *)model_any();
    return (int)model_any();
}

int sqlite3_prepare_v3(void *connection, const char *z_sql, int n_byte, unsigned prep_flags,
                       void **stmt, void **pz_tail)
{
    if (stmt)
        *stmt = (void *)model_any();
    return (int)model_any();
}

int sqlite3_prepare16(void *connection, const void *z_sql, int n_byte, void **stmt, void **pz_tail)
{
    if (stmt)
        *stmt = (void *)model_any();
    return (int)model_any();
}

int sqlite3_prepare16_v2(void *connection, const void *z_sql, int n_byte, void **stmt,
                         void **pz_tail)
{
    if (stmt)
        *stmt = (void *)model_any();
    return (int)model_any();
}

int sqlite3_prepare16_v3(void *connection, const void *z_sql, int n_byte, unsigned prep_flags,
                         void **stmt, void **pz_tail)
{
    if (stmt)
        *stmt = (void *)model_any();
    return (int)model_any();
}

void *sqlite3_next_stmt(void *connection, void *stmt)
{
    return (void *)model_any();
}

/* The statement's own connection, which this analysis does not know. */
void *sqlite3_db_handle(void *stmt)
{
    return (void *)model_any();
}

/* ---- what SQLite calls ---- */

int sqlite3_busy_handler(void *connection, void *function, void *data)
{
    if (function)
        model_on_event(function, data);
    keep(data);
    return (int)model_any();
}

void *sqlite3_trace(void *connection, void *x_trace, void *data)
{
    if (x_trace)
        model_on_event(x_trace, data);
    keep(data);
    return (void *)model_any();
}

int sqlite3_trace_v2(void *connection, unsigned u_mask, void *x_callback, void *ctx)
{
    if (x_callback)
        model_on_event(x_callback, ctx);
    keep(ctx);
    return (int)model_any();
}

void *sqlite3_profile(void *connection, void *x_profile, void *data)
{
    if (x_profile)
        model_on_event(x_profile, data);
    keep(data);
    return (void *)model_any();
}

void *sqlite3_commit_hook(void *connection, void *function, void *data)
{
    if (function)
        model_on_event(function, data);
    keep(data);
    return (void *)model_any();
}

void *sqlite3_rollback_hook(void *connection, void *function, void *data)
{
    if (function)
        model_on_event(function, data);
    keep(data);
    return (void *)model_any();
}

void *sqlite3_update_hook(void *connection, void *function, void *data)
{
    if (function)
        model_on_event(function, data);
    keep(data);
    return (void *)model_any();
}

void *sqlite3_wal_hook(void *connection, void *function, void *data)
{
    if (function)
        model_on_event(function, data);
    keep(data);
    return (void *)model_any();
}

int sqlite3_set_authorizer(void *connection, void *x_auth, void *user_data)
{
    if (x_auth)
        model_on_event(x_auth, user_data);
    keep(user_data);
    return (int)model_any();
}

void sqlite3_progress_handler(void *connection, int number, void *function, void *data)
{
    if (function)
        model_on_event(function, data);
    keep(data);
}

int sqlite3_unlock_notify(void *blocked, void *x_notify, void *notify_arg)
{
    if (x_notify)
        model_calls(x_notify, notify_arg);
    keep(notify_arg);
    return (int)model_any();
}

int sqlite3_create_function(void *connection, const char *name, int n_arguments, int encoding,
                            void *data, void *function, void *step, void *final)
{
    if (function)
        model_on_event(function, 0);
    if (step)
        model_on_event(step, 0);
    if (final)
        model_on_event(final, 0);
    keep(data);
    return (int)model_any();
}

int sqlite3_create_function16(void *connection, const void *name, int n_arguments, int encoding,
                              void *data, void *function, void *step, void *final)
{
    if (function)
        model_on_event(function, 0);
    if (step)
        model_on_event(step, 0);
    if (final)
        model_on_event(final, 0);
    keep(data);
    return (int)model_any();
}

int sqlite3_create_function_v2(void *connection, const char *name, int n_arguments, int encoding,
                               void *data, void *function, void *step, void *final, void *destroy)
{
    if (function)
        model_on_event(function, 0);
    if (step)
        model_on_event(step, 0);
    if (final)
        model_on_event(final, 0);
    if (destroy)
        model_on_exit(destroy, data);
    keep(data);
    return (int)model_any();
}

int sqlite3_create_window_function(void *connection, const char *name, int n_arguments,
                                   int encoding, void *data, void *step, void *final, void *value,
                                   void *inverse, void *destroy)
{
    if (step)
        model_on_event(step, 0);
    if (final)
        model_on_event(final, 0);
    if (value)
        model_on_event(value, 0);
    if (inverse)
        model_on_event(inverse, 0);
    if (destroy)
        model_on_exit(destroy, data);
    keep(data);
    return (int)model_any();
}

int sqlite3_create_collation(void *connection, const char *name, int encoding, void *data,
                             void *compare)
{
    if (compare)
        model_on_event(compare, data);
    keep(data);
    return (int)model_any();
}

int sqlite3_create_collation16(void *connection, const void *name, int encoding, void *data,
                               void *compare)
{
    if (compare)
        model_on_event(compare, data);
    keep(data);
    return (int)model_any();
}

int sqlite3_create_collation_v2(void *connection, const char *name, int encoding, void *data,
                                void *compare, void *destroy)
{
    if (compare)
        model_on_event(compare, data);
    keep(data);
    if (destroy)
        model_on_exit(destroy, data);
    return (int)model_any();
}

int sqlite3_collation_needed(void *connection, void *data, void *function)
{
    if (function)
        model_on_event(function, data);
    keep(data);
    return (int)model_any();
}

int sqlite3_create_module(void *connection, const char *z_name, const void *p, void *client_data)
{
    keep(client_data);
    return (int)model_any();
}

int sqlite3_create_module_v2(void *connection, const char *z_name, const void *p, void *client_data,
                             void *x_destroy)
{
    if (x_destroy)
        model_on_exit(x_destroy, client_data);
    keep(client_data);
    return (int)model_any();
}

/* ---- what leaves a connection alone ---- */

void *sqlite3_backup_init(void *dest, const char *z_dest_name, void *source,
                          const char *z_source_name)
{
    return (void *)model_any();
}

int sqlite3_blob_open(void *sqlite3, const char *z_db, const char *z_table, const char *z_column,
                      long long i_row, int flags, void **blob)
{
    if (blob)
        *blob = (void *)model_any();
    return (int)model_any();
}

int sqlite3_busy_timeout(void *sqlite3, int ms)
{
    return (int)model_any();
}

int sqlite3_changes(void *sqlite3)
{
    return (int)model_any();
}

long long sqlite3_changes64(void *sqlite3)
{
    return (long long)model_any();
}

int sqlite3_db_config(void *sqlite3, int op, ...)
{
    return (int)model_any();
}

const char *sqlite3_db_filename(void *db, const char *z_db_name)
{
    return (const char *)model_any();
}

const char *sqlite3_db_name(void *db, int n)
{
    return (const char *)model_any();
}

int sqlite3_db_release_memory(void *sqlite3)
{
    return (int)model_any();
}

int sqlite3_enable_load_extension(void *db, int onoff)
{
    return (int)model_any();
}

int sqlite3_errcode(void *db)
{
    return (int)model_any();
}

const char *sqlite3_errmsg(void *sqlite3)
{
    return (const char *)model_any();
}

int sqlite3_error_offset(void *db)
{
    return (int)model_any();
}

int sqlite3_extended_errcode(void *db)
{
    return (int)model_any();
}

int sqlite3_file_control(void *sqlite3, const char *z_db_name, int op, void *data)
{
    return (int)model_any();
}

int sqlite3_get_autocommit(void *sqlite3)
{
    return (int)model_any();
}

void sqlite3_interrupt(void *sqlite3)
{
}

long long sqlite3_last_insert_rowid(void *sqlite3)
{
    return (long long)model_any();
}

int sqlite3_load_extension(void *db, const char *z_file, const char *z_proc, void **pz_err_msg)
{
    if (pz_err_msg)
        *pz_err_msg = (void *)model_any();
    return (int)model_any();
}

void sqlite3_set_last_insert_rowid(void *sqlite3, long long int64)
{
}

int sqlite3_system_errno(void *sqlite3)
{
    return (int)model_any();
}

int sqlite3_table_column_metadata(void *db, const char *z_db_name, const char *z_table_name,
                                  const char *z_column_name, void **pz_data_type,
                                  void **pz_coll_seq, void *not_null, void *primary_key,
                                  void *autoinc)
{
    fill(not_null);
    fill(primary_key);
    fill(autoinc);
    return (int)model_any();
}

int sqlite3_total_changes(void *sqlite3)
{
    return (int)model_any();
}

long long sqlite3_total_changes64(void *sqlite3)
{
    return (long long)model_any();
}

int sqlite3_txn_state(void *sqlite3, const char *z_schema)
{
    return (int)model_any();
}

int sqlite3_wal_autocheckpoint(void *db, int n)
{
    return (int)model_any();
}

int sqlite3_wal_checkpoint(void *db, const char *z_db)
{
    return (int)model_any();
}

int sqlite3_wal_checkpoint_v2(void *db, const char *z_db, int e_mode, void *pn_log, void *pn_ckpt)
{
    fill(pn_log);
    fill(pn_ckpt);
    return (int)model_any();
}
