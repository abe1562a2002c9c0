/* Which of the findings that the store knows a new one is. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "store/history.h"

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

/* The nearest old finding of that identity that is not matched yet, NULL when there is none. */
static const struct stored_finding *find_nearest(const struct finding *finding,
                                                 const struct stored_findings *old,
                                                 const struct candidate *candidates, size_t count,
                                                 enum nearness nearness, const bool *is_matched)
{
    uint64_t identity = identity_of(finding);
    size_t first = first_candidate(candidates, count, identity);
    const struct stored_finding *nearest = NULL;

    for (size_t i = first; i < count && i - first < MAX_EQUALS; i++) {
        const struct stored_finding *known = &old->items[candidates[i].old];

        if (candidates[i].identity != identity)
            break;
        if (is_matched[candidates[i].old] || !is_near(finding, &known->finding, nearness))
            continue;
        if (nearest == NULL ||
            line_distance(finding, &known->finding) < line_distance(finding, &nearest->finding))
            nearest = known;
    }
    return nearest;
}

static void match_fingerprints(struct finding_list findings, const struct stored_findings *old,
                               const struct stored_finding **matches, bool *is_matched)
{
    g_autoptr(GHashTable) by_fingerprint = g_hash_table_new(g_str_hash, g_str_equal);

    for (size_t i = 0; i < old->count; i++)
        g_hash_table_insert(by_fingerprint, (gpointer)(uintptr_t)old->items[i].finding.fingerprint,
                            &old->items[i]);
    for (size_t i = 0; i < findings.count; i++) {
        matches[i] = g_hash_table_lookup(by_fingerprint, findings.items[i].fingerprint);
        if (matches[i] != NULL)
            is_matched[matches[i] - old->items] = true;
    }
}

void match_findings(struct finding_list findings, const struct stored_findings *old,
                    const struct store_scope *scope, const struct stored_finding **matches,
                    bool *is_matched)
{
    match_fingerprints(findings, old, matches, is_matched);

    /* What the run did not look at may still be there: it is no candidate. */
    g_autofree struct candidate *candidates = g_new(struct candidate, old->count);
    size_t n_candidates = 0;
    for (size_t i = 0; i < old->count; i++) {
        const struct finding *finding = &old->items[i].finding;

        if (!is_matched[i] && finding->state != STATE_FIXED && scope_covers(scope, finding))
            candidates[n_candidates++] = (struct candidate){identity_of(finding), i};
    }
    if (n_candidates == 0)
        return;
    qsort(candidates, n_candidates, sizeof(*candidates), compare_candidates);

    for (int nearness = 0; nearness < N_NEARNESS; nearness++)
        for (size_t i = 0; i < findings.count; i++) {
            if (matches[i] != NULL)
                continue;
            matches[i] = find_nearest(&findings.items[i], old, candidates, n_candidates,
                                      (enum nearness)nearness, is_matched);
            if (matches[i] != NULL)
                is_matched[matches[i] - old->items] = true;
        }
}
