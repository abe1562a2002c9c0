/* Transactions and prepared statements. */
#include "store/database.h"

#include "base/arena.h"
#include "store/files.h"
#include "store/store.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

/* ---- statements ---- */

bool store_execute(struct store *store, const char *sql, GError **error)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return store_fail(store, error);
    return true;
}

bool query_begin(struct store *store, enum query query, const char *sql, sqlite3_stmt **ret_query,
                 GError **error)
{
    if (store->queries[query] == NULL &&
        sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &store->queries[query],
                           NULL) != SQLITE_OK)
        return store_fail(store, error);
    assert(!sqlite3_stmt_busy(store->queries[query]));
    assert(strcmp(sqlite3_sql(store->queries[query]), sql) == 0);
    *ret_query = store->queries[query];
    return true;
}

bool query_next(struct store *store, sqlite3_stmt *query, bool *ret_has_row, GError **error)
{
    int code = sqlite3_step(query);

    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return store_fail(store, error);
    *ret_has_row = code == SQLITE_ROW;
    return true;
}

bool query_run(struct store *store, sqlite3_stmt *query, GError **error)
{
    bool has_row;
    bool is_good = query_next(store, query, &has_row, error);

    sqlite3_reset(query);
    return is_good;
}

void query_end(sqlite3_stmt *query)
{
    sqlite3_reset(query);
    sqlite3_clear_bindings(query);
}

void bind_text(sqlite3_stmt *query, int parameter, const char *text)
{
    /* Can't fail but for lack of memory, which SQLite's next step reports. */
    sqlite3_bind_text(query, parameter, text != NULL ? text : "", -1, SQLITE_STATIC);
}

void bind_number(sqlite3_stmt *query, int parameter, uint64_t number)
{
    /* SQLite's integers are signed; hashes over 2^63 are negative there. */
    sqlite3_bind_int64(query, parameter, (sqlite3_int64)number);
}

const char *column_text(sqlite3_stmt *query, int column, struct arena *arena)
{
    const unsigned char *text = sqlite3_column_text(query, column);
    int length = sqlite3_column_bytes(query, column);

    return text != NULL && length > 0 ? arena_string(arena, (const char *)text, (size_t)length)
                                      : "";
}

uint64_t column_number(sqlite3_stmt *query, int column)
{
    return (uint64_t)sqlite3_column_int64(query, column);
}

uint32_t column_small(sqlite3_stmt *query, int column)
{
    uint64_t number = column_number(query, column);

    return number <= UINT32_MAX ? (uint32_t)number : 0;
}

/* ---- transactions ---- */

/* Some failures (no space, a failed write) end the whole transaction at once. */
static bool is_transaction_lost(const struct store *store)
{
    return store->in_transaction && sqlite3_get_autocommit(store->db);
}

static bool fail_lost(const struct store *store, GError **error)
{
    return store_fail_with(store, STORE_ERROR_IO, "an earlier failure undid the transaction",
                           "mend what that one says", error);
}

static void undo(struct store *store)
{
    /* Fails only where the failure before has undone everything already. */
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    file_table_free(store->files);
    store->files = NULL;
}

bool store_begin(struct store *store, GError **error)
{
    assert(!store->in_transaction);

    if (!store_execute(store, "BEGIN IMMEDIATE", error))
        return false;
    store->in_transaction = true;
    return true;
}

bool store_commit(struct store *store, GError **error)
{
    assert(store->in_transaction);

    if (is_transaction_lost(store))
        return fail_lost(store, error);
    if (!store_execute(store, "COMMIT", error))
        return false;
    store->in_transaction = false;
    return true;
}

void store_rollback(struct store *store)
{
    if (!store->in_transaction)
        return;
    store->in_transaction = false;
    undo(store);
}

bool scope_begin_write(struct store *store, enum scope_kind *ret_scope, GError **error)
{
    if (is_transaction_lost(store))
        return fail_lost(store, error);
    *ret_scope = store->in_transaction ? SCOPE_SAVEPOINT : SCOPE_TRANSACTION;
    return store_execute(store, store->in_transaction ? "SAVEPOINT step" : "BEGIN IMMEDIATE",
                         error);
}

bool scope_begin_read(struct store *store, enum scope_kind *ret_scope, GError **error)
{
    if (is_transaction_lost(store))
        return fail_lost(store, error);
    bool is_within = !sqlite3_get_autocommit(store->db);
    *ret_scope = is_within ? SCOPE_NONE : SCOPE_SNAPSHOT;
    return is_within || store_execute(store, "BEGIN", error);
}

static bool end_savepoint(struct store *store, bool is_good, GError **error)
{
    if (is_good)
        return store_execute(store, "RELEASE step", error);
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK TO step; RELEASE step", NULL, NULL, NULL);
    file_table_free(store->files);
    store->files = NULL;
    return false;
}

bool scope_end(struct store *store, enum scope_kind scope, bool is_good, GError **error)
{
    switch (scope) {
    case SCOPE_SAVEPOINT:
        return end_savepoint(store, is_good, error);
    case SCOPE_TRANSACTION:
        is_good = is_good && store_execute(store, "COMMIT", error);
        if (!is_good)
            undo(store);
        return is_good;
    case SCOPE_SNAPSHOT:
        if (!sqlite3_get_autocommit(store->db))
            sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL); /* of nothing: can't fail */
        return is_good;
    case SCOPE_NONE:
        return is_good;
    }
    return false;
}
