/* Runs: their counts, and what has become of the findings. */
#include "base/arena.h"
#include "base/vector.h"
#include "findings/finding.h"
#include "findings/run.h"
#include "store/database.h"
#include "store/history.h"
#include "store/store.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A run that is being saved. */
struct saving {
    struct store *store;
    const struct store_run *run;
    struct finding_list findings;
    struct coverage coverage;
    struct arena *scratch;
    int64_t id; /* of the run */

    struct stored_findings old; /* all that the store knows */
    GHashTable *suppressions;   /* fingerprint -> reason */
    struct matches matches;
    enum finding_state *states; /* by finding: what has become of it */
    const char **reasons;       /* by finding, NULL = not suppressed */
};

/* ---- the run's own row ---- */

static bool save_run_row(struct saving *saving, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    const struct run *run = &saving->run->run;
    const uint64_t numbers[] = {
        run->units,
        run->units_reused,
        run->units_failed,
        run->units_with_errors,
        run->entries_not_c,
        run->functions,
        run->functions_solved,
        run->functions_given_up,
        run->unknown_constructs,
        run->calls_unresolved,
        run->functions_run,
        run->checks_run,
    };

    if (!query_begin(saving->store, QUERY_SAVE_RUN,
                     "INSERT INTO run (started, revision, root, options_key, seconds, units,"
                     " units_reused, units_failed, units_with_errors, entries_not_c, functions,"
                     " functions_solved, functions_given_up, unknown_constructs, calls_unresolved,"
                     " functions_run, checks_run)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
                     " ?16, ?17)",
                     &query, error))
        return false;
    bind_number(query, 1, (uint64_t)saving->run->started);
    bind_text(query, 2, run->revision);
    bind_text(query, 3, run->root);
    bind_number(query, 4, saving->run->options_key);
    sqlite3_bind_double(query, 5, run->seconds);
    for (int i = 0; i < (int)G_N_ELEMENTS(numbers); i++)
        bind_number(query, 6 + i, numbers[i]);
    if (!query_run(saving->store, query, error))
        return false;
    saving->id = sqlite3_last_insert_rowid(saving->store->db);
    return true;
}

static bool save_failures(struct saving *saving, GError **error)
{
    const struct run *run = &saving->run->run;
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!store_execute(saving->store, "DELETE FROM run_failure", error) ||
        !query_begin(saving->store, QUERY_ADD_FAILURE,
                     "INSERT INTO run_failure (number, file, reason) VALUES (?1, ?2, ?3)", &query,
                     error))
        return false;
    for (size_t i = 0; i < run->n_failures; i++) {
        bind_number(query, 1, i);
        bind_text(query, 2, run->failures[i].file);
        bind_text(query, 3, run->failures[i].reason);
        if (!query_run(saving->store, query, error))
            return false;
    }
    return true;
}

static bool save_notices(struct saving *saving, GError **error)
{
    const struct run *run = &saving->run->run;
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!store_execute(saving->store, "DELETE FROM run_notice", error) ||
        !query_begin(saving->store, QUERY_ADD_NOTICE,
                     "INSERT INTO run_notice (number, line) VALUES (?1, ?2)", &query, error))
        return false;
    for (size_t i = 0; i < run->n_notices; i++) {
        bind_number(query, 1, i);
        bind_text(query, 2, run->notices[i]);
        if (!query_run(saving->store, query, error))
            return false;
    }
    return true;
}

/* ---- what the store knows ---- */

static bool load_suppressions(struct saving *saving, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row;

    if (!query_begin(saving->store, QUERY_LOAD_SUPPRESSIONS,
                     "SELECT fingerprint, reason FROM suppression", &query, error))
        return false;
    while (query_next(saving->store, query, &has_row, error)) {
        if (!has_row)
            return true;
        g_hash_table_insert(saving->suppressions,
                            g_strdup((const char *)sqlite3_column_text(query, 0)),
                            g_strdup((const char *)sqlite3_column_text(query, 1)));
    }
    return false;
}

/* ---- states ---- */

static enum finding_state state_after(const struct stored_finding *before)
{
    if (before == NULL)
        return STATE_NEW;
    return before->finding.state == STATE_FIXED ? STATE_REOPENED : STATE_OPEN;
}

static int compare_name(const void *name, const void *old)
{
    return strcmp(name, ((const struct stored_finding *)old)->finding.fingerprint);
}

/* Whether an old finding has that name: then a suppression under it is that one's. */
static bool is_taken(const struct saving *saving, const char *name)
{
    return saving->old.count > 0 && bsearch(name, saving->old.items, saving->old.count,
                                            sizeof(*saving->old.items), compare_name) != NULL;
}

/* The reason that the store has to be silent about the finding: under the name that it had, or, of one
 * that was never seen (the suppression came from another store), under one that it has. */
static const char *stored_reason(const struct saving *saving, size_t i)
{
    const struct stored_finding *before = saving->matches.old[i];
    const struct finding *finding = &saving->findings.items[i];
    const char *reason = NULL;

    if (before != NULL)
        return g_hash_table_lookup(saving->suppressions, before->finding.fingerprint);
    if (!is_taken(saving, finding->fingerprint))
        reason = g_hash_table_lookup(saving->suppressions, finding->fingerprint);
    for (const char *const *former = finding->former; former && *former && !reason; former++)
        reason = g_hash_table_lookup(saving->suppressions, *former);
    return reason;
}

static void decide_states(struct saving *saving)
{
    saving->matches =
        match_findings(saving->findings, &saving->old, &saving->coverage, saving->scratch);
    for (size_t i = 0; i < saving->findings.count; i++) {
        const struct finding *finding = &saving->findings.items[i];
        const char *reason = finding->state == STATE_SUPPRESSED && finding->reason != NULL
                                 ? finding->reason
                                 : stored_reason(saving, i);

        saving->reasons[i] = reason;
        saving->states[i] = reason != NULL ? STATE_SUPPRESSED : state_after(saving->matches.old[i]);
    }
}

/* ---- writing ---- */

static bool save_trace(struct store *store, int64_t id, const struct finding *finding,
                       GError **error)
{
    g_autoptr(sqlite3_stmt) removal = NULL;
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(store, QUERY_REMOVE_STEPS, "DELETE FROM finding_step WHERE finding_id = ?1",
                     &removal, error) ||
        !query_begin(store, QUERY_ADD_STEP,
                     "INSERT INTO finding_step (finding_id, number, file, line, \"column\","
                     " message) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                     &query, error))
        return false;
    bind_number(removal, 1, (uint64_t)id);
    if (!query_run(store, removal, error))
        return false;
    bind_number(query, 1, (uint64_t)id);
    for (size_t i = 0; i < finding->n_trace; i++) {
        bind_number(query, 2, i);
        bind_text(query, 3, finding->trace[i].file);
        bind_number(query, 4, finding->trace[i].line);
        bind_number(query, 5, finding->trace[i].column);
        bind_text(query, 6, finding->trace[i].message);
        if (!query_run(store, query, error))
            return false;
    }
    return true;
}

/* Binds what a finding says, 1 to 22. */
static void bind_finding(sqlite3_stmt *query, const struct saving *saving, size_t i)
{
    const struct finding *finding = &saving->findings.items[i];

    bind_text(query, 1, finding->fingerprint);
    bind_text(query, 2, finding->check);
    bind_text(query, 3, finding->file);
    bind_number(query, 4, finding->line);
    bind_number(query, 5, finding->column);
    bind_text(query, 6, finding->function);
    bind_text(query, 7, finding->object);
    bind_text(query, 8, finding->anchor);
    bind_number(query, 9, finding->severity);
    bind_number(query, 10, finding->confidence);
    bind_text(query, 11, finding->message);
    bind_number(query, 12, finding->often);
    bind_number(query, 13, finding->count);
    bind_text(query, 14, finding->multiplicity);
    bind_text(query, 15, finding->mend);
    bind_number(query, 16, saving->states[i]);
    bind_text(query, 17, saving->reasons[i]);
    bind_number(query, 18, (uint64_t)saving->id);
    bind_text(query, 19, saving->run->run.revision);
    bind_number(query, 20, finding->above);
    bind_number(query, 21, finding->below);
    bind_number(query, 22, finding_content(finding));
}

static bool add_finding(struct saving *saving, size_t i, int64_t *ret_id, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(saving->store, QUERY_ADD_FINDING,
                     "INSERT INTO finding (fingerprint, check_name, file, line, \"column\","
                     " function, object, anchor, severity, confidence, message, often, count,"
                     " multiplicity, mend, state, reason, first_run, last_run, fixed_run,"
                     " first_revision, last_revision, above, below, content)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
                     " ?16, ?17, ?18, ?18, 0, ?19, ?19, ?20, ?21, ?22)",
                     &query, error))
        return false;
    bind_finding(query, saving, i);
    if (!query_run(saving->store, query, error))
        return false;
    *ret_id = sqlite3_last_insert_rowid(saving->store->db);
    return save_trace(saving->store, *ret_id, &saving->findings.items[i], error);
}

/* The run saw what the store has, word for word. */
static bool see_finding(struct saving *saving, size_t i, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(
            saving->store, QUERY_SEE_FINDING,
            "UPDATE finding SET state = ?2, reason = ?3, last_run = ?4, last_revision = ?5,"
            " fixed_run = 0 WHERE id = ?1",
            &query, error))
        return false;
    bind_number(query, 1, (uint64_t)saving->matches.old[i]->id);
    bind_number(query, 2, saving->states[i]);
    bind_text(query, 3, saving->reasons[i]);
    bind_number(query, 4, (uint64_t)saving->id);
    bind_text(query, 5, saving->run->run.revision);
    return query_run(saving->store, query, error);
}

static bool update_finding(struct saving *saving, size_t i, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    const struct stored_finding *old = saving->matches.old[i];

    if (old->content != 0 && old->content == finding_content(&saving->findings.items[i]))
        return see_finding(saving, i, error);
    if (!query_begin(saving->store, QUERY_UPDATE_FINDING,
                     "UPDATE finding SET fingerprint = ?1, check_name = ?2, file = ?3, line = ?4,"
                     " \"column\" = ?5, function = ?6, object = ?7, anchor = ?8, severity = ?9,"
                     " confidence = ?10, message = ?11, often = ?12, count = ?13,"
                     " multiplicity = ?14, mend = ?15, state = ?16, reason = ?17, last_run = ?18,"
                     " fixed_run = 0, last_revision = ?19, above = ?20, below = ?21, content = ?22"
                     " WHERE id = ?23",
                     &query, error))
        return false;
    bind_finding(query, saving, i);
    bind_number(query, 23, (uint64_t)old->id);
    return query_run(saving->store, query, error) &&
           save_trace(saving->store, old->id, &saving->findings.items[i], error);
}

static bool save_findings(struct saving *saving, GError **error)
{
    for (size_t i = 0; i < saving->findings.count; i++) {
        const struct stored_finding *old = saving->matches.old[i];
        int64_t id = old ? old->id : 0;
        bool is_good =
            old == NULL ? add_finding(saving, i, &id, error) : update_finding(saving, i, error);

        if (is_good && (old == NULL || old->finding.state != saving->states[i]))
            is_good = save_event(saving->store, id, saving->id, saving->states[i], error);
        if (!is_good)
            return false;
    }
    return true;
}

static bool set_state(struct saving *saving, const struct stored_finding *old,
                      enum finding_state state, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(saving->store, QUERY_SET_STATE,
                     "UPDATE finding SET state = ?2, fixed_run = ?3 WHERE id = ?1", &query, error))
        return false;
    bind_number(query, 1, (uint64_t)old->id);
    bind_number(query, 2, state);
    bind_number(query, 3, state == STATE_FIXED ? (uint64_t)saving->id : 0);
    return query_run(saving->store, query, error) &&
           save_event(saving->store, old->id, saving->id, state, error);
}

/* What has become of the old findings that the run did not make. */
static bool save_missing(struct saving *saving, GError **error)
{
    for (size_t i = 0; i < saving->old.count; i++) {
        const struct stored_finding *old = &saving->old.items[i];
        enum finding_state before = old->finding.state, after = before;

        if (saving->matches.is_matched[i] || before == STATE_FIXED)
            continue;
        if (coverage_has(&saving->coverage, old))
            after = STATE_FIXED;
        else if (before == STATE_NEW || before == STATE_REOPENED)
            after = STATE_OPEN;
        if (after != before && !set_state(saving, old, after, error))
            return false;
    }
    return true;
}

/* ---- saving a run ---- */

/* Loads what the store knows, and decides the states. */
static bool compare_with_store(struct saving *saving, GError **error)
{
    struct arena *scratch = saving->scratch;

    if (!load_stored_findings(saving->store, STORE_ALL_FINDINGS, scratch, &saving->old, error) ||
        !load_suppressions(saving, error))
        return false;
    saving->states = ARENA_ARRAY(scratch, enum finding_state, saving->findings.count);
    saving->reasons = ARENA_ARRAY(scratch, const char *, saving->findings.count);
    decide_states(saving);
    return true;
}

static bool save_run(struct saving *saving, GError **error)
{
    return save_run_row(saving, error) && save_failures(saving, error) &&
           save_notices(saving, error) &&
           save_damage(saving->store, saving->run, saving->id, &saving->coverage.damaged_since,
                       error) &&
           compare_with_store(saving, error) && save_missing(saving, error) &&
           rename_rows(saving->store, saving->findings, &saving->old, &saving->matches,
                       saving->scratch, error) &&
           save_findings(saving, error) && save_counts(saving->store, saving->id, error);
}

/* Into the list only what is committed. */
static void tell_states(const struct saving *saving, struct arena *arena)
{
    for (size_t i = 0; i < saving->findings.count; i++) {
        struct finding *finding = &saving->findings.items[i];
        const char *reason = saving->reasons[i];

        finding->state = saving->states[i];
        if (reason != finding->reason)
            finding->reason = reason == NULL ? NULL : arena_string(arena, reason, strlen(reason));
    }
}

bool store_save_run(struct store *store, struct store_run *run, struct finding_list findings,
                    const struct store_scope *scope, struct arena *arena, GError **error)
{
    struct saving saving = {
        .store = store, .run = run, .findings = findings, .coverage = {.scope = scope}};
    enum scope_kind transaction;

    if (!scope_begin_write(store, &transaction, error))
        return false;
    saving.scratch = arena_new();
    saving.suppressions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    bool is_good = scope_end(store, transaction, save_run(&saving, error), error);
    if (is_good) {
        run->run.id = saving.id;
        tell_states(&saving, arena);
    }
    g_hash_table_unref(saving.suppressions);
    arena_free(saving.scratch);
    return is_good;
}

bool store_decide_states(struct store *store, struct finding_list findings,
                         const struct store_scope *scope, struct arena *arena, GError **error)
{
    struct saving saving = {.store = store, .findings = findings, .coverage = {.scope = scope}};
    enum scope_kind transaction;

    if (!scope_begin_read(store, &transaction, error))
        return false;
    saving.scratch = arena_new();
    saving.suppressions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    bool is_good = scope_end(store, transaction, compare_with_store(&saving, error), error);
    if (is_good)
        tell_states(&saving, arena);
    g_hash_table_unref(saving.suppressions);
    arena_free(saving.scratch);
    return is_good;
}

/* ---- the last run ---- */

static bool load_failures(struct store *store, struct arena *arena, struct run *run, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    VECTOR(struct run_unit_failure) failures = {0};
    bool has_row, is_good;

    if (!query_begin(store, QUERY_LOAD_FAILURES,
                     "SELECT file, reason FROM run_failure ORDER BY number", &query, error))
        return false;
    while ((is_good = query_next(store, query, &has_row, error)) && has_row)
        vector_push(&failures, (struct run_unit_failure){column_text(query, 0, arena),
                                                         column_text(query, 1, arena)});
    if (is_good) {
        run->failures = arena_copy(arena, failures.items, failures.count * sizeof(*failures.items));
        run->n_failures = failures.count;
    }
    vector_deinit(&failures);
    return is_good;
}

static bool load_notices(struct store *store, struct arena *arena, struct run *run, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    VECTOR(const char *) lines = {0};
    bool has_row, is_good;

    if (!query_begin(store, QUERY_LOAD_NOTICES, "SELECT line FROM run_notice ORDER BY number",
                     &query, error))
        return false;
    while ((is_good = query_next(store, query, &has_row, error)) && has_row)
        vector_push(&lines, column_text(query, 0, arena));
    run->notices = arena_copy(arena, lines.items, lines.count * sizeof(*lines.items));
    run->n_notices = lines.count;
    vector_deinit(&lines);
    return is_good;
}

static bool load_last_run(struct store *store, struct arena *arena, struct store_run *run,
                          GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row;

    if (!query_begin(store, QUERY_LOAD_LAST_RUN,
                     "SELECT id, started, revision, root, options_key, seconds, units,"
                     " units_reused, units_failed, units_with_errors, entries_not_c, functions,"
                     " functions_solved, functions_given_up, unknown_constructs, calls_unresolved,"
                     " functions_run, checks_run FROM run ORDER BY id DESC LIMIT 1",
                     &query, error) ||
        !query_next(store, query, &has_row, error))
        return false;
    *run = (struct store_run){.run = {.revision = "", .root = ""}};
    if (!has_row)
        return true;
    *run = (struct store_run){.started = sqlite3_column_int64(query, 1),
                              .options_key = column_number(query, 4),
                              .run = {.id = sqlite3_column_int64(query, 0),
                                      .revision = column_text(query, 2, arena),
                                      .root = column_text(query, 3, arena),
                                      .seconds = sqlite3_column_double(query, 5),
                                      .units = column_number(query, 6),
                                      .units_reused = column_number(query, 7),
                                      .units_failed = column_number(query, 8),
                                      .units_with_errors = column_number(query, 9),
                                      .entries_not_c = column_number(query, 10),
                                      .functions = column_number(query, 11),
                                      .functions_solved = column_number(query, 12),
                                      .functions_given_up = column_number(query, 13),
                                      .unknown_constructs = column_number(query, 14),
                                      .calls_unresolved = column_number(query, 15),
                                      .functions_run = column_number(query, 16),
                                      .checks_run = column_number(query, 17)}};
    return load_failures(store, arena, &run->run, error) &&
           load_notices(store, arena, &run->run, error);
}

bool store_load_last_run(struct store *store, struct arena *arena, struct store_run *ret_run,
                         GError **error)
{
    struct store_run run;
    enum scope_kind scope;

    if (!scope_begin_read(store, &scope, error))
        return false;
    if (!scope_end(store, scope, load_last_run(store, arena, &run, error), error))
        return false;
    *ret_run = run;
    return true;
}
