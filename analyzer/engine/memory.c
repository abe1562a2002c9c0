/* Units in memory, by file and key. */
#include "engine/memory.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/memory.h"
#include "engine/analysis.h"
#include "engine/engine.h"
#include "frontend/frontend.h"
#include "ir/codec.h"

#include <glib.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* One unit's slots; each has an arena of its own, which goes when the slot is filled again. */
struct entry {
    char *file;
    uint64_t key;
    struct memory_unit units[MEMORY_N_SLOTS];
    struct arena *arenas[MEMORY_N_SLOTS]; /* NULL = the slot is empty */
};

struct engine_memory {
    GHashTable *entries; /* of struct entry, by itself */
    struct frontend *frontend;
    bool has_tried; /* to open it */
};

static guint hash_entry(gconstpointer data)
{
    const struct entry *entry = data;

    return (guint)hash_bytes(entry->file, strlen(entry->file), entry->key);
}

static gboolean is_same_entry(gconstpointer left, gconstpointer right)
{
    const struct entry *a = left, *b = right;

    return a->key == b->key && strcmp(a->file, b->file) == 0;
}

static void free_entry(void *data)
{
    struct entry *entry = data;

    for (int slot = 0; slot < MEMORY_N_SLOTS; slot++)
        arena_free(entry->arenas[slot]);
    g_free(entry->file);
    free(entry);
}

struct engine_memory *engine_memory_new(void)
{
    struct engine_memory *memory = memory_zeroed(1, sizeof(*memory));

    memory->entries = g_hash_table_new_full(hash_entry, is_same_entry, free_entry, NULL);
    return memory;
}

void engine_memory_free(struct engine_memory *memory)
{
    if (!memory)
        return;
    g_hash_table_unref(memory->entries);
    frontend_close(memory->frontend);
    free(memory);
}

static struct entry *find_entry(const struct engine_memory *memory, const struct engine_unit *unit)
{
    g_autofree char *file = g_strdup(unit->file);
    struct entry wanted = {.file = file, .key = unit->key};

    return g_hash_table_lookup(memory->entries, &wanted);
}

const struct memory_unit *memory_find(const struct engine_memory *memory,
                                      const struct engine_unit *unit, enum memory_slot slot)
{
    const struct entry *entry = memory ? find_entry(memory, unit) : NULL;

    return entry && entry->arenas[slot] ? &entry->units[slot] : NULL;
}

static struct entry *get_entry(struct engine_memory *memory, const struct engine_unit *unit)
{
    struct entry *entry = find_entry(memory, unit);

    if (entry)
        return entry;
    entry = memory_zeroed(1, sizeof(*entry));
    entry->file = g_strdup(unit->file);
    entry->key = unit->key;
    g_hash_table_add(memory->entries, entry);
    return entry;
}

static const struct memory_file *copy_files(struct arena *arena, const struct memory_file *files,
                                            size_t count)
{
    struct memory_file *copy = arena_copy(arena, files, count * sizeof(*files));

    for (size_t i = 0; i < count; i++)
        copy[i].path = arena_string(arena, files[i].path, strlen(files[i].path));
    return copy;
}

void memory_put(struct engine_memory *memory, struct engine_unit *unit, enum memory_slot slot,
                const void *ir, size_t ir_size, const struct memory_file *files, size_t n_files)
{
    struct entry *entry = get_entry(memory, unit);
    struct memory_unit *kept = &entry->units[slot];
    struct arena *arena = arena_new();
    const char *reason;

    *kept = (struct memory_unit){
        .status = unit->status,
        .message = arena_string(arena, unit->message, strlen(unit->message)),
        .contents = unit->contents,
        .meaning = unit->meaning,
        .files = copy_files(arena, files, n_files),
        .n_files = n_files,
    };
    kept->has_ir = ir && ir_decode(arena_copy(arena, ir, ir_size), ir_size, &kept->ir, &reason);
    if (kept->has_ir)
        unit->ir = kept->ir;
    arena_free(entry->arenas[slot]);
    entry->arenas[slot] = arena;
}

struct frontend *memory_frontend(struct engine_memory *memory)
{
    const char *reason;

    if (!memory->has_tried && frontend_open(&memory->frontend, &reason) != FRONTEND_OK)
        memory->frontend = NULL;
    memory->has_tried = true;
    return memory->frontend;
}
