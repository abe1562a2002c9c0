/* Which of the findings that the store knows a new one is.
 *
 * Equals are findings that a reader would call the same: check, function, object and anchor. Mostly
 * there is one of a kind on either side. Of several, each old one is the new one that stands nearest
 * to where it stood in its function, counted from above or from below, whichever fits better: what is
 * written or deleted between two equals moves one of them against the beginning and the other against
 * the end, and neither against both. A fingerprint tells less there: when the first of three equals is
 * mended, the second takes over its name.
 *
 * What is then left is matched by fingerprint with what was fixed or lies out of the run's sight, then
 * with equals that were fixed: somebody took the mend back. */
#include "base/arena.h"
#include "findings/finding.h"
#include "store/history.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Pairs of equals that are compared for one kind: 256 statements of one function that differ in
 * nothing. Beyond, names have to do. */
enum { MAX_PAIRS = 256 * 256 };

/* An item of either side, by what it is. */
struct item {
    uint64_t identity;
    size_t index;
};

struct items {
    struct item *items;
    size_t count;
};

/* A new and an old finding that may be one. */
struct pair {
    uint64_t distance;
    size_t finding, old;
};

/* What is being matched. */
struct matching {
    struct finding_list findings;
    const struct stored_findings *old;
    const struct coverage *coverage;
    struct arena *arena;
    struct matches matches;
    struct items new_items, live, fixed; /* live: not fixed, and in sight of the run */
    uint64_t farthest;                   /* distance of what may still be one */
};

static int compare_items(const void *left, const void *right)
{
    const struct item *a = left, *b = right;

    if (a->identity != b->identity)
        return a->identity < b->identity ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static void add_item(struct items *items, const struct finding *finding, size_t index)
{
    items->items[items->count++] = (struct item){finding_kind(finding), index};
}

static void sort_items(struct items *items)
{
    if (items->count > 1)
        qsort(items->items, items->count, sizeof(*items->items), compare_items);
}

/* Those with that identity. */
static struct items find_equals(const struct items *items, uint64_t identity)
{
    size_t low = 0, high = items->count, end;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (items->items[middle].identity < identity)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < items->count && items->items[end].identity == identity; end++)
        ;
    return (struct items){items->items + low, end - low};
}

static const struct finding *new_finding(const struct matching *matching, size_t i)
{
    return &matching->findings.items[i];
}

static const struct stored_finding *old_finding(const struct matching *matching, size_t i)
{
    return &matching->old->items[i];
}

static void set_match(struct matching *matching, size_t i, size_t old)
{
    matching->matches.old[i] = old_finding(matching, old);
    matching->matches.is_matched[old] = true;
}

/* ---- by name ---- */

static int compare_fingerprint(const void *fingerprint, const void *old)
{
    return strcmp(fingerprint, ((const struct stored_finding *)old)->finding.fingerprint);
}

static const struct stored_finding *find_named(const struct matching *matching, const char *name)
{
    const struct stored_findings *old = matching->old;

    return old->count == 0
               ? NULL
               : bsearch(name, old->items, old->count, sizeof(*old->items), compare_fingerprint);
}

/* The old finding that has its name, or the name that an earlier scheme would give it. */
static const struct stored_finding *find_by_name(const struct matching *matching, size_t i)
{
    const struct finding *finding = new_finding(matching, i);
    const struct stored_finding *named = find_named(matching, finding->fingerprint);

    for (const char *const *former = finding->former; former && *former && !named; former++)
        named = find_named(matching, *former);
    return named;
}

static void match_by_name(struct matching *matching, size_t i)
{
    const struct stored_finding *named = find_by_name(matching, i);
    size_t old = named ? (size_t)(named - matching->old->items) : 0;

    if (named && !matching->matches.is_matched[old])
        set_match(matching, i, old);
}

/* ---- by place ---- */

/* Added to the distance of what stands in another file. */
static const uint64_t other_file = UINT64_C(1) << 40;

static uint64_t difference(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

static bool has_span(const struct finding *finding)
{
    return finding->above != 0 || finding->below != 0;
}

/* How far the new one stands from where the old one stood; in another file it is always farther. Of
 * equally near ones, the one of its name is nearer. */
static uint64_t distance_between(const struct finding *a, const struct finding *b)
{
    uint64_t distance = difference(a->line, b->line);

    if (has_span(a) && has_span(b))
        distance = MIN(difference(a->above, b->above), difference(a->below, b->below));
    distance = distance * 2 + (strcmp(a->fingerprint, b->fingerprint) != 0);
    return distance + (strcmp(a->file, b->file) != 0 ? other_file : 0);
}

static int compare_pairs(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;

    if (a->distance != b->distance)
        return a->distance < b->distance ? -1 : 1;
    if (a->finding != b->finding)
        return a->finding < b->finding ? -1 : 1;
    return (a->old > b->old) - (a->old < b->old);
}

static size_t collect_pairs(const struct matching *matching, struct items fresh, struct items old,
                            struct pair *pairs)
{
    size_t count = 0;

    for (size_t i = 0; i < fresh.count; i++) {
        size_t finding = fresh.items[i].index;

        for (size_t k = 0; k < old.count; k++) {
            size_t index = old.items[k].index;

            if (!matching->matches.old[finding] && !matching->matches.is_matched[index])
                pairs[count++] =
                    (struct pair){distance_between(new_finding(matching, finding),
                                                   &old_finding(matching, index)->finding),
                                  finding, index};
        }
    }
    return count;
}

static void match_by_place(struct matching *matching, struct items fresh, struct items old)
{
    if (fresh.count == 0 || old.count == 0 || fresh.count > MAX_PAIRS / old.count)
        return;
    struct pair *pairs = g_new(struct pair, fresh.count * old.count);
    size_t count = collect_pairs(matching, fresh, old, pairs);

    if (count > 1)
        qsort(pairs, count, sizeof(*pairs), compare_pairs);
    for (size_t i = 0; i < count; i++)
        if (pairs[i].distance <= matching->farthest && !matching->matches.old[pairs[i].finding] &&
            !matching->matches.is_matched[pairs[i].old])
            set_match(matching, pairs[i].finding, pairs[i].old);
    g_free(pairs);
}

/* Whether the place in its function is known of all: then it tells more than the name. */
static bool have_spans(const struct matching *matching, struct items fresh, struct items old)
{
    for (size_t i = 0; i < fresh.count; i++)
        if (!has_span(new_finding(matching, fresh.items[i].index)))
            return false;
    for (size_t i = 0; i < old.count; i++)
        if (!has_span(&old_finding(matching, old.items[i].index)->finding))
            return false;
    return true;
}

/* ---- a kind ---- */

static void match_equals(struct matching *matching, struct items fresh, struct items old)
{
    bool is_large = old.count > 0 && fresh.count > MAX_PAIRS / old.count;
    bool are_names_better = fresh.count == old.count && !have_spans(matching, fresh, old);

    if (is_large || are_names_better)
        for (size_t i = 0; i < fresh.count; i++)
            match_by_name(matching, fresh.items[i].index);
    match_by_place(matching, fresh, old);
}

/* Calls `match` with each kind that is among the new ones. */
static void each_kind(struct matching *matching, const struct items *old,
                      void (*match)(struct matching *, struct items, struct items))
{
    const struct items *fresh = &matching->new_items;

    for (size_t i = 0; i < fresh->count;) {
        struct items equals = find_equals(fresh, fresh->items[i].identity);

        match(matching, equals, find_equals(old, fresh->items[i].identity));
        i += equals.count;
    }
}

static void collect_items(struct matching *matching)
{
    matching->new_items.items = ARENA_ARRAY(matching->arena, struct item, matching->findings.count);
    matching->live.items = ARENA_ARRAY(matching->arena, struct item, matching->old->count);
    matching->fixed.items = ARENA_ARRAY(matching->arena, struct item, matching->old->count);
    for (size_t i = 0; i < matching->findings.count; i++)
        add_item(&matching->new_items, new_finding(matching, i), i);
    for (size_t i = 0; i < matching->old->count; i++) {
        const struct stored_finding *old = old_finding(matching, i);

        if (old->finding.state == STATE_FIXED)
            add_item(&matching->fixed, &old->finding, i);
        else if (coverage_has(matching->coverage, old))
            add_item(&matching->live, &old->finding, i);
    }
    sort_items(&matching->new_items);
    sort_items(&matching->live);
    sort_items(&matching->fixed);
}

struct matches match_findings(struct finding_list findings, const struct stored_findings *old,
                              const struct coverage *coverage, struct arena *arena)
{
    struct matching matching = {
        .findings = findings,
        .old = old,
        .coverage = coverage,
        .arena = arena,
        .farthest = UINT64_MAX,
        .matches = {ARENA_ARRAY(arena, const struct stored_finding *, findings.count),
                    ARENA_ARRAY(arena, bool, old->count)},
    };

    collect_items(&matching);
    each_kind(&matching, &matching.live, match_equals);
    for (size_t i = 0; i < findings.count; i++)
        if (!matching.matches.old[i])
            match_by_name(&matching, i);
    matching.farthest = other_file - 1; /* elsewhere it is another one */
    each_kind(&matching, &matching.fixed, match_by_place);
    return matching.matches;
}
