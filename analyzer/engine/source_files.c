#include "engine/source_files.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/vector.h"
#include "store/store.h"

#include <glib.h>

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

struct source_files {
    struct arena *arena;
    int64_t started;
    VECTOR(struct store_file) items;
    GHashTable *by_content; /* of struct store_file in the arena -> index + 1 */
    GHashTable *stats;      /* path -> struct path_stat in the arena */
};

struct path_stat {
    uint64_t size;
    int64_t mtime; /* trusted; 0 = not known */
};

/* File systems keep times in steps: milliseconds on most, two seconds on FAT. */
static const int64_t coarsest_time_step = 2 * INT64_C(1000000000);

int64_t trusted_mtime(int64_t mtime, int64_t started)
{
    return mtime < started - coarsest_time_step ? mtime : 0;
}

static guint content_hash(gconstpointer data)
{
    const struct store_file *file = data;

    return (guint)(file->hash ^ g_str_hash(file->path));
}

static gboolean content_equal(gconstpointer left, gconstpointer right)
{
    const struct store_file *a = left, *b = right;

    return a->hash == b->hash && a->size == b->size && strcmp(a->path, b->path) == 0;
}

struct source_files *source_files_new(struct arena *arena, int64_t started)
{
    struct source_files *table = memory_zeroed(1, sizeof(*table));

    table->arena = arena;
    table->started = started;
    table->by_content = g_hash_table_new(content_hash, content_equal);
    table->stats = g_hash_table_new(g_str_hash, g_str_equal);
    return table;
}

void source_files_free(struct source_files *table)
{
    if (!table)
        return;
    g_hash_table_unref(table->by_content);
    g_hash_table_unref(table->stats);
    vector_deinit(&table->items);
    free(table);
}

static const struct path_stat *stat_path(struct source_files *table, const char *path)
{
    struct path_stat *known = g_hash_table_lookup(table->stats, path);
    struct stat status;

    if (known)
        return known;
    known = ARENA_NEW(table->arena, struct path_stat);
    if (stat(path, &status) == 0 && S_ISREG(status.st_mode)) {
        int64_t mtime =
            (int64_t)status.st_mtim.tv_sec * INT64_C(1000000000) + status.st_mtim.tv_nsec;

        known->size = (uint64_t)status.st_size;
        known->mtime = trusted_mtime(mtime, table->started);
    }
    g_hash_table_insert(table->stats, arena_copy(table->arena, path, strlen(path) + 1), known);
    return known;
}

/* A file that was changed while it was parsed, or since, has another size or a time that is not to be
 * trusted. */
uint32_t source_files_add(struct source_files *table, const char *path, uint64_t size,
                          uint64_t hash)
{
    struct store_file probe = {.path = path, .size = size, .hash = hash};
    uint32_t found = GPOINTER_TO_UINT(g_hash_table_lookup(table->by_content, &probe));

    if (found)
        return found - 1;
    const struct path_stat *on_disk = stat_path(table, path);
    struct store_file *file = arena_copy(table->arena, &probe, sizeof(probe));
    file->path = arena_string(table->arena, path, strlen(path));
    file->mtime = on_disk->size == size ? on_disk->mtime : 0;
    vector_push(&table->items, *file);
    g_hash_table_insert(table->by_content, file, GUINT_TO_POINTER(table->items.count));
    return table->items.count - 1;
}

const struct store_file *source_files_items(const struct source_files *table)
{
    return table->items.items;
}

bool hash_file(const char *path, uint64_t *ret_hash, uint64_t *ret_size)
{
    enum { CHUNK = 1 << 16 };
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (file < 0)
        return false;
    bool is_good = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    size_t capacity = is_good ? (size_t)status.st_size + 1 : 0, size = 0;
    char *contents = is_good ? memory_zeroed(capacity, 1) : NULL;
    ssize_t got = 0;
    while (is_good && (got = read(file, contents + size, capacity - size)) > 0) {
        size += (size_t)got;
        if (size == capacity) {
            capacity += CHUNK;
            contents = memory_resize(contents, capacity, 1);
        }
    }
    is_good = is_good && got == 0;
    if (is_good) {
        *ret_hash = hash_bytes(contents, size, 0);
        *ret_size = size;
    }
    free(contents);
    close(file);
    return is_good;
}
