#include "engine/shared_headers.h"

#include "base/hash.h"
#include "base/intmap.h"
#include "base/vector.h"
#include "engine/build_ids.h"
#include "engine/header_cache.h"
#include "frontend/prefix.h"

#include <glib.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Fewer sources are parsed as quickly without: one is parsed as it is, to compare. */
enum { GROUP_LEAST = 4 };

/* Behind a precompiled header, the rest of a source takes about a tenth longer: each name is looked for in the
 * header, too. Parsing and saving one takes about twice what it spares a source. So it has to take this part of a
 * whole source to be of use. */
static const double least_part = 0.3;

/* The top of one source. */
struct top {
    uint32_t number; /* of the source */
    char *text;      /* its directives, in the arena */
    uint32_t n_includes;
    const struct prefix_include *includes; /* in the arena */
    const uint64_t *keys;                  /* of the beginning up to and with each include */
    const uint64_t *hashes;                /* of the source's bytes up to there */
};

VECTOR_TYPE(tops, struct top);

/* Some of them, in the order of their keys. */
struct tops_span {
    const struct top **items;
    uint32_t count;
};

/* Sources with the same beginning, and its header. */
struct group {
    uint64_t key;
    const struct top *first;
    uint32_t depth;   /* index of the last include that they share */
    const char *room; /* where the header is written to */
    void *ir;         /* what came with it; owned, NULL = there is no header */
    size_t ir_size;
    double seconds, first_seconds; /* that it took, and the first of the sources; 0 = not known */
    VECTOR(const struct top *) members;
};

struct shared_headers {
    struct arena *arena;
    struct frontend_source *sources; /* the analysis's own */
    uint32_t n_sources;
    struct frontend_source *table; /* those, and the headers behind them */
    struct header_cache *cache;
    struct tops tops;
    VECTOR(const struct frontend_shared *) kept; /* from earlier runs; NULL = there is none */
    struct intmap kept_numbers;                  /* key -> index in those */
    VECTOR(struct group) groups;                 /* each waits for its header */
    VECTOR(uint32_t) first, second;
    struct shared_counts counts;
};

/* ---- the top of a source ---- */

static bool is_there(const char *folder, const char *name, size_t length)
{
    g_autofree char *file = g_strndup(name, length);
    g_autofree char *path = g_build_filename(folder, file, NULL);
    struct stat status;

    return stat(path, &status) == 0;
}

/* What the meaning of any header depends on: the front end, the folder, the flags, and where else clang looks. */
static uint64_t key_of_flags(const struct frontend_source *source)
{
    static const char *const variables[] = {"CPATH", "C_INCLUDE_PATH"};
    uint64_t key =
        hash_mix(front_end_id, hash_bytes(source->directory, strlen(source->directory), 0));

    for (const char *const *flag = source->arguments; *flag; flag++)
        key = hash_mix(key, hash_bytes(*flag, strlen(*flag), 0));
    for (size_t i = 0; i < G_N_ELEMENTS(variables); i++) {
        const char *value = g_getenv(variables[i]);
        if (value)
            key = hash_mix(hash_mix(key, i), hash_bytes(value, strlen(value), 0));
    }
    return key;
}

/* Whether the flags have a header included in a spelling for which the front end leaves it in place beside a
 * precompiled one, which holds it already. */
static bool includes_oddly(const struct frontend_source *source)
{
    for (const char *const *flag = source->arguments; *flag; flag++) {
        if (strcmp(*flag, "-include") == 0 || strcmp(*flag, "-imacros") == 0) {
            flag += flag[1] != NULL;
            continue;
        }
        if (g_str_has_prefix(*flag, "--include-directory"))
            continue;
        if (g_str_has_prefix(*flag, "-include") || g_str_has_prefix(*flag, "--include") ||
            g_str_has_prefix(*flag, "-imacros") || g_str_has_prefix(*flag, "--imacros"))
            return true;
    }
    return false;
}

/* One key for the beginning up to each include. A quoted name that is found beside the source may be another
 * file beside another one. */
static const uint64_t *keys_of(const struct shared_headers *plan, const struct prefix *prefix,
                               const struct frontend_source *source)
{
    uint64_t *keys = ARENA_ARRAY(plan->arena, uint64_t, prefix->includes.count);
    g_autofree char *folder = g_path_get_dirname(source->file);
    uint64_t key = key_of_flags(source);
    size_t from = 0;

    for (uint32_t i = 0; i < prefix->includes.count; i++) {
        const struct prefix_include *include = &prefix->includes.items[i];
        key = hash_mix(key, hash_bytes(prefix->text.items + from, include->text_end - from, 0));
        if (include->is_quoted &&
            is_there(folder, prefix->text.items + include->name, include->name_size))
            key = hash_mix(key, hash_bytes(folder, strlen(folder), 0));
        from = include->text_end;
        keys[i] = key;
    }
    return keys;
}

static const uint64_t *hashes_of(const struct shared_headers *plan, const struct prefix *prefix,
                                 const char *text)
{
    uint64_t *hashes = ARENA_ARRAY(plan->arena, uint64_t, prefix->includes.count);

    for (uint32_t i = 0; i < prefix->includes.count; i++)
        hashes[i] = hash_bytes(text, prefix->includes.items[i].source_end, 0);
    return hashes;
}

static void read_top(struct shared_headers *plan, uint32_t number)
{
    const struct frontend_source *source = &plan->sources[number];
    g_autofree char *own = NULL;
    const char *text = source->contents;
    gsize size = source->contents_size;
    struct prefix prefix;

    if (includes_oddly(source) || (!text && !g_file_get_contents(source->file, &own, &size, NULL)))
        return;
    text = text ? text : own;
    prefix_scan(text, size, &prefix);
    if (prefix.includes.count > 0) {
        struct top top = {
            .number = number,
            .text = arena_copy(plan->arena, prefix.text.items, prefix.text.count),
            .n_includes = prefix.includes.count,
            .includes = arena_copy(plan->arena, prefix.includes.items,
                                   prefix.includes.count * sizeof(*prefix.includes.items)),
            .keys = keys_of(plan, &prefix, source),
            .hashes = hashes_of(plan, &prefix, text),
        };
        vector_push(&plan->tops, top);
    }
    prefix_deinit(&prefix);
}

/* ---- groups ---- */

static void begin_with(struct shared_headers *plan, const struct top *top, uint32_t depth,
                       const struct frontend_shared *shared)
{
    struct frontend_source *source = &plan->sources[top->number];

    source->shared = shared;
    source->prefix_size = top->includes[depth].source_end;
    source->prefix_hash = top->hashes[depth];
    plan->counts.sources++;
}

/* The header of that key from an earlier run; NULL = there is none. Each is looked for once. */
static const struct frontend_shared *find_kept(struct shared_headers *plan, uint64_t key,
                                               const struct frontend_source *source)
{
    bool is_new;
    uint32_t index = *intmap_put(&plan->kept_numbers, key, plan->kept.count, &is_new);

    if (is_new) {
        vector_push(&plan->kept, header_cache_find(plan->cache, key, source));
        plan->counts.kept += plan->kept.items[index] != NULL;
    }
    return plan->kept.items[index];
}

/* Takes the longest beginning for which there is a header from an earlier run. */
static bool take_kept(struct shared_headers *plan, const struct top *top)
{
    for (uint32_t depth = top->n_includes; depth-- > 0;) {
        const struct frontend_shared *shared =
            find_kept(plan, top->keys[depth], &plan->sources[top->number]);
        if (shared) {
            begin_with(plan, top, depth, shared);
            return true;
        }
    }
    return false;
}

/* By their keys, one after the other: beginnings that go on alike stand together. */
static int compare_tops(const void *left, const void *right)
{
    const struct top *a = *(const struct top *const *)left, *b = *(const struct top *const *)right;
    uint32_t shared = MIN(a->n_includes, b->n_includes);

    for (uint32_t i = 0; i < shared; i++)
        if (a->keys[i] != b->keys[i])
            return a->keys[i] < b->keys[i] ? -1 : 1;
    if (a->n_includes != b->n_includes)
        return a->n_includes < b->n_includes ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* The last include that all of them share: they are sorted, so the first and the last do. */
static uint32_t common_depth(const struct tops_span *span)
{
    const struct top *first = span->items[0], *last = span->items[span->count - 1];
    uint32_t depth = 0;

    while (depth + 1 < first->n_includes && depth + 1 < last->n_includes &&
           first->keys[depth + 1] == last->keys[depth + 1])
        depth++;
    return depth;
}

/* Longer beginnings of a part of the group's sources, each with a header of its own, were tried: they cost what
 * they spare (docs/performance.md). */
static void add_group(struct shared_headers *plan, const struct tops_span *span)
{
    uint32_t depth = common_depth(span);
    struct group group = {
        .key = span->items[0]->keys[depth], .first = span->items[0], .depth = depth};

    if (span->count < GROUP_LEAST)
        return;
    group.room = header_cache_room(plan->cache, group.key);
    for (uint32_t i = 0; group.room && i < span->count; i++)
        vector_push(&group.members, span->items[i]);
    if (group.room)
        vector_push(&plan->groups, group);
}

static void find_groups(struct shared_headers *plan, enum headers_use use)
{
    const struct top **left = ARENA_ARRAY(plan->arena, const struct top *, plan->tops.count);
    uint32_t count = 0, end;

    for (uint32_t i = 0; i < plan->tops.count; i++)
        if (!take_kept(plan, &plan->tops.items[i]))
            left[count++] = &plan->tops.items[i];
    if (use == HEADERS_ARE_USED)
        return;
    if (count > 0)
        qsort(left, count, sizeof(*left), compare_tops);
    for (uint32_t i = 0; i < count; i = end) {
        for (end = i + 1; end < count && left[end]->keys[0] == left[i]->keys[0];)
            end++;
        add_group(plan, &(struct tops_span){left + i, end - i});
    }
}

/* ---- the plan ---- */

/* The header that stands for the group's beginning, as a source beside the first of them. */
static struct frontend_source header_of(const struct shared_headers *plan,
                                        const struct group *group)
{
    struct frontend_source header = plan->sources[group->first->number];
    g_autofree char *folder = g_path_get_dirname(header.file);

    header.file = arena_printf(plan->arena, "%s/.stranded-beginning.h", folder);
    header.contents = group->first->text;
    header.contents_size = group->first->includes[group->depth].text_end;
    header.precompile_to = group->room;
    header.n_users = group->members.count - 1;
    return header;
}

static void make_table(struct shared_headers *plan)
{
    uint32_t n_groups = plan->groups.count;

    plan->table = ARENA_ARRAY(plan->arena, struct frontend_source, plan->n_sources + n_groups);
    if (plan->n_sources)
        memcpy(plan->table, plan->sources, plan->n_sources * sizeof(*plan->table));
    for (uint32_t i = 0; i < n_groups; i++)
        plan->table[plan->n_sources + i] = header_of(plan, &plan->groups.items[i]);
}

/* The first round is short: a source that takes long holds up nobody who could go on without it. */
static void make_order(struct shared_headers *plan, const uint32_t *order, size_t n_order)
{
    uint8_t *is_first = ARENA_ARRAY(plan->arena, uint8_t, plan->n_sources);

    for (uint32_t i = 0; i < plan->groups.count; i++) {
        vector_push(&plan->first, plan->n_sources + i);
        is_first[plan->groups.items[i].members.items[0]->number] = 1;
    }
    for (size_t i = 0; i < n_order; i++) {
        if (is_first[order[i]])
            vector_push(&plan->first, order[i]);
        else
            vector_push(&plan->second, order[i]);
    }
}

struct shared_headers *shared_headers_plan(struct frontend_source *sources, uint32_t n_sources,
                                           const uint32_t *order, size_t n_order,
                                           const char *store_file, enum headers_use use,
                                           struct arena *arena)
{
    struct shared_headers *plan = ARENA_NEW(arena, struct shared_headers);

    plan->arena = arena;
    plan->sources = sources;
    plan->n_sources = n_sources;
    if (store_file) {
        plan->cache = header_cache_open(store_file, arena);
        for (size_t i = 0; i < n_order; i++)
            read_top(plan, order[i]);
        find_groups(plan, use);
    }
    make_table(plan);
    make_order(plan, order, n_order);
    return plan;
}

void shared_headers_finish(struct shared_headers *plan)
{
    struct group *group;

    if (!plan)
        return;
    header_cache_close(plan->cache);
    vector_each(group, &plan->groups)
    {
        vector_deinit(&group->members);
        free(group->ir);
    }
    vector_deinit(&plan->groups);
    vector_deinit(&plan->tops);
    vector_deinit(&plan->kept);
    intmap_deinit(&plan->kept_numbers);
    vector_deinit(&plan->first);
    vector_deinit(&plan->second);
}

const struct frontend_source *shared_headers_sources(const struct shared_headers *plan)
{
    return plan->table;
}

const uint32_t *shared_headers_first(const struct shared_headers *plan, size_t *ret_count)
{
    *ret_count = plan->first.count;
    return plan->first.items;
}

bool shared_headers_is_header(const struct shared_headers *plan, uint32_t number)
{
    return number >= plan->n_sources;
}

void shared_headers_take(struct shared_headers *plan, const struct worker_result *result)
{
    struct group *group = &plan->groups.items[result->number - plan->n_sources];

    if (result->status != FRONTEND_OK) {
        free(result->ir);
        return;
    }
    group->ir = result->ir;
    group->ir_size = result->ir_size;
    group->seconds = result->seconds;
}

void shared_headers_note(struct shared_headers *plan, const struct worker_result *result)
{
    struct group *group;

    vector_each(group, &plan->groups)
    {
        if (group->first->number == result->number)
            group->first_seconds = result->seconds;
    }
}

/* The group's sources are told of its header, unless it is not worth it. */
static void take_up(struct shared_headers *plan, const struct group *group)
{
    const struct frontend_shared *shared = NULL;

    if (!group->ir)
        return;
    if (group->seconds >= least_part * group->first_seconds)
        shared = header_cache_keep(plan->cache, group->key, &plan->sources[group->first->number],
                                   group->room, group->ir, group->ir_size);
    if (!shared) {
        header_cache_give_up(group->room);
        return;
    }
    plan->counts.made++;
    for (uint32_t i = 1; i < group->members.count; i++) {
        begin_with(plan, group->members.items[i], group->depth, shared);
        plan->table[group->members.items[i]->number] =
            plan->sources[group->members.items[i]->number];
    }
}

const uint32_t *shared_headers_second(struct shared_headers *plan, size_t *ret_count)
{
    struct group *group;

    vector_each(group, &plan->groups) take_up(plan, group);
    *ret_count = plan->second.count;
    return plan->second.items;
}

struct shared_counts shared_headers_counts(const struct shared_headers *plan)
{
    return plan->counts;
}
