/* Findings as the store has them. Private to store/. */
#ifndef STRANDED_STORE_HISTORY_H
#define STRANDED_STORE_HISTORY_H

#include "store/database.h"

/* A row of table finding, without its trace. */
struct stored_finding {
    int64_t id;
    struct finding finding;
    struct store_history history;
    uint64_t content; /* finding_content() of what is stored, 0 = not known */
};

struct stored_findings {
    struct stored_finding *items;
    size_t count;
};

/* The columns that load_finding_row() reads, in its order. */
#define FINDING_COLUMNS                                                                            \
    "id, fingerprint, check_name, file, line, \"column\", function, object, anchor, severity,"     \
    " confidence, message, often, count, multiplicity, mend, state, reason, first_run, last_run,"  \
    " fixed_run, first_revision, last_revision, above, below, content"

bool load_finding_row(struct store *store, sqlite3_stmt *query, struct arena *arena,
                      struct stored_finding *ret_finding, GError **error);

/* All findings, or those that are not fixed, by fingerprint. In the arena. */
bool load_stored_findings(struct store *store, enum store_findings which, struct arena *arena,
                          struct stored_findings *ret_findings, GError **error);

/* The one finding whose fingerprint begins like that, without its trace; as store_find_finding(). */
bool find_stored_finding(struct store *store, const char *prefix, struct arena *arena,
                         struct stored_finding *ret_finding, GError **error);

/* The trace of one finding. In the arena. */
bool load_trace(struct store *store, int64_t finding_id, struct arena *arena,
                struct finding *finding, GError **error);

/* Which of the old findings are there again. */
struct matches {
    const struct stored_finding **old; /* by finding of the run: which it is, NULL = never seen */
    bool *is_matched;                  /* by old finding */
};

/* What a run looked at: its scope, less what units that it did not understand may hide. */
struct coverage {
    const struct store_scope *scope;
    int64_t damaged_since; /* what was not seen since that run may be hidden; 0 = no damage */
};

/* Whether the run would have made the finding if it were still there. */
static inline bool coverage_has(const struct coverage *coverage, const struct stored_finding *old)
{
    const struct store_scope *scope = coverage->scope;

    return old->history.last_run >= coverage->damaged_since &&
           (scope == NULL || scope->covers == NULL || scope->covers(scope->data, &old->finding));
}

/* Matches a run's findings with those of the store (by fingerprint, ascending). In the arena. Costs
 * O(n log n), and the square of the number of those that only lines tell apart, up to a bound. */
struct matches match_findings(struct finding_list findings, const struct stored_findings *old,
                              const struct coverage *coverage, struct arena *arena);

/* Gives each matched row the name that its finding has now, and their suppressions with them. Within a
 * transaction. */
bool rename_rows(struct store *store, struct finding_list findings,
                 const struct stored_findings *old, const struct matches *matches,
                 struct arena *scratch, GError **error);

/* Brings table damage up to date with what the run says; yields coverage.damaged_since. Within a
 * transaction. */
bool save_damage(struct store *store, const struct store_run *run, int64_t run_id,
                 int64_t *ret_damaged_since, GError **error);

/* Notes that a finding is in another state since the run. Within a transaction. */
bool save_event(struct store *store, int64_t finding_id, int64_t run_id, enum finding_state state,
                GError **error);

/* Counts the findings by check and state, as they are now, for the run. Within a transaction. */
bool save_counts(struct store *store, int64_t run_id, GError **error);

/* Hash of all that a row and its trace say of a finding. */
uint64_t finding_content(const struct finding *finding);

#endif
