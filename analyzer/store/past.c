/* Reading back what has become of findings: of one, since a run, over all runs. */
#include "base/arena.h"
#include "base/vector.h"
#include "findings/finding.h"
#include "findings/trend.h"
#include "store/database.h"
#include "store/history.h"
#include "store/store.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static struct past_run read_run(sqlite3_stmt *query, int column, struct arena *arena)
{
    return (struct past_run){
        .id = sqlite3_column_int64(query, column),
        .started = sqlite3_column_int64(query, column + 1),
        .revision = column_text(query, column + 2, arena),
        .units = column_number(query, column + 3),
    };
}

/* ---- one finding ---- */

static bool load_events(struct store *store, int64_t finding_id, struct arena *arena,
                        struct finding_past *past, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    VECTOR(struct finding_event) events = {0};
    bool has_row, is_good;

    if (!query_begin(store, QUERY_LOAD_EVENTS,
                     "SELECT run.id, run.started, run.revision, run.units, event.state"
                     " FROM event JOIN run ON run.id = event.run_id"
                     " WHERE finding_id = ?1 ORDER BY run.id, state",
                     &query, error))
        return false;
    bind_number(query, 1, (uint64_t)finding_id);
    while ((is_good = query_next(store, query, &has_row, error)) && has_row) {
        struct finding_event event = {read_run(query, 0, arena),
                                      (enum finding_state)column_small(query, 4)};

        if (!finding_state_name(event.state)) {
            is_good = store_fail_damaged(store, "an event has an impossible state", error);
            break;
        }
        vector_push(&events, event);
    }
    past->events = arena_copy(arena, events.items, events.count * sizeof(*events.items));
    past->n_events = events.count;
    vector_deinit(&events);
    return is_good;
}

static bool load_suppression(struct store *store, const char *fingerprint, struct arena *arena,
                             struct finding_past *past, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row;

    if (!query_begin(store, QUERY_LOAD_SUPPRESSION,
                     "SELECT reason, author FROM suppression WHERE fingerprint = ?1", &query,
                     error))
        return false;
    bind_text(query, 1, fingerprint);
    if (!query_next(store, query, &has_row, error))
        return false;
    if (has_row) {
        past->reason = column_text(query, 0, arena);
        past->author = column_text(query, 1, arena);
    }
    return true;
}

static bool load_run(struct store *store, int64_t run_id, struct arena *arena,
                     struct past_run *ret_run, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row;

    if (!query_begin(store, QUERY_LOAD_RUN,
                     "SELECT id, started, revision, units FROM run WHERE id = ?1", &query, error))
        return false;
    bind_number(query, 1, (uint64_t)run_id);
    if (!query_next(store, query, &has_row, error))
        return false;
    *ret_run = has_row ? read_run(query, 0, arena) : (struct past_run){.id = run_id};
    if (!ret_run->revision)
        ret_run->revision = "";
    return true;
}

static bool load_past(struct store *store, const char *prefix, struct arena *arena,
                      struct stored_finding *found, struct finding_past *past, GError **error)
{
    return find_stored_finding(store, prefix, arena, found, error) &&
           load_trace(store, found->id, arena, &found->finding, error) &&
           load_events(store, found->id, arena, past, error) &&
           load_suppression(store, found->finding.fingerprint, arena, past, error) &&
           load_run(store, found->history.last_run, arena, &past->last_seen, error);
}

bool store_load_past(struct store *store, const char *prefix, struct arena *arena,
                     struct finding *ret_finding, struct finding_past *ret_past, GError **error)
{
    struct stored_finding found;
    struct finding_past past = {0};
    enum scope_kind scope;

    if (!scope_begin_read(store, &scope, error))
        return false;
    bool is_good = load_past(store, prefix, arena, &found, &past, error);
    if (!scope_end(store, scope, is_good, error))
        return false;
    *ret_finding = found.finding;
    *ret_past = past;
    return true;
}

/* ---- since a run ---- */

bool store_find_run(struct store *store, const char *revision, int64_t *ret_run_id, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row;

    if (!query_begin(store, QUERY_FIND_RUN,
                     "SELECT max(id) FROM run"
                     " WHERE revision <> '' AND substr(revision, 1, length(?1)) = ?1",
                     &query, error))
        return false;
    bind_text(query, 1, revision);
    if (!query_next(store, query, &has_row, error))
        return false;
    *ret_run_id = has_row ? sqlite3_column_int64(query, 0) : 0;
    return true;
}

static int compare_findings(const void *left, const void *right)
{
    return finding_compare(left, right);
}

/* ?1 is the run. Whether a finding was there at it is what its last event until then says. */
#define WAS_THERE                                                                                  \
    "coalesce((SELECT event.state FROM event WHERE finding_id = finding.id AND run_id <= ?1"       \
    " ORDER BY run_id DESC, event.state DESC LIMIT 1), ?2) <> ?2"

static bool load_since(struct store *store, int64_t run_id, struct arena *arena,
                       struct finding_list *list, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    VECTOR(struct finding) rows = {0};
    bool has_row, is_good;

    if (!query_begin(store, QUERY_LOAD_SINCE,
                     "SELECT " FINDING_COLUMNS " FROM finding WHERE"
                     " (state <> ?2 AND last_run = (SELECT max(id) FROM run) AND NOT " WAS_THERE
                     ") OR (state = ?2 AND " WAS_THERE ")",
                     &query, error))
        return false;
    bind_number(query, 1, (uint64_t)run_id);
    bind_number(query, 2, STATE_FIXED);
    while ((is_good = query_next(store, query, &has_row, error)) && has_row) {
        struct stored_finding row;

        is_good = load_finding_row(store, query, arena, &row, error) &&
                  load_trace(store, row.id, arena, &row.finding, error);
        if (!is_good)
            break;
        vector_push(&rows, row.finding);
    }
    if (rows.count > 1)
        qsort(rows.items, rows.count, sizeof(*rows.items), compare_findings);
    list->items = arena_copy(arena, rows.items, rows.count * sizeof(*rows.items));
    list->count = rows.count;
    vector_deinit(&rows);
    return is_good;
}

bool store_load_since(struct store *store, int64_t run_id, struct arena *arena,
                      struct finding_list *ret_findings, GError **error)
{
    struct finding_list list;
    enum scope_kind scope;

    if (!scope_begin_read(store, &scope, error))
        return false;
    if (!scope_end(store, scope, load_since(store, run_id, arena, &list, error), error))
        return false;
    *ret_findings = list;
    return true;
}

/* ---- all runs ---- */

static bool load_runs(struct store *store, struct arena *arena, struct trend *trend, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    VECTOR(struct past_run) runs = {0};
    bool has_row, is_good;

    if (!query_begin(store, QUERY_LOAD_RUNS,
                     "SELECT id, started, revision, units FROM run ORDER BY id", &query, error))
        return false;
    while ((is_good = query_next(store, query, &has_row, error)) && has_row)
        vector_push(&runs, read_run(query, 0, arena));
    trend->runs = arena_copy(arena, runs.items, runs.count * sizeof(*runs.items));
    trend->n_runs = runs.count;
    vector_deinit(&runs);
    return is_good;
}

struct counted {
    int64_t run;
    const char *check;
    uint32_t state;
    uint64_t count;
};

VECTOR_TYPE(counted_list, struct counted);

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static int compare_run(const void *id, const void *run)
{
    int64_t a = *(const int64_t *)id, b = ((const struct past_run *)run)->id;

    return (a > b) - (a < b);
}

static void fill_trend(struct trend *trend, const struct counted_list *counted, struct arena *arena)
{
    const char **checks = ARENA_ARRAY(arena, const char *, counted->count);
    size_t n_checks = 0;

    for (uint32_t i = 0; i < counted->count; i++)
        checks[i] = counted->items[i].check;
    if (counted->count > 1)
        qsort(checks, counted->count, sizeof(*checks), compare_names);
    for (uint32_t i = 0; i < counted->count; i++)
        if (i == 0 || strcmp(checks[i], checks[n_checks - 1]) != 0)
            checks[n_checks++] = checks[i];
    uint64_t *counts = ARENA_ARRAY(arena, uint64_t, trend->n_runs *n_checks *N_FINDING_STATES);
    for (uint32_t i = 0; i < counted->count; i++) {
        const struct counted *one = &counted->items[i];
        const struct past_run *run =
            bsearch(&one->run, trend->runs, trend->n_runs, sizeof(*trend->runs), compare_run);
        const char **check = bsearch(&one->check, checks, n_checks, sizeof(*checks), compare_names);

        if (run && check && one->state < N_FINDING_STATES)
            counts[((size_t)(run - trend->runs) * n_checks + (size_t)(check - checks)) *
                       N_FINDING_STATES +
                   one->state] += one->count;
    }
    trend->checks = checks;
    trend->n_checks = n_checks;
    trend->counts = counts;
}

static bool load_trend(struct store *store, struct arena *arena, struct trend *trend,
                       GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    struct counted_list counted = {0};
    bool has_row, is_good;

    if (!load_runs(store, arena, trend, error) ||
        !query_begin(store, QUERY_LOAD_COUNTS,
                     "SELECT run_id, check_name, state, count FROM run_count", &query, error))
        return false;
    while ((is_good = query_next(store, query, &has_row, error)) && has_row)
        vector_push(&counted,
                    (struct counted){sqlite3_column_int64(query, 0), column_text(query, 1, arena),
                                     column_small(query, 2), column_number(query, 3)});
    if (is_good)
        fill_trend(trend, &counted, arena);
    vector_deinit(&counted);
    return is_good;
}

bool store_load_trend(struct store *store, struct arena *arena, struct trend *ret_trend,
                      GError **error)
{
    struct trend trend = {0};
    enum scope_kind scope;

    if (!scope_begin_read(store, &scope, error))
        return false;
    if (!scope_end(store, scope, load_trend(store, arena, &trend, error), error))
        return false;
    *ret_trend = trend;
    return true;
}
