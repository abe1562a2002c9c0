/* An open database: errors, transactions, prepared statements. Private to store/. */
#ifndef STRANDED_STORE_DATABASE_H
#define STRANDED_STORE_DATABASE_H

#include <sqlite3.h>

#include "base/arena.h"
#include "store/store.h"

struct file_table;

/* The statements that are kept prepared; their text stands where they are used. */
enum query {
    QUERY_LOAD_UNITS,
    QUERY_LOAD_FILES,
    QUERY_LOAD_IR,
    QUERY_LOAD_ALL_IR,
    QUERY_SAVE_UNIT,
    QUERY_SAVE_IR,
    QUERY_REMOVE_UNIT,
    QUERY_REMOVE_IR,
    QUERY_LOAD_MEANT_FILES,
    QUERY_LOAD_VERSION,
    QUERY_LOAD_FILE_TABLE,
    QUERY_SAVE_FILE,
    QUERY_TOUCH_FILE,
    QUERY_REMOVE_FILE,
    QUERY_SAVE_RUN,
    QUERY_LOAD_LAST_RUN,
    QUERY_ADD_FAILURE,
    QUERY_LOAD_FAILURES,
    QUERY_ADD_NOTICE,
    QUERY_LOAD_NOTICES,
    QUERY_LOAD_FINDINGS,
    QUERY_LOAD_STEPS,
    QUERY_ADD_FINDING,
    QUERY_UPDATE_FINDING,
    QUERY_SET_STATE,
    QUERY_REMOVE_STEPS,
    QUERY_ADD_STEP,
    QUERY_FIND_FINDINGS,
    QUERY_LOAD_SUPPRESSIONS,
    QUERY_SAVE_SUPPRESSION,
    QUERY_MOVE_SUPPRESSION,
    QUERY_SUPPRESS_FINDING,
    QUERY_LOAD_DAMAGE,
    QUERY_SAVE_DAMAGE,
    QUERY_SAVE_EVENT,
    QUERY_SAVE_COUNTS,
    QUERY_SEE_FINDING,
    QUERY_RENAME_FINDING,
    QUERY_SAVE_ALIAS,
    QUERY_FIND_ALIAS,
    QUERY_REMOVE_SUPPRESSION,
    QUERY_ADD_SUPPRESSION,
    QUERY_LOAD_EVENTS,
    QUERY_LOAD_SUPPRESSION,
    QUERY_FIND_RUN,
    QUERY_LOAD_SINCE,
    QUERY_LOAD_RUN,
    QUERY_LOAD_RUNS,
    QUERY_LOAD_COUNTS,
    QUERY_LOAD_SOLVED,
    QUERY_SAVE_SOLVED,
    N_QUERIES,
};

struct store {
    sqlite3 *db;
    char *path;
    char *shown;              /* the path in one line, for messages */
    char *notice;             /* NULL = none */
    bool is_immutable;        /* opened as a file that nobody can write */
    bool in_transaction;      /* between store_begin() and its end */
    bool has_saved_units;     /* so much was written that closing should fold the log in */
    struct file_table *files; /* what is in table file, for saving units; NULL = not loaded */
    sqlite3_stmt *queries[N_QUERIES];
};

/* ---- errors ---- */

/* Sets the error for SQLite's last failure. Returns false, to be returned. */
bool store_fail(const struct store *store, GError **error);

/* The same for a failure of ours: what is wrong, and the way out. */
bool store_fail_with(const struct store *store, enum store_error code, const char *what,
                     const char *way_out, GError **error);

/* The content is not what we write: what is wrong with it. */
bool store_fail_damaged(const struct store *store, const char *what, GError **error);

/* What a failed system call means for the store. */
enum store_error store_code_of_errno(int number);

/* ---- transactions ---- */

/* What a function has to end that it began. */
enum scope_kind {
    SCOPE_TRANSACTION, /* no transaction was open */
    SCOPE_SAVEPOINT,   /* it is a part of the caller's */
    SCOPE_SNAPSHOT,    /* reading, no transaction was open */
    SCOPE_NONE,        /* reading, within an open transaction */
};

bool scope_begin_write(struct store *store, enum scope_kind *ret_scope, GError **error);
/* What is read until the end is one state of the store, whatever others write. */
bool scope_begin_read(struct store *store, enum scope_kind *ret_scope, GError **error);
/* Ends it: keeps what was written if `is_good`, else undoes it. False when that is not possible or
 * if `is_good` was false (then the error is set already). */
bool scope_end(struct store *store, enum scope_kind scope, bool is_good, GError **error);

/* ---- statements ---- */

/* Runs SQL text that yields nothing. */
bool store_execute(struct store *store, const char *sql, GError **error);

/* The statement, prepared, with nothing bound; the caller ends it with query_end(), by autoptr. It is
 * kept for the next time, so `sql` is always the same for one `query`, and a query that is not ended
 * can't begin again. */
bool query_begin(struct store *store, enum query query, const char *sql, sqlite3_stmt **ret_query,
                 GError **error);
/* To the next row. */
bool query_next(struct store *store, sqlite3_stmt *query, bool *ret_has_row, GError **error);
/* Runs a statement that yields no rows, once. */
bool query_run(struct store *store, sqlite3_stmt *query, GError **error);
/* Accepts NULL. */
void query_end(sqlite3_stmt *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, query_end)

/* Binds to parameters from 1. Texts are borrowed until the query's end; NULL is the empty text. */
void bind_text(sqlite3_stmt *query, int parameter, const char *text);
void bind_number(sqlite3_stmt *query, int parameter, uint64_t number);

/* Reads columns from 0. */
const char *column_text(sqlite3_stmt *query, int column, struct arena *arena);
uint64_t column_number(sqlite3_stmt *query, int column);
/* As a 32-bit number; what does not fit (nothing of ours) is 0. */
uint32_t column_small(sqlite3_stmt *query, int column);

#endif
