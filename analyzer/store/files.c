/* The contents of source files that the store knows.
 *
 * A row is one content of one file: (path, size, hash) is what tells them apart. Units mean rows by
 * their id in a blob, so a unit that was parsed before a header changed still means the content that
 * it saw. Ids are indices into a table in memory (store_load_units()), so they are kept dense: a new
 * row takes the smallest id that is free. */
#include "store/files.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/intmap.h"
#include "base/vector.h"
#include "store/database.h"
#include "store/store.h"

#include <stdint.h>
#include <string.h>

/* All rows, as they are in the open transaction. */
struct file_table {
    struct arena *arena;             /* of the paths */
    VECTOR(struct store_file) files; /* by id; path NULL = the id is free */
    struct intmap newest;   /* hash of a content's path, size and hash -> id of the last such row */
    VECTOR(uint32_t) older; /* by id: the row before with the same hash, 0 = none */
    uint32_t first_free;    /* no id below it is free */
    int64_t version;        /* of the database, by which another process's writing shows */
};

void file_table_free(struct file_table *table)
{
    if (table == NULL)
        return;
    arena_free(table->arena);
    vector_deinit(&table->files);
    vector_deinit(&table->older);
    intmap_deinit(&table->newest);
    g_free(table);
}

static uint64_t content_key(const struct store_file *file)
{
    uint64_t key = hash_bytes(file->path, strlen(file->path), file->hash);

    return hash_mix(key, file->size);
}

static void put_file(struct file_table *table, uint32_t id, const struct store_file *file)
{
    bool is_new;
    uint32_t *newest = intmap_put(&table->newest, content_key(file), id, &is_new);

    while (table->files.count <= id) {
        vector_push(&table->files, (struct store_file){0});
        vector_push(&table->older, 0);
    }
    table->files.items[id] = *file;
    table->older.items[id] = is_new ? 0 : *newest;
    *newest = id;
}

/* The id of that content, 0 when it is new. */
static uint32_t find_file(const struct file_table *table, const struct store_file *file)
{
    const uint32_t *newest = intmap_find(&table->newest, content_key(file));

    for (uint32_t id = newest != NULL ? *newest : 0; id != 0; id = table->older.items[id]) {
        const struct store_file *known = &table->files.items[id];

        if (known->hash == file->hash && known->size == file->size &&
            strcmp(known->path, file->path) == 0)
            return id;
    }
    return 0;
}

/* A number that changes when another connection commits. */
static bool load_version(struct store *store, int64_t *ret_version, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row;

    if (!query_begin(store, QUERY_LOAD_VERSION, "PRAGMA data_version", &query, error) ||
        !query_next(store, query, &has_row, error))
        return false;
    *ret_version = has_row ? sqlite3_column_int64(query, 0) : 0;
    return true;
}

static bool load_rows(struct store *store, struct file_table *table, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row;

    if (!query_begin(store, QUERY_LOAD_FILE_TABLE,
                     "SELECT id, path, size, hash, mtime FROM file ORDER BY id", &query, error))
        return false;
    while (query_next(store, query, &has_row, error)) {
        if (!has_row)
            return true;
        uint64_t id = column_number(query, 0);
        if (id == 0 || id >= MAX_FILES)
            return store_fail_damaged(store, "a file has an impossible number", error);
        struct store_file file = {.path = column_text(query, 1, table->arena),
                                  .size = column_number(query, 2),
                                  .hash = column_number(query, 3),
                                  .mtime = sqlite3_column_int64(query, 4)};
        put_file(table, (uint32_t)id, &file);
    }
    return false;
}

bool file_table_load(struct store *store, GError **error)
{
    int64_t version;

    if (!load_version(store, &version, error))
        return false;
    if (store->files != NULL && store->files->version == version)
        return true;

    struct file_table *table = g_new0(struct file_table, 1);
    table->arena = arena_new();
    table->version = version;
    table->first_free = 1;
    if (!load_rows(store, table, error)) {
        file_table_free(table);
        return false;
    }
    file_table_free(store->files);
    store->files = table;
    return true;
}

static bool update_mtime(struct store *store, uint32_t id, const struct store_file *file,
                         GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(store, QUERY_TOUCH_FILE,
                     "UPDATE file SET mtime = ?2 WHERE id = ?1 AND path = ?3 AND size = ?4"
                     " AND hash = ?5",
                     &query, error))
        return false;
    bind_number(query, 1, id);
    bind_number(query, 2, (uint64_t)file->mtime);
    bind_text(query, 3, file->path);
    bind_number(query, 4, file->size);
    bind_number(query, 5, file->hash);
    return query_run(store, query, error);
}

static bool insert_file(struct store *store, uint32_t id, const struct store_file *file,
                        GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(store, QUERY_SAVE_FILE,
                     "INSERT INTO file (id, path, size, hash, mtime) VALUES (?1, ?2, ?3, ?4, ?5)",
                     &query, error))
        return false;
    bind_number(query, 1, id);
    bind_text(query, 2, file->path);
    bind_number(query, 3, file->size);
    bind_number(query, 4, file->hash);
    bind_number(query, 5, (uint64_t)file->mtime);
    return query_run(store, query, error);
}

bool file_table_save(struct store *store, const struct store_file *file, uint32_t *ret_id,
                     GError **error)
{
    struct file_table *table = store->files;
    uint32_t id = find_file(table, file);

    if (id != 0) {
        if (table->files.items[id].mtime != file->mtime) {
            if (!update_mtime(store, id, file, error))
                return false;
            table->files.items[id].mtime = file->mtime;
        }
        *ret_id = id;
        return true;
    }

    id = table->first_free;
    while (id < table->files.count && table->files.items[id].path != NULL)
        id++;
    if (id >= MAX_FILES)
        return store_fail_with(store, STORE_ERROR_FULL, "holds as many files as it can",
                               "delete it (the next check makes a new one)", error);
    if (!insert_file(store, id, file, error))
        return false;
    table->first_free = id + 1;

    struct store_file copy = *file;
    copy.path = arena_string(table->arena, file->path, strlen(file->path));
    put_file(table, id, &copy);
    *ret_id = id;
    return true;
}

bool store_touch_file(struct store *store, uint32_t slot, const struct store_file *file,
                      GError **error)
{
    enum scope_kind scope;

    if (!scope_begin_write(store, &scope, error))
        return false;
    bool is_good = update_mtime(store, slot, file, error);
    uint32_t known = store->files != NULL ? find_file(store->files, file) : 0;
    if (is_good && known != 0)
        store->files->files.items[known].mtime = file->mtime;
    return scope_end(store, scope, is_good, error);
}
