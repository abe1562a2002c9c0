/* Reading findings: rows into findings, with or without their traces. */
#include <stranded/check.h>

#include "base/arena.h"
#include "base/vector.h"
#include "findings/finding.h"
#include "store/database.h"
#include "store/history.h"
#include "store/store.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool load_finding_row(struct store *store, sqlite3_stmt *query, struct arena *arena,
                      struct stored_finding *ret_finding, GError **error)
{
    struct stored_finding row = {
        .id = sqlite3_column_int64(query, 0),
        .finding = {.fingerprint = column_text(query, 1, arena),
                    .check = column_text(query, 2, arena),
                    .file = column_text(query, 3, arena),
                    .line = column_small(query, 4),
                    .column = column_small(query, 5),
                    .function = column_text(query, 6, arena),
                    .object = column_text(query, 7, arena),
                    .anchor = column_text(query, 8, arena),
                    .severity = (enum severity)column_small(query, 9),
                    .confidence = (enum confidence)column_small(query, 10),
                    .message = column_text(query, 11, arena),
                    .often = (enum often)column_small(query, 12),
                    .count = column_number(query, 13),
                    .multiplicity = column_text(query, 14, arena),
                    .mend = column_text(query, 15, arena),
                    .above = column_small(query, 23),
                    .below = column_small(query, 24),
                    .state = (enum finding_state)column_small(query, 16)},
        .history = {.first_run = sqlite3_column_int64(query, 18),
                    .last_run = sqlite3_column_int64(query, 19),
                    .fixed_run = sqlite3_column_int64(query, 20),
                    .first_revision = column_text(query, 21, arena),
                    .last_revision = column_text(query, 22, arena)},
        .content = column_number(query, 25),
    };

    if (row.finding.state == STATE_SUPPRESSED)
        row.finding.reason = column_text(query, 17, arena);
    if (severity_name(row.finding.severity) == NULL ||
        confidence_name(row.finding.confidence) == NULL ||
        finding_state_name(row.finding.state) == NULL || row.finding.often > OFTEN_PER_EVENT)
        return store_fail_damaged(store, "a finding has an impossible state", error);
    *ret_finding = row;
    return true;
}

bool load_stored_findings(struct store *store, enum store_findings which, struct arena *arena,
                          struct stored_findings *ret_findings, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    VECTOR(struct stored_finding) rows = {0};
    struct stored_finding row;
    bool has_row, is_good;

    if (!query_begin(store, QUERY_LOAD_FINDINGS,
                     "SELECT " FINDING_COLUMNS " FROM finding WHERE state <> ?1 AND"
                     " (NOT ?2 OR last_run = (SELECT max(id) FROM run)) ORDER BY fingerprint",
                     &query, error))
        return false;
    /* There is no state 0, so that leaves none out. */
    bind_number(query, 1, which == STORE_ALL_FINDINGS ? 0 : STATE_FIXED);
    bind_number(query, 2, which == STORE_LAST_RUN_FINDINGS);
    while ((is_good = query_next(store, query, &has_row, error)) && has_row) {
        is_good = load_finding_row(store, query, arena, &row, error);
        if (!is_good)
            break;
        vector_push(&rows, row);
    }
    if (is_good)
        *ret_findings = (struct stored_findings){
            arena_copy(arena, rows.items, rows.count * sizeof(*rows.items)), rows.count};
    vector_deinit(&rows);
    return is_good;
}

static struct finding_step load_step(sqlite3_stmt *query, struct arena *arena)
{
    return (struct finding_step){.file = column_text(query, 0, arena),
                                 .line = column_small(query, 1),
                                 .column = column_small(query, 2),
                                 .message = column_text(query, 3, arena)};
}

bool load_trace(struct store *store, int64_t finding_id, struct arena *arena,
                struct finding *finding, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    VECTOR(struct finding_step) steps = {0};
    bool has_row, is_good;

    if (!query_begin(store, QUERY_LOAD_STEPS,
                     "SELECT file, line, \"column\", message FROM finding_step"
                     " WHERE finding_id = ?1 ORDER BY number",
                     &query, error))
        return false;
    bind_number(query, 1, (uint64_t)finding_id);
    while ((is_good = query_next(store, query, &has_row, error)) && has_row)
        vector_push(&steps, load_step(query, arena));
    if (is_good) {
        finding->trace = arena_copy(arena, steps.items, steps.count * sizeof(*steps.items));
        finding->n_trace = steps.count;
    }
    vector_deinit(&steps);
    return is_good;
}

static int compare_findings(const void *left, const void *right)
{
    return finding_compare(left, right);
}

/* The findings with their traces, in order. */
static bool load_list(struct store *store, enum store_findings which, struct arena *arena,
                      struct finding_list *ret_findings, GError **error)
{
    struct stored_findings rows;

    if (!load_stored_findings(store, which, arena, &rows, error))
        return false;

    struct finding_list list = {ARENA_ARRAY(arena, struct finding, rows.count), rows.count};
    for (size_t i = 0; i < rows.count; i++) {
        list.items[i] = rows.items[i].finding;
        if (!load_trace(store, rows.items[i].id, arena, &list.items[i], error))
            return false;
    }
    qsort(list.items, list.count, sizeof(*list.items), compare_findings);
    *ret_findings = list;
    return true;
}

bool store_load_findings(struct store *store, enum store_findings which, struct arena *arena,
                         struct finding_list *ret_findings, GError **error)
{
    struct finding_list findings;
    enum scope_kind scope;

    if (!scope_begin_read(store, &scope, error))
        return false;
    if (!scope_end(store, scope, load_list(store, which, arena, &findings, error), error))
        return false;
    *ret_findings = findings;
    return true;
}
