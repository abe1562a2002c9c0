/* What solving functions was, for whom they are the same again: one blob, since all of it is read at once. */
#include "base/arena.h"
#include "base/hash.h"
#include "store/database.h"
#include "store/store.h"

#include <stdint.h>
#include <string.h>

bool store_load_solved(struct store *store, struct arena *arena, const void **ret_bytes,
                       size_t *ret_size, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row = false;

    *ret_bytes = NULL;
    *ret_size = 0;
    if (!query_begin(store, QUERY_LOAD_SOLVED, "SELECT hash, bytes FROM solved", &query, error) ||
        !query_next(store, query, &has_row, error))
        return false;
    if (!has_row)
        return true;
    const void *bytes = sqlite3_column_blob(query, 1);
    size_t size = (size_t)sqlite3_column_bytes(query, 1);
    if (bytes && hash_bytes(bytes, size, 0) == column_number(query, 0)) {
        *ret_bytes = arena_copy(arena, bytes, size);
        *ret_size = size;
    }
    return true;
}

bool store_save_solved(struct store *store, const void *bytes, size_t size, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(store, QUERY_SAVE_SOLVED,
                     "INSERT OR REPLACE INTO solved (id, hash, bytes) VALUES (1, ?1, ?2)", &query,
                     error))
        return false;
    bind_number(query, 1, hash_bytes(bytes, size, 0));
    sqlite3_bind_blob64(query, 2, bytes, size, SQLITE_STATIC);
    return query_run(store, query, error);
}
