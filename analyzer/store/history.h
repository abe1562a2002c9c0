/* Findings as the store has them. Private to store/. */
#ifndef STRANDED_STORE_HISTORY_H
#define STRANDED_STORE_HISTORY_H

#include "store/database.h"

/* A row of table finding, without its trace. */
struct stored_finding {
    int64_t id;
    struct finding finding;
    struct store_history history;
};

struct stored_findings {
    struct stored_finding *items;
    size_t count;
};

/* The columns that load_finding_row() reads, in its order. */
#define FINDING_COLUMNS                                                                            \
    "id, fingerprint, check_name, file, line, \"column\", function, object, anchor, severity,"     \
    " confidence, message, often, count, multiplicity, mend, state, reason, first_run, last_run,"  \
    " fixed_run, first_revision, last_revision"

bool load_finding_row(struct store *store, sqlite3_stmt *query, struct arena *arena,
                      struct stored_finding *ret_finding, GError **error);

/* All findings, or those that are not fixed, by fingerprint. In the arena. */
bool load_stored_findings(struct store *store, enum store_findings which, struct arena *arena,
                          struct stored_findings *ret_findings, GError **error);

/* The trace of one finding. In the arena. */
bool load_trace(struct store *store, int64_t finding_id, struct arena *arena,
                struct finding *finding, GError **error);

/* Which of the old findings are there again. */
struct matches {
    const struct stored_finding **old; /* by finding of the run: which it is, NULL = never seen */
    bool *is_matched;                  /* by old finding */
};

/* Matches a run's findings with those of the store: first by fingerprint; then, as what tells equals
 * apart may have changed and a file may have moved, those that are left on both sides by what they
 * are, the nearest first. In the arena. Costs O(n log n). */
struct matches match_findings(struct finding_list findings, const struct stored_findings *old,
                              const struct store_scope *scope, struct arena *arena);

/* Whether the run would have made the finding if it were still there. */
static inline bool scope_covers(const struct store_scope *scope, const struct finding *finding)
{
    return scope == NULL || scope->covers == NULL || scope->covers(scope->data, finding);
}

#endif
