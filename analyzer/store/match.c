/* Which of the findings that the store knows a new one is. */
#include "base/arena.h"
#include "base/hash.h"
#include "findings/finding.h"
#include "store/history.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Equals that are looked at for one finding: what is beyond counts as new. No program has as many
 * statements that differ in nothing and all move at once. */
enum { MAX_EQUALS = 256 };

/* How near an old finding must be; tried in this order, so that of two equals the one that stayed
 * where it was keeps its history. */
enum nearness { SAME_LINE, SAME_FILE, ANYWHERE, N_NEARNESS };

/* An old finding that has no match yet. */
struct candidate {
    uint64_t identity;
    size_t old; /* index */
};

/* What a reader would call it: a fingerprint without what tells equals apart. */
static uint64_t identity_of(const struct finding *finding)
{
    const char *const parts[] = {finding->check, finding->function, finding->object,
                                 finding->anchor};
    uint64_t hash = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        hash = hash_bytes(parts[i], strlen(parts[i]) + 1, hash);
    return hash;
}

static int compare_candidates(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;

    if (a->identity != b->identity)
        return a->identity < b->identity ? -1 : 1;
    return (a->old > b->old) - (a->old < b->old);
}

/* The first candidate that does not come before the identity. */
static size_t first_candidate(const struct candidate *candidates, size_t count, uint64_t identity)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (candidates[middle].identity < identity)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t line_distance(const struct finding *a, const struct finding *b)
{
    return a->line > b->line ? a->line - b->line : b->line - a->line;
}

static bool is_near(const struct finding *a, const struct finding *b, enum nearness nearness)
{
    switch (nearness) {
    case SAME_LINE:
        return strcmp(a->file, b->file) == 0 && a->line == b->line;
    case SAME_FILE:
        return strcmp(a->file, b->file) == 0;
    case ANYWHERE:
    case N_NEARNESS:
        break;
    }
    return true;
}

/* What is being matched. */
struct matching {
    struct finding_list findings;
    const struct stored_findings *old;
    struct matches matches;
    struct candidate *candidates; /* by identity */
    size_t n_candidates;
};

/* The nearest old finding that has the identity of finding `i` and no match yet, NULL when there is
 * none. */
static const struct stored_finding *find_nearest(const struct matching *matching, size_t i,
                                                 enum nearness nearness)
{
    const struct finding *finding = &matching->findings.items[i];
    const struct candidate *candidates = matching->candidates;
    uint64_t identity = identity_of(finding);
    size_t first = first_candidate(candidates, matching->n_candidates, identity);
    const struct stored_finding *nearest = NULL;

    for (size_t k = first; k < matching->n_candidates && k - first < MAX_EQUALS; k++) {
        const struct stored_finding *known = &matching->old->items[candidates[k].old];

        if (candidates[k].identity != identity)
            break;
        if (matching->matches.is_matched[candidates[k].old] ||
            !is_near(finding, &known->finding, nearness))
            continue;
        if (nearest == NULL ||
            line_distance(finding, &known->finding) < line_distance(finding, &nearest->finding))
            nearest = known;
    }
    return nearest;
}

static int compare_fingerprint(const void *fingerprint, const void *old)
{
    return strcmp(fingerprint, ((const struct stored_finding *)old)->finding.fingerprint);
}

static void set_match(struct matching *matching, size_t i, const struct stored_finding *old)
{
    matching->matches.old[i] = old;
    if (old != NULL)
        matching->matches.is_matched[old - matching->old->items] = true;
}

static void match_fingerprints(struct matching *matching)
{
    const struct stored_findings *old = matching->old;

    if (old->count == 0)
        return;
    for (size_t i = 0; i < matching->findings.count; i++)
        set_match(matching, i,
                  bsearch(matching->findings.items[i].fingerprint, old->items, old->count,
                          sizeof(*old->items), compare_fingerprint));
}

/* What the run did not look at may still be there: it is no candidate. */
static void collect_candidates(struct matching *matching, const struct store_scope *scope,
                               struct arena *arena)
{
    const struct stored_findings *old = matching->old;

    matching->candidates = ARENA_ARRAY(arena, struct candidate, old->count);
    for (size_t i = 0; i < old->count; i++) {
        const struct finding *finding = &old->items[i].finding;

        if (!matching->matches.is_matched[i] && finding->state != STATE_FIXED &&
            scope_covers(scope, finding))
            matching->candidates[matching->n_candidates++] =
                (struct candidate){identity_of(finding), i};
    }
    qsort(matching->candidates, matching->n_candidates, sizeof(*matching->candidates),
          compare_candidates);
}

struct matches match_findings(struct finding_list findings, const struct stored_findings *old,
                              const struct store_scope *scope, struct arena *arena)
{
    struct matching matching = {
        .findings = findings,
        .old = old,
        .matches = {ARENA_ARRAY(arena, const struct stored_finding *, findings.count),
                    ARENA_ARRAY(arena, bool, old->count)},
    };

    match_fingerprints(&matching);
    collect_candidates(&matching, scope, arena);
    for (int nearness = 0; nearness < N_NEARNESS && matching.n_candidates > 0; nearness++)
        for (size_t i = 0; i < findings.count; i++)
            if (matching.matches.old[i] == NULL)
                set_match(&matching, i, find_nearest(&matching, i, (enum nearness)nearness));
    return matching.matches;
}
