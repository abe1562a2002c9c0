#include "project/builder.h"

#include "project/folders.h"
#include "project/notices.h"
#include "project/presence.h"
#include "project/project.h"
#include "project/words.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/intmap.h"
#include "base/vector.h"

#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What the caller of the library sees, and the memory behind it. */
struct owned_project {
    struct project project; /* first, so that the one is the other */
    struct arena *arena;
};

struct flag_set {
    const char *const *words;
    size_t count;
    uint64_t hash;
};

struct pending {
    const char *file;
    const struct folder *folder; /* of the file */
    const struct folder *directory;
    const struct flag_set *flags;
    const char *output; /* or NULL */
    size_t n_dropped;
};

struct builder {
    struct arena *arena;
    struct folders *folders;
    struct notices *notices;
    struct intmap sets_by_hash; /* hash of the words -> index in sets */
    VECTOR(const struct flag_set *) sets;
    VECTOR(struct pending) pending;
};

struct builder *builder_new(void)
{
    struct builder *builder = g_new0(struct builder, 1);

    builder->arena = arena_new();
    builder->folders = folders_new(builder->arena);
    builder->notices = notices_new();
    return builder;
}

void builder_free(struct builder *builder)
{
    if (builder == NULL)
        return;
    notices_free(builder->notices);
    folders_free(builder->folders);
    arena_free(builder->arena);
    intmap_deinit(&builder->sets_by_hash);
    vector_deinit(&builder->sets);
    vector_deinit(&builder->pending);
    g_free(builder);
}

struct arena *builder_arena(struct builder *builder)
{
    return builder->arena;
}

struct folders *builder_folders(struct builder *builder)
{
    return builder->folders;
}

struct notices *builder_notices(struct builder *builder)
{
    return builder->notices;
}

static const struct flag_set *new_set(struct arena *arena, const struct words *words, uint64_t hash)
{
    struct flag_set *set = ARENA_NEW(arena, struct flag_set);
    const char **copies = ARENA_ARRAY(arena, const char *, words->count + (size_t)1);

    for (uint32_t i = 0; i < words->count; i++)
        copies[i] = arena_string(arena, words->items[i], strlen(words->items[i]));
    *set = (struct flag_set){.words = copies, .count = words->count, .hash = hash};
    return set;
}

/* The one set with these words. A 64-bit hash stands for them, as it does in flags_key. */
static const struct flag_set *share_set(struct builder *builder, const struct words *words)
{
    uint64_t hash = 0;
    bool is_new;

    for (uint32_t i = 0; i < words->count; i++)
        hash = hash_bytes(words->items[i], strlen(words->items[i]) + 1, hash);
    uint32_t index = *intmap_put(&builder->sets_by_hash, hash, builder->sets.count, &is_new);
    if (is_new)
        vector_push(&builder->sets, new_set(builder->arena, words, hash));
    return builder->sets.items[index];
}

void builder_add(struct builder *builder, const struct builder_unit *unit)
{
    struct pending pending = {
        .file = unit->file,
        .folder = unit->folder,
        .directory = unit->directory,
        .flags = share_set(builder, unit->flags),
        .n_dropped = unit->n_dropped,
    };

    if (unit->output != NULL)
        pending.output = arena_string(builder->arena, unit->output, strlen(unit->output));
    vector_push(&builder->pending, pending);
}

static int compare_sets(const struct flag_set *a, const struct flag_set *b)
{
    if (a == b)
        return 0;
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        int order = strcmp(a->words[i], b->words[i]);
        if (order != 0)
            return order;
    }
    return a->count < b->count ? -1 : 1;
}

static int compare_pending(const void *left, const void *right)
{
    const struct pending *a = left;
    const struct pending *b = right;
    int order = strcmp(a->file, b->file);

    if (order == 0)
        order = compare_sets(a->flags, b->flags);
    if (order == 0 && a->directory != b->directory)
        order = strcmp(a->directory->path, b->directory->path);
    if (order == 0)
        order = g_strcmp0(a->output, b->output);
    if (order == 0)
        order = a->n_dropped < b->n_dropped ? -1 : a->n_dropped > b->n_dropped;
    return order;
}

/* Moves the units whose file exists to the front of `pending`, those whose file does not behind them, and
 * lists the files of these. Returns how many exist. */
static uint32_t part_missing(struct builder *builder, struct project *project)
{
    struct presence *presence = presence_new();
    uint32_t count = builder->pending.count, kept = 0, n_absent = 0;
    const char **missing = ARENA_ARRAY(builder->arena, const char *, count);
    struct pending *absent = ARENA_ARRAY(builder->arena, struct pending, count);
    const char *last = "";
    bool last_exists = false;

    for (uint32_t i = 0; i < count; i++)
        presence_expect(presence, builder->pending.items[i].folder);
    for (uint32_t i = 0; i < count; i++) {
        struct pending *pending = &builder->pending.items[i];
        if (strcmp(pending->file, last) != 0) {
            last = pending->file;
            last_exists = presence_has(presence, pending->folder, last);
            if (!last_exists)
                missing[project->n_missing++] = last;
        }
        if (last_exists)
            builder->pending.items[kept++] = *pending;
        else
            absent[n_absent++] = *pending;
    }
    for (uint32_t i = 0; i < n_absent; i++)
        builder->pending.items[kept + i] = absent[i];
    presence_free(presence);
    project->missing = missing;
    return kept;
}

static uint64_t flags_key(const struct pending *pending)
{
    uint64_t key = hash_mix(pending->flags->hash, pending->directory->hash);

    return key == 0 ? 1 : key;
}

/* One unit from the equal ones at pending[first] up to before pending[end]. */
static struct project_unit merge(const struct builder *builder, uint32_t first, uint32_t end)
{
    const struct pending *pending = &builder->pending.items[first];
    const char **outputs = ARENA_ARRAY(builder->arena, const char *, end - first + (size_t)1);
    size_t n_outputs = 0;

    for (uint32_t i = first; i < end; i++) {
        const char *output = builder->pending.items[i].output;
        if (output != NULL && (n_outputs == 0 || strcmp(outputs[n_outputs - 1], output) != 0))
            outputs[n_outputs++] = output;
    }
    return (struct project_unit){
        .file = pending->file,
        .name = "",
        .directory = pending->directory->path,
        .arguments = pending->flags->words,
        .n_arguments = pending->flags->count,
        .flags_key = flags_key(pending),
        .outputs = outputs,
        .n_dropped = pending->n_dropped,
    };
}

/* The units of pending[first] up to before pending[end]. */
static const struct project_unit *make_units(struct builder *builder, uint32_t first, uint32_t end,
                                             size_t *ret_count, size_t *ret_merged)
{
    struct project_unit *units = ARENA_ARRAY(builder->arena, struct project_unit, end - first);
    const struct pending *all = builder->pending.items;

    *ret_count = *ret_merged = 0;
    for (uint32_t next; first < end; first = next) {
        for (next = first + 1; next < end; next++) {
            if (all[next].flags != all[first].flags ||
                all[next].directory != all[first].directory ||
                strcmp(all[next].file, all[first].file) != 0)
                break;
        }
        units[(*ret_count)++] = merge(builder, first, next);
        *ret_merged += next - first - 1;
    }
    return units;
}

struct project *builder_finish(struct builder *builder)
{
    struct owned_project *owned = g_new0(struct owned_project, 1);
    struct project *project = &owned->project;

    if (builder->pending.count > 0)
        qsort(builder->pending.items, builder->pending.count, sizeof(struct pending),
              compare_pending);
    uint32_t n_present = part_missing(builder, project);
    size_t merged;
    project->units = make_units(builder, 0, n_present, &project->n_units, &project->n_merged);
    project->missing_units =
        make_units(builder, n_present, builder->pending.count, &project->n_missing_units, &merged);
    project->notices = notices_list(builder->notices, builder->arena, &project->n_notices);
    owned->arena = builder->arena;
    builder->arena = NULL;
    return project;
}

/* `file` relative to the root; both are absolute and without `.` and `..`. */
static const char *name_below(struct arena *arena, const char *root, const char *file)
{
    size_t common = 0; /* bytes of whole parts that both have, the slash behind them included */
    size_t i = 0;
    size_t ups = 0;

    while (root[i] != '\0' && root[i] == file[i]) {
        if (root[i] == '/')
            common = i + 1;
        i++;
    }
    if (root[i] == '\0' && file[i] == '/')
        return file + i + 1;
    if (strcmp(root, "/") == 0)
        return file + 1;
    for (const char *at = root + common; *at != '\0'; at++)
        ups += *at == '/';
    ups += root[common] != '\0';

    char *name = arena_alloc(arena, ups * strlen("../") + strlen(file + common) + 1);
    char *end = name;
    for (size_t k = 0; k < ups; k++)
        end = stpcpy(end, "../");
    stpcpy(end, file + common);
    return name;
}

static const struct project_unit *name_units(struct owned_project *owned,
                                             const struct project_unit *from, size_t count)
{
    struct project_unit *units = ARENA_ARRAY(owned->arena, struct project_unit, count);

    for (size_t i = 0; i < count; i++) {
        units[i] = from[i];
        units[i].name = name_below(owned->arena, owned->project.root, units[i].file);
    }
    return units;
}

void builder_set_root(struct project *project, const char *root)
{
    struct owned_project *owned = (struct owned_project *)project;

    project->root = arena_string(owned->arena, root, strlen(root));
    project->units = name_units(owned, project->units, project->n_units);
    project->missing_units = name_units(owned, project->missing_units, project->n_missing_units);
}

void project_free(struct project *project)
{
    struct owned_project *owned = (struct owned_project *)project;

    if (owned == NULL)
        return;
    arena_free(owned->arena);
    g_free(owned);
}
