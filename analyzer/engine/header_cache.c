#include "engine/header_cache.h"

#include "base/hash.h"
#include "base/vector.h"
#include "engine/absent_headers.h"
#include "engine/source_files.h"
#include "ir/codec.h"
#include "ir/ir.h"

#include <glib.h>
#include <glib/gstdio.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

/* Bound on the folder; over it, what was used least lately goes. */
static const uint64_t most_bytes = (uint64_t)256 << 20;
/* What nobody has used for so long goes, and what a killed run left behind. */
enum { UNUSED_SECONDS = 30 * 24 * 3600, ABANDONED_SECONDS = 3600 };

static const char magic[8] = "strdhdr1";

/* Goes before the encoded unit. */
struct note {
    char magic[8];
    uint64_t shadows; /* headers that stood in the way of others when it was made */
    uint64_t pch_size, pch_hash;
    uint64_t ir_size, ir_hash;
};

/* What a file on disk is now. */
struct file_state {
    uint64_t hash, size;
    int64_t seconds; /* of its last change */
    bool is_readable;
};

struct header_cache {
    struct arena *arena;
    const char *folder;
    GHashTable *files; /* path -> struct file_state in the arena */
    bool has_written;
};

struct header_cache *header_cache_open(const char *store_file, struct arena *arena)
{
    struct header_cache *cache = ARENA_NEW(arena, struct header_cache);
    g_autofree char *path = g_canonicalize_filename(store_file, NULL); /* workers are elsewhere */

    cache->arena = arena;
    cache->folder = arena_printf(arena, "%s.headers", path);
    cache->files = g_hash_table_new(g_str_hash, g_str_equal);
    return cache;
}

/* ---- what it was made of ---- */

static const struct file_state *state_of(struct header_cache *cache, const char *path)
{
    struct file_state *state = g_hash_table_lookup(cache->files, path);
    struct stat status;

    if (state)
        return state;
    state = ARENA_NEW(cache->arena, struct file_state);
    if (stat(path, &status) == 0) {
        state->seconds = (int64_t)status.st_mtim.tv_sec;
        state->is_readable = hash_file(path, &state->hash, &state->size);
    }
    g_hash_table_insert(cache->files, arena_copy(cache->arena, path, strlen(path) + 1), state);
    return state;
}

/* libclang compares the times of files, too: a header whose file was only touched is made again. */
static bool is_unchanged(struct header_cache *cache, const struct ir_unit *unit)
{
    for (uint32_t i = 2; i < unit->n_files; i++) {
        const struct ir_file *file = &unit->files[i];
        const struct file_state *now = state_of(cache, ir_text(unit, file->path));
        if (!now->is_readable || now->size != file->size || now->hash != file->hash ||
            now->seconds != file->mtime)
            return false;
    }
    return true;
}

/* Takes the folder. */
static void add_folder(GPtrArray *folders, char *folder)
{
    if (g_ptr_array_find_with_equal_func(folders, folder, g_str_equal, NULL))
        g_free(folder);
    else
        g_ptr_array_add(folders, folder);
}

/* Where headers are looked for, in any order: the folders of the flags, as they really are, those of the system,
 * and those of the headers that are not the system's, where quoted names are looked for first. */
static GPtrArray *folders_of(const struct ir_unit *unit, const struct frontend_source *source)
{
    g_autoptr(GPtrArray) given = find_include_folders(source);
    GPtrArray *folders = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < given->len; i++) {
        char *real = realpath(g_ptr_array_index(given, i), NULL);
        add_folder(folders, real ? real : g_strdup(g_ptr_array_index(given, i)));
    }
    for (uint32_t i = 2; i < unit->n_files; i++)
        if (!unit->files[i].is_system)
            add_folder(folders, g_path_get_dirname(ir_text(unit, unit->files[i].path)));
    return folders;
}

/* Hash of the files that there are in any of the folders under that name. */
static uint64_t mix_places(uint64_t hash, const GPtrArray *folders, const char *name)
{
    for (guint i = 0; i < folders->len; i++) {
        g_autofree char *path = g_build_filename(g_ptr_array_index(folders, i), name, NULL);
        if (access(path, F_OK) == 0)
            hash = hash_mix(hash, hash_bytes(path, strlen(path), 0));
    }
    return hash;
}

/* Hash of the files that there are where one of these headers might be found instead: under each name by which
 * it can be found in one of the folders. A new one among them, and the same #include may mean another file. */
static uint64_t find_shadows(const struct ir_unit *unit, const struct frontend_source *source)
{
    g_autoptr(GPtrArray) folders = folders_of(unit, source);
    uint64_t hash = 0;

    for (uint32_t i = 2; i < unit->n_files; i++) {
        const char *path = ir_text(unit, unit->files[i].path);
        for (guint k = 0; k < folders->len; k++) {
            const char *folder = g_ptr_array_index(folders, k);
            size_t length = strlen(folder);
            if (strncmp(path, folder, length) == 0 && path[length] == '/')
                hash = mix_places(hash, folders, path + length + 1);
        }
    }
    return hash;
}

/* ---- the two files ---- */

static char *note_path(const struct header_cache *cache, uint64_t key)
{
    return g_strdup_printf("%s/%016" PRIx64 ".unit", cache->folder, key);
}

static const char *pch_path(const struct header_cache *cache, uint64_t key, uint64_t hash)
{
    return arena_printf(cache->arena, "%s/%016" PRIx64 "-%016" PRIx64 ".pch", cache->folder, key,
                        hash);
}

/* Reads the note and decodes the unit in it, into the arena. */
static bool read_note(struct header_cache *cache, uint64_t key, struct note *ret_note,
                      struct ir_unit *ret_unit)
{
    g_autofree char *path = note_path(cache, key);
    g_autofree char *text = NULL;
    const char *reason;
    gsize size;

    if (!g_file_get_contents(path, &text, &size, NULL) || size < sizeof(*ret_note))
        return false;
    memcpy(ret_note, text, sizeof(*ret_note));
    if (memcmp(ret_note->magic, magic, sizeof(magic)) != 0 ||
        ret_note->ir_size != size - sizeof(*ret_note) ||
        hash_bytes(text + sizeof(*ret_note), ret_note->ir_size, 0) != ret_note->ir_hash)
        return false;
    const void *ir = arena_copy(cache->arena, text + sizeof(*ret_note), ret_note->ir_size);
    return ir_decode(ir, ret_note->ir_size, ret_unit, &reason);
}

static void touch(const char *path)
{
    utime(path, NULL);
}

/* Whether one of the overlays is one of the header's files, or may be found in place of one: a file that is on disk as
 * well changes nothing of where others are found. */
static bool may_be_overlaid(const struct ir_unit *unit, const struct frontend_source *source)
{
    for (size_t i = 0; i < source->n_overlays; i++) {
        const char *path = source->overlays[i].path;
        if (access(path, F_OK) != 0)
            return true;
        for (uint32_t k = 2; k < unit->n_files; k++)
            if (strcmp(ir_text(unit, unit->files[k].path), path) == 0)
                return true;
    }
    return false;
}

const struct frontend_shared *header_cache_find(struct header_cache *cache, uint64_t key,
                                                const struct frontend_source *source)
{
    struct ir_unit *unit = ARENA_NEW(cache->arena, struct ir_unit);
    uint64_t hash, size;
    struct note note;

    if (!read_note(cache, key, &note, unit) || may_be_overlaid(unit, source) ||
        !is_unchanged(cache, unit) || find_shadows(unit, source) != note.shadows)
        return NULL;
    const char *file = pch_path(cache, key, note.pch_hash);
    if (!hash_file(file, &hash, &size) || hash != note.pch_hash || size != note.pch_size)
        return NULL;
    g_autofree char *path = note_path(cache, key);
    touch(path);
    touch(file);
    struct frontend_shared *shared = ARENA_NEW(cache->arena, struct frontend_shared);
    *shared = (struct frontend_shared){file, unit};
    return shared;
}

const char *header_cache_room(struct header_cache *cache, uint64_t key)
{
    if (g_mkdir_with_parents(cache->folder, 0777) != 0)
        return NULL;
    cache->has_written = true;
    return arena_printf(cache->arena, "%s/%016" PRIx64 ".%ld.new", cache->folder, key,
                        (long)getpid());
}

void header_cache_give_up(const char *room)
{
    unlink(room);
}

/* Removes what the key's note names so far. Another run that is about to use it parses its sources alone. */
static void remove_former(struct header_cache *cache, uint64_t key, const char *file)
{
    struct ir_unit unit;
    struct note note;

    if (!read_note(cache, key, &note, &unit))
        return;
    const char *former = pch_path(cache, key, note.pch_hash);
    if (strcmp(former, file) != 0)
        unlink(former);
}

const struct frontend_shared *header_cache_keep(struct header_cache *cache, uint64_t key,
                                                const struct frontend_source *source,
                                                const char *room, const void *ir, size_t ir_size)
{
    struct ir_unit *unit = ARENA_NEW(cache->arena, struct ir_unit);
    const void *kept = arena_copy(cache->arena, ir, ir_size);
    struct note note = {.ir_size = ir_size, .ir_hash = hash_bytes(ir, ir_size, 0)};
    const char *reason;

    memcpy(note.magic, magic, sizeof(magic));
    if (!ir_decode(kept, ir_size, unit, &reason) ||
        !hash_file(room, &note.pch_hash, &note.pch_size))
        return NULL;
    note.shadows = find_shadows(unit, source);
    const char *file = pch_path(cache, key, note.pch_hash);
    g_autofree char *path = note_path(cache, key);
    g_autoptr(GByteArray) text = g_byte_array_new();
    g_byte_array_append(text, (const guint8 *)&note, sizeof(note));
    g_byte_array_append(text, ir, (guint)ir_size);
    if (rename(room, file) != 0)
        return NULL;
    remove_former(cache, key, file);
    /* without its note it is of use in this run only */
    g_file_set_contents(path, (const char *)text->data, text->len, NULL);
    struct frontend_shared *shared = ARENA_NEW(cache->arena, struct frontend_shared);
    *shared = (struct frontend_shared){file, unit};
    return shared;
}

/* ---- keeping it small ---- */

struct entry {
    char *path;
    uint64_t size;
    int64_t used;
};

VECTOR_TYPE(entries, struct entry);

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;

    if (a->used != b->used)
        return a->used > b->used ? -1 : 1;
    return strcmp(a->path, b->path);
}

static void list_entries(const struct header_cache *cache, struct entries *ret_entries)
{
    g_autoptr(GDir) folder = g_dir_open(cache->folder, 0, NULL);
    const char *name;
    struct stat status;

    while (folder && (name = g_dir_read_name(folder))) {
        char *path = g_build_filename(cache->folder, name, NULL);
        if (stat(path, &status) == 0 && S_ISREG(status.st_mode))
            vector_push(ret_entries, (struct entry){path, (uint64_t)status.st_size,
                                                    (int64_t)status.st_mtim.tv_sec});
        else
            g_free(path);
    }
}

static void clean(const struct header_cache *cache)
{
    struct entries entries = {0};
    int64_t now = (int64_t)time(NULL);
    uint64_t bytes = 0;

    list_entries(cache, &entries);
    if (entries.count)
        qsort(entries.items, entries.count, sizeof(*entries.items), compare_entries);
    for (uint32_t i = 0; i < entries.count; i++) {
        const struct entry *entry = &entries.items[i];
        bool is_kept =
            g_str_has_suffix(entry->path, ".pch") || g_str_has_suffix(entry->path, ".unit");
        bytes += entry->size;
        if (bytes > most_bytes ||
            now - entry->used > (is_kept ? UNUSED_SECONDS : ABANDONED_SECONDS))
            unlink(entry->path);
        g_free(entry->path);
    }
    vector_deinit(&entries);
}

void header_cache_close(struct header_cache *cache)
{
    if (!cache)
        return;
    if (cache->has_written)
        clean(cache);
    g_hash_table_unref(cache->files);
}
