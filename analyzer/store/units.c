/* Units, the files that they read, and their IR.
 *
 * The files of a unit are one blob (file_ids.h): a row per unit and file would be a million rows for a
 * large project, and a run without changes reads them all. The IR stands in a table of its own, so
 * that reading the units does not page through it. */
#include "base/arena.h"
#include "base/bitset.h"
#include "base/hash.h"
#include "base/vector.h"
#include "store/database.h"
#include "store/file_ids.h"
#include "store/files.h"
#include "store/store.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What has been loaded so far. */
struct loading {
    struct store *store;
    struct arena *arena;
    VECTOR(struct store_file) files; /* by id */
    bool has_free_ids;               /* some slots of it are unused */
    VECTOR(struct store_unit) units;
};

static void loading_deinit(struct loading *loading)
{
    vector_deinit(&loading->files);
    vector_deinit(&loading->units);
}

/* ---- loading ---- */

static bool load_files(struct loading *loading, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row;

    vector_push(&loading->files, (struct store_file){0});
    if (!query_begin(loading->store, QUERY_LOAD_FILES,
                     "SELECT id, path, size, hash, mtime FROM file ORDER BY id", &query, error))
        return false;
    while (query_next(loading->store, query, &has_row, error)) {
        if (!has_row)
            return true;
        uint64_t id = column_number(query, 0);
        if (id < loading->files.count || id >= MAX_FILES)
            return store_fail_damaged(loading->store, "a file has an impossible number", error);
        loading->has_free_ids |= loading->files.count < id;
        while (loading->files.count < id)
            vector_push(&loading->files, (struct store_file){0});
        vector_push(&loading->files,
                    (struct store_file){.path = column_text(query, 1, loading->arena),
                                        .size = column_number(query, 2),
                                        .hash = column_number(query, 3),
                                        .mtime = sqlite3_column_int64(query, 4)});
    }
    return false;
}

/* Whether each of the ascending ids is in the table. */
static bool are_known_files(const struct loading *loading, const uint32_t *ids, uint32_t count)
{
    if (count > 0 && ids[count - 1] >= loading->files.count)
        return false;
    if (!loading->has_free_ids)
        return true;
    for (uint32_t i = 0; i < count; i++)
        if (loading->files.items[ids[i]].path == NULL)
            return false;
    return true;
}

/* The files of a unit, each of which is in the table. */
static bool load_file_ids(const struct loading *loading, sqlite3_stmt *query, int column,
                          struct store_unit *unit, GError **error)
{
    const void *blob = sqlite3_column_blob(query, column);
    size_t size = (size_t)sqlite3_column_bytes(query, column);
    uint32_t *ids = ARENA_ARRAY(loading->arena, uint32_t, file_ids_max_count(size));

    if (!file_ids_decode(blob, size, ids, &unit->n_files))
        return store_fail_damaged(loading->store, "a unit's list of files is cut", error);
    if (!are_known_files(loading, ids, unit->n_files))
        return store_fail_damaged(loading->store, "a unit means a file that is not there", error);
    unit->files = ids;
    return true;
}

static int compare_units(const void *left, const void *right)
{
    const struct store_unit *a = left, *b = right;
    int order = strcmp(a->file, b->file);

    return order != 0 ? order : (a->flags_key > b->flags_key) - (a->flags_key < b->flags_key);
}

static bool load_units(struct loading *loading, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row;

    /* In the order of the table: by its index, each row would be a search of its own, which takes
     * longer than to sort them afterwards. */
    if (!query_begin(loading->store, QUERY_LOAD_UNITS,
                     "SELECT id, name, file, flags_key, status, message, n_errors, n_functions,"
                     " n_unknown, ir_size, files, meaning FROM unit",
                     &query, error))
        return false;
    while (query_next(loading->store, query, &has_row, error)) {
        if (!has_row)
            return true;
        struct store_unit unit = {
            .id = column_small(query, 0),
            .name = column_text(query, 1, loading->arena),
            .file = column_text(query, 2, loading->arena),
            .flags_key = column_number(query, 3),
            .status = column_small(query, 4),
            .message = column_text(query, 5, loading->arena),
            .n_errors = column_small(query, 6),
            .n_functions = column_small(query, 7),
            .n_unknown = column_small(query, 8),
            .ir_size = column_number(query, 9),
            .meaning = column_number(query, 11),
        };
        if (!load_file_ids(loading, query, 10, &unit, error))
            return false;
        vector_push(&loading->units, unit);
    }
    return false;
}

bool store_load_units(struct store *store, struct arena *arena, struct store_units *ret_units,
                      GError **error)
{
    struct loading loading = {.store = store, .arena = arena};
    enum scope_kind scope;

    if (!scope_begin_read(store, &scope, error))
        return false;
    bool is_good = load_files(&loading, error) && load_units(&loading, error);
    is_good = scope_end(store, scope, is_good, error);
    if (is_good && loading.units.count > 1)
        qsort(loading.units.items, loading.units.count, sizeof(*loading.units.items),
              compare_units);
    if (is_good)
        *ret_units = (struct store_units){
            .items = arena_copy(arena, loading.units.items,
                                loading.units.count * sizeof(*loading.units.items)),
            .count = loading.units.count,
            .files = arena_copy(arena, loading.files.items,
                                loading.files.count * sizeof(*loading.files.items)),
            .n_files = loading.files.count};
    loading_deinit(&loading);
    return is_good;
}

/* ---- loading IR ---- */

/* Copies the IR of a row of unit_ir into the arena and compares its hash. */
static bool read_ir(struct store *store, sqlite3_stmt *query, struct arena *arena,
                    const void **ret_ir, size_t *ret_size, GError **error)
{
    size_t size = column_number(query, 1);
    sqlite3_blob *blob = NULL;

    /* Straight into the arena: through a column, SQLite would make a copy of its own first. */
    bool is_good = sqlite3_blob_open(store->db, "main", "unit_ir", "bytes",
                                     sqlite3_column_int64(query, 0), 0, &blob) == SQLITE_OK;
    void *ir = NULL;
    if (is_good && (size_t)sqlite3_blob_bytes(blob) == size) {
        ir = arena_alloc_unset(arena, size);
        is_good = sqlite3_blob_read(blob, ir, (int)size, 0) == SQLITE_OK;
    }
    if (!is_good)
        store_fail(store, error);
    sqlite3_blob_close(blob);
    if (!is_good)
        return false;
    if (ir == NULL || hash_bytes(ir, size, 0) != column_number(query, 2))
        return store_fail_damaged(store, "the IR of a unit is not what was written", error);
    *ret_ir = ir;
    *ret_size = size;
    return true;
}

bool store_load_ir(struct store *store, uint32_t unit_id, struct arena *arena, const void **ret_ir,
                   size_t *ret_size, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    enum scope_kind scope;
    const void *ir = NULL;
    size_t size = 0;
    bool has_row;

    if (!query_begin(store, QUERY_LOAD_IR,
                     "SELECT unit_id, length(bytes), hash FROM unit_ir WHERE unit_id = ?1", &query,
                     error) ||
        !scope_begin_read(store, &scope, error))
        return false;
    bind_number(query, 1, unit_id);
    bool is_good = query_next(store, query, &has_row, error) &&
                   (!has_row || read_ir(store, query, arena, &ir, &size, error));
    sqlite3_reset(query);
    if (!scope_end(store, scope, is_good, error))
        return false;
    *ret_ir = ir;
    *ret_size = size;
    return true;
}

bool store_each_ir(struct store *store, struct arena *arena,
                   bool (*visit)(void *data, uint32_t unit_id, const void *ir, size_t size),
                   void *data, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row;

    /* The open query is the snapshot. */
    if (!query_begin(store, QUERY_LOAD_ALL_IR,
                     "SELECT unit_id, length(bytes), hash FROM unit_ir ORDER BY unit_id", &query,
                     error))
        return false;
    while (query_next(store, query, &has_row, error)) {
        const void *ir = NULL;
        size_t size = 0;

        if (!has_row)
            return true;
        if (!read_ir(store, query, arena, &ir, &size, error))
            return false;
        if (!visit(data, column_small(query, 0), ir, size))
            return true;
    }
    return false;
}

/* ---- saving ---- */

/* A blob of the unit's files; the caller frees it. */
static bool save_files(struct store *store, const struct store_unit *unit,
                       const struct store_file *files, void **ret_blob, size_t *ret_size,
                       GError **error)
{
    g_autofree uint32_t *ids = g_new(uint32_t, unit->n_files);

    for (uint32_t i = 0; i < unit->n_files; i++)
        if (!file_table_save(store, &files[unit->files[i]], &ids[i], error))
            return false;
    *ret_blob = g_malloc(file_ids_max_size(unit->n_files) + 1);
    *ret_size = file_ids_encode(ids, unit->n_files, *ret_blob);
    return true;
}

static bool save_row(struct store *store, const struct store_unit *unit, const void *file_ids,
                     size_t file_ids_size, uint32_t *ret_id, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row = false;

    /* A unit keeps its id: who has loaded the units may still load the IR of this one. */
    if (!query_begin(store, QUERY_SAVE_UNIT,
                     "INSERT INTO unit (name, file, flags_key, status, message, n_errors,"
                     " n_functions, n_unknown, ir_size, files, meaning)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
                     " ON CONFLICT (file, flags_key) DO UPDATE SET name = ?1, status = ?4,"
                     " message = ?5, n_errors = ?6, n_functions = ?7, n_unknown = ?8,"
                     " ir_size = ?9, files = ?10, meaning = ?11 RETURNING id",
                     &query, error))
        return false;
    bind_text(query, 1, unit->name);
    bind_text(query, 2, unit->file);
    bind_number(query, 3, unit->flags_key);
    bind_number(query, 4, unit->status);
    bind_text(query, 5, unit->message);
    bind_number(query, 6, unit->n_errors);
    bind_number(query, 7, unit->n_functions);
    bind_number(query, 8, unit->n_unknown);
    bind_number(query, 9, unit->ir_size);
    sqlite3_bind_blob64(query, 10, file_ids, file_ids_size, SQLITE_STATIC);
    bind_number(query, 11, unit->meaning);
    while (query_next(store, query, &has_row, error)) {
        if (!has_row)
            return true;
        *ret_id = column_small(query, 0);
    }
    return false;
}

static bool remove_ir(struct store *store, uint32_t unit_id, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(store, QUERY_REMOVE_IR, "DELETE FROM unit_ir WHERE unit_id = ?1", &query,
                     error))
        return false;
    bind_number(query, 1, unit_id);
    return query_run(store, query, error);
}

static bool save_ir(struct store *store, uint32_t unit_id, const void *ir, uint64_t size,
                    GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (size == 0)
        return remove_ir(store, unit_id, error);
    if (!query_begin(store, QUERY_SAVE_IR,
                     "INSERT OR REPLACE INTO unit_ir (unit_id, hash, bytes) VALUES (?1, ?2, ?3)",
                     &query, error))
        return false;
    bind_number(query, 1, unit_id);
    bind_number(query, 2, hash_bytes(ir, size, 0));
    if (sqlite3_bind_blob64(query, 3, ir, size, SQLITE_STATIC) == SQLITE_TOOBIG)
        return store_fail_with(store, STORE_ERROR_FULL, "the IR of a unit is over a gigabyte",
                               "take that file out of the compilation database", error);
    return query_run(store, query, error);
}

bool store_save_unit(struct store *store, const struct store_unit *unit,
                     const struct store_file *files, const void *ir, GError **error)
{
    enum scope_kind scope;
    g_autofree void *file_ids = NULL;
    size_t file_ids_size = 0;
    uint32_t id = 0;

    if (!scope_begin_write(store, &scope, error))
        return false;
    bool is_good = file_table_load(store, error) &&
                   save_files(store, unit, files, &file_ids, &file_ids_size, error) &&
                   save_row(store, unit, file_ids, file_ids_size, &id, error) &&
                   save_ir(store, id, ir, unit->ir_size, error);
    store->has_saved_units = true;
    return scope_end(store, scope, is_good, error);
}

/* ---- removing ---- */

static bool remove_unit(struct store *store, uint32_t unit_id, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(store, QUERY_REMOVE_UNIT, "DELETE FROM unit WHERE id = ?1", &query, error))
        return false;
    bind_number(query, 1, unit_id);
    return query_run(store, query, error) && remove_ir(store, unit_id, error);
}

/* Adds to the set the files that some unit means. */
static bool load_meant_files(struct store *store, struct bitset *meant, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row;

    if (!query_begin(store, QUERY_LOAD_MEANT_FILES, "SELECT files FROM unit", &query, error))
        return false;
    while (query_next(store, query, &has_row, error)) {
        if (!has_row)
            return true;
        size_t size = (size_t)sqlite3_column_bytes(query, 0);
        g_autofree uint32_t *ids = g_new(uint32_t, file_ids_max_count(size));
        uint32_t count;

        if (!file_ids_decode(sqlite3_column_blob(query, 0), size, ids, &count))
            return store_fail_damaged(store, "a unit's list of files is cut", error);
        for (uint32_t i = 0; i < count; i++)
            if (ids[i] < meant->size)
                bitset_add(meant, ids[i]);
    }
    return false;
}

static bool remove_file(struct store *store, uint32_t id, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(store, QUERY_REMOVE_FILE, "DELETE FROM file WHERE id = ?1", &query, error))
        return false;
    bind_number(query, 1, id);
    return query_run(store, query, error);
}

static bool remove_unmeant_files(struct store *store, GError **error)
{
    struct loading loading = {.store = store, .arena = arena_new()};
    bool is_good = load_files(&loading, error);
    struct bitset meant = bitset_new(loading.arena, loading.files.count);

    is_good = is_good && load_meant_files(store, &meant, error);
    for (uint32_t id = 1; is_good && id < loading.files.count; id++)
        if (loading.files.items[id].path != NULL && !bitset_has(&meant, id))
            is_good = remove_file(store, id, error);
    arena_free(loading.arena);
    loading_deinit(&loading);
    return is_good;
}

bool store_remove_units(struct store *store, const uint32_t *unit_ids, size_t n_unit_ids,
                        GError **error)
{
    enum scope_kind scope;
    bool is_good = true;

    if (!scope_begin_write(store, &scope, error))
        return false;
    for (size_t i = 0; is_good && i < n_unit_ids; i++)
        is_good = remove_unit(store, unit_ids[i], error);
    is_good = is_good && remove_unmeant_files(store, error);
    /* The table in memory still has the rows that went. */
    file_table_free(store->files);
    store->files = NULL;
    return scope_end(store, scope, is_good, error);
}

bool store_remove_all_units(struct store *store, GError **error)
{
    enum scope_kind scope;

    if (!scope_begin_write(store, &scope, error))
        return false;
    bool is_good = store_execute(
        store, "DELETE FROM unit_ir; DELETE FROM unit; DELETE FROM file; DELETE FROM solved",
        error);
    file_table_free(store->files);
    store->files = NULL;
    return scope_end(store, scope, is_good, error);
}
