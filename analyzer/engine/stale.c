/* Which units are up to date. Requires the units and what is stored; yields `stored`, `is_current`
 * and, of current units, what became of them. */
#include "base/arena.h"
#include "base/hash.h"
#include "engine/absent_headers.h"
#include "engine/analysis.h"
#include "engine/memory.h"
#include "engine/overlays.h"
#include "engine/source_files.h"
#include "frontend/frontend.h"
#include "store/store.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What a stored content of a file is compared with what is there. */
enum slot_state {
    SLOT_UNSEEN = 0,
    SLOT_SAME,
    SLOT_TOUCHED, /* the same content under another stat, which can be trusted */
    SLOT_CHANGED,
};

struct slot {
    enum slot_state state;
    int64_t mtime; /* of a touched one */
};

/* One stat, and one read at most, of a path: several contents of it may be stored. */
struct path_check {
    uint64_t size;
    int64_t mtime; /* trusted; 0 = not known */
    int64_t raw_mtime;
    uint64_t hash;
    bool exists, is_hashed, is_readable;
};

struct staleness {
    struct analysis *analysis;
    struct slot *slots;
    GHashTable *paths; /* path -> struct path_check in `scratch` */
    struct arena *scratch;
};

static struct path_check *check_path(struct staleness *staleness, const char *path)
{
    struct path_check *check = g_hash_table_lookup(staleness->paths, path);
    struct stat status;

    if (check)
        return check;
    const struct engine_overlay *overlay = find_overlay(staleness->analysis->request, path);
    check = ARENA_NEW(staleness->scratch, struct path_check);
    if (overlay)
        *check = (struct path_check){.size = overlay->size,
                                     .hash = hash_bytes(overlay->contents, overlay->size, 0),
                                     .exists = true,
                                     .is_hashed = true,
                                     .is_readable = true};
    else if (!is_overlaid_absent(staleness->analysis->request, path) && stat(path, &status) == 0 &&
             S_ISREG(status.st_mode)) {
        check->exists = true;
        check->size = (uint64_t)status.st_size;
        check->raw_mtime =
            (int64_t)status.st_mtim.tv_sec * INT64_C(1000000000) + status.st_mtim.tv_nsec;
        check->mtime = trusted_mtime(check->raw_mtime, staleness->analysis->started);
    }
    g_hash_table_insert(staleness->paths, arena_copy(staleness->scratch, path, strlen(path) + 1),
                        check);
    return check;
}

static bool has_hash(struct path_check *check, const char *path, uint64_t hash)
{
    uint64_t size;

    if (!check->is_hashed) {
        check->is_hashed = true;
        check->is_readable = hash_file(path, &check->hash, &size) && size == check->size;
    }
    return check->is_readable && check->hash == hash;
}

static void check_slot(struct staleness *staleness, const struct store_file *file,
                       struct slot *slot)
{
    struct path_check *check = check_path(staleness, file->path);

    slot->state = SLOT_CHANGED;
    if (file->hash == ABSENT_HASH && file->size == 0) {
        slot->state = check->exists ? SLOT_CHANGED : SLOT_SAME;
        return;
    }
    if (!check->exists || check->size != file->size)
        return;
    if (file->mtime != 0 && check->raw_mtime == file->mtime) {
        slot->state = SLOT_SAME;
        return;
    }
    if (!has_hash(check, file->path, file->hash))
        return;
    slot->state = check->mtime != 0 ? SLOT_TOUCHED : SLOT_SAME;
    slot->mtime = check->mtime;
}

static uint64_t contents_part(const struct store_file *file)
{
    return hash_mix(hash_bytes(file->path, strlen(file->path), 0), file->hash);
}

/* Failures that the next run may not meet again although the main file is the same. */
static bool is_worth_another_try(uint32_t status)
{
    return status == FRONTEND_CRASHED || status == FRONTEND_NO_LIBCLANG ||
           status == FRONTEND_NO_HEADERS;
}

/* Also adds up the unit's contents. */
static bool is_unchanged(struct staleness *staleness, struct engine_unit *unit)
{
    bool has_memory = staleness->analysis->request->memory != NULL;
    const struct store_units *stored = &staleness->analysis->stored;
    bool is_same = true;

    if (is_worth_another_try(unit->stored->status))
        return false;
    for (uint32_t i = 0; i < unit->stored->n_files && is_same; i++) {
        uint32_t number = unit->stored->files[i];
        struct slot *slot = &staleness->slots[number];

        if (slot->state == SLOT_UNSEEN)
            check_slot(staleness, &stored->files[number], slot);
        if (has_memory)
            unit->contents += contents_part(&stored->files[number]);
        is_same = slot->state != SLOT_CHANGED;
    }
    return is_same;
}

static int compare_to_stored(const void *key, const void *item)
{
    const struct engine_unit *unit = key;
    const struct store_unit *stored = item;
    int order = strcmp(unit->file, stored->file);

    if (order != 0)
        return order;
    return (unit->key > stored->flags_key) - (unit->key < stored->flags_key);
}

/* Whether every file that the kept unit read is as it was then, one of them by an overlay. */
static bool is_still_overlaid(struct staleness *staleness, const struct memory_unit *kept)
{
    bool is_overlaid = false;

    for (size_t i = 0; i < kept->n_files; i++) {
        const struct memory_file *file = &kept->files[i];
        struct path_check *check = check_path(staleness, file->path);

        is_overlaid = is_overlaid || find_overlay(staleness->analysis->request, file->path) != NULL;
        if (file->hash == ABSENT_HASH && file->size == 0) {
            if (check->exists)
                return false;
            continue;
        }
        if (!check->exists || check->size != file->size || !has_hash(check, file->path, file->hash))
            return false;
    }
    return is_overlaid;
}

/* What was parsed from overlays is in memory and nowhere else. */
static void recall_unit(struct staleness *staleness, struct engine_unit *unit)
{
    const struct memory_unit *kept =
        memory_find(staleness->analysis->request->memory, unit, MEMORY_OVERLAID);

    if (!kept || is_worth_another_try(kept->status) || !is_still_overlaid(staleness, kept))
        return;
    unit->is_current = true;
    unit->status = kept->status;
    unit->message = kept->message;
    unit->meaning = kept->meaning;
    unit->has_ir = kept->has_ir;
    if (kept->has_ir) {
        unit->ir = kept->ir;
        unit->n_errors = kept->ir.n_errors;
    }
}

static void check_unit(struct staleness *staleness, struct engine_unit *unit)
{
    const struct store_units *stored = &staleness->analysis->stored;

    if (stored->count > 0)
        unit->stored =
            bsearch(unit, stored->items, stored->count, sizeof(*stored->items), compare_to_stored);
    unit->is_current = unit->stored && is_unchanged(staleness, unit);
    if (!unit->is_current) {
        recall_unit(staleness, unit);
        return;
    }
    unit->meaning = unit->stored->meaning;
    unit->status = (enum frontend_status)unit->stored->status;
    unit->message = unit->stored->message ? unit->stored->message : "";
    unit->n_errors = unit->stored->n_errors;
}

/* After a fresh checkout every stat differs and every content is equal; the next run must not read
 * the files again. */
static bool write_back(struct staleness *staleness, GError **error)
{
    struct analysis *analysis = staleness->analysis;
    bool has_begun = false;

    for (uint32_t i = 0; i < analysis->stored.n_files; i++) {
        struct store_file file = analysis->stored.files[i];

        if (staleness->slots[i].state != SLOT_TOUCHED)
            continue;
        if (!has_begun && !store_begin(analysis->store, error))
            return false;
        has_begun = true;
        file.mtime = staleness->slots[i].mtime;
        if (!store_touch_file(analysis->store, i, &file, error)) {
            store_rollback(analysis->store);
            return false;
        }
    }
    if (has_begun && !store_commit(analysis->store, error)) {
        store_rollback(analysis->store);
        return false;
    }
    return true;
}

bool find_current_units(struct analysis *analysis, GError **error)
{
    struct staleness staleness = {.analysis = analysis, .scratch = arena_new()};

    staleness.slots = ARENA_ARRAY(staleness.scratch, struct slot, analysis->stored.n_files);
    staleness.paths = g_hash_table_new(g_str_hash, g_str_equal);
    for (uint32_t i = 0; i < analysis->n_units; i++)
        check_unit(&staleness, &analysis->units[i]);
    bool is_good = write_back(&staleness, error);
    g_hash_table_unref(staleness.paths);
    arena_free(staleness.scratch);
    return is_good;
}
