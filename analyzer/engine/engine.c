/* One analysis, stage by stage. */
#include "engine/engine.h"

#include <stranded/check.h>

#include "base/arena.h"
#include "base/memory.h"
#include "engine/analysis.h"
#include "engine/fixes.h"
#include "engine/overlays.h"
#include "engine/revision.h"
#include "findings/finding.h"
#include "findings/run.h"
#include "frontend/frontend.h"
#include "store/store.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- what the run says of itself ---- */

static void add_failures(const struct analysis *analysis, struct run *run)
{
    struct run_unit_failure *failures =
        ARENA_ARRAY(analysis->arena, struct run_unit_failure, analysis->n_project_units);

    for (uint32_t i = 0; i < analysis->n_project_units; i++) {
        const struct engine_unit *unit = &analysis->units[i];

        if (unit->status != FRONTEND_OK)
            failures[run->n_failures++] = (struct run_unit_failure){
                arena_string(analysis->arena, unit->name, strlen(unit->name)), unit->message};
    }
    run->failures = failures;
}

static void add_errors(const struct analysis *analysis, struct run *run)
{
    struct run_unit_errors *errors =
        ARENA_ARRAY(analysis->arena, struct run_unit_errors, analysis->n_project_units);

    for (uint32_t i = 0; i < analysis->n_project_units; i++) {
        const struct engine_unit *unit = &analysis->units[i];

        if (unit->n_errors > 0)
            errors[run->n_errors++] = (struct run_unit_errors){
                arena_string(analysis->arena, unit->name, strlen(unit->name)), unit->n_errors};
    }
    run->errors = errors;
    run->units_with_errors = run->n_errors;
}

static struct run describe_run(const struct analysis *analysis)
{
    struct run run = {
        .revision = find_revision(analysis->project->root, analysis->arena),
        .root =
            arena_string(analysis->arena, analysis->project->root, strlen(analysis->project->root)),
        .units = analysis->n_project_units,
        .entries_not_c = analysis->project->n_not_c,
    };

    for (uint32_t i = 0; i < analysis->n_project_units; i++)
        run.units_reused += analysis->units[i].is_current;
    add_errors(analysis, &run);
    add_failures(analysis, &run);
    run.units_failed = run.n_failures;
    return run;
}

static double seconds_since(gint64 began)
{
    return (double)(g_get_monotonic_time() - began) / G_USEC_PER_SEC;
}

/* ---- what the run looked at ---- */

static bool is_enabled(const struct analysis *analysis, const char *check)
{
    for (const struct check **enabled = analysis->checks; *enabled; enabled++) {
        if (strcmp((*enabled)->name, check) == 0)
            return true;
    }
    return false;
}

static bool covers(const void *data, const struct finding *finding)
{
    return is_enabled(data, finding->check);
}

/* What may hide findings: units that failed or have errors, and files that the compilation database
 * names and that are not there. */
static void add_damage(const struct analysis *analysis, struct store_run *run)
{
    const struct project *project = analysis->project;
    struct store_damage *damage = ARENA_ARRAY(analysis->arena, struct store_damage,
                                              analysis->n_project_units + project->n_missing);

    for (uint32_t i = 0; i < analysis->n_project_units; i++) {
        const struct engine_unit *unit = &analysis->units[i];

        if (unit->status != FRONTEND_OK)
            damage[run->n_damage++] = (struct store_damage){unit->name, STORE_DAMAGE_WHOLE};
        else if (unit->n_errors > 0)
            damage[run->n_damage++] = (struct store_damage){unit->name, unit->n_errors};
    }
    for (size_t i = 0; i < project->n_missing; i++)
        damage[run->n_damage++] = (struct store_damage){project->missing[i], STORE_DAMAGE_WHOLE};
    run->damage = damage;
}

/* ---- findings ---- */

/* Whether more is wanted than the store has of the last run. */
static bool must_solve(const struct analysis *analysis)
{
    const char *const *notes_in = analysis->request->notes_in;

    return analysis->drawing || has_overlays(analysis->request) || analysis->request->wants_fixes ||
           (notes_in && notes_in[0]);
}

static void tell_again(struct analysis *analysis, const struct run *run)
{
    for (size_t i = 0; i < run->n_notices; i++)
        add_notice(analysis, "%s", run->notices[i]);
}

static void repeat_counts(const struct run *last, struct run *run)
{
    run->functions = last->functions;
    run->functions_solved = last->functions_solved;
    run->functions_given_up = last->functions_given_up;
    run->unknown_constructs = last->unknown_constructs;
    run->calls_unresolved = last->calls_unresolved;
}

static void measure_repeat(struct analysis *analysis, const char *why)
{
    if (analysis->request->measures)
        add_notice(analysis, "whole program: %s, so nothing was solved", why);
}

/* Nothing has changed since the last run: its findings, its counts. */
static bool repeat_last(struct analysis *analysis, const struct run *last,
                        struct engine_result *result, GError **error)
{
    result->run.id = last->id;
    repeat_counts(last, &result->run);
    result->run.seconds = seconds_since(analysis->began);
    tell_again(analysis, last);
    measure_repeat(analysis, "nothing has changed");
    return store_load_findings(analysis->store, STORE_LAST_RUN_FINDINGS, analysis->arena,
                               &result->findings, error);
}

static bool save_run(struct analysis *analysis, uint64_t key, struct engine_result *result,
                     GError **error)
{
    struct store_scope scope = {covers, analysis};
    struct store_run saved = {
        .run = result->run,
        .started = analysis->started / INT64_C(1000000000),
        .options_key = key,
    };

    saved.run.seconds = seconds_since(analysis->began);
    add_damage(analysis, &saved);
    if (!store_save_run(analysis->store, &saved, result->findings, &scope, analysis->arena, error))
        return false;
    result->run = saved.run;
    return true;
}

/* Of a run about what is not on disk, the store learns nothing. */
static bool decide_states(struct analysis *analysis, struct engine_result *result, GError **error)
{
    struct store_scope scope = {covers, analysis};

    result->run.seconds = seconds_since(analysis->began);
    return store_decide_states(analysis->store, result->findings, &scope, analysis->arena, error);
}

/* What was parsed stood in the last run, as it was. */
static bool is_comparable(const struct analysis *analysis)
{
    for (uint32_t i = 0; i < analysis->n_units; i++)
        if (analysis->units[i].is_parsed && !analysis->units[i].before)
            return false;
    return true;
}

/* What has changed only moved: the last run's findings, where they stand now. It is a run of its own,
 * since what it says is not what the last one said. *ret_done says whether it was so. */
static bool move_last(struct analysis *analysis, const struct store_run *last, uint64_t key,
                      struct engine_result *result, bool *ret_done, GError **error)
{
    *ret_done = false;
    if (!is_comparable(analysis) || key_of_run(analysis, KEY_BEFORE) != last->options_key)
        return true;
    if (!store_load_findings(analysis->store, STORE_LAST_RUN_FINDINGS, analysis->arena,
                             &result->findings, error))
        return false;
    if (!move_findings(analysis, result->findings))
        return true;
    *ret_done = true;
    place_findings(analysis, result->findings);
    repeat_counts(&last->run, &result->run);
    result->run.notices = last->run.notices;
    result->run.n_notices = last->run.n_notices;
    tell_again(analysis, &result->run);
    measure_repeat(analysis, "what has changed only moved");
    return save_run(analysis, key, result, error);
}

static bool solve_and_save(struct analysis *analysis, struct engine_result *result, GError **error)
{
    struct notice_list notices = {0};

    result->run = describe_run(analysis); /* some units may have been parsed after all */
    if (!solve_units(analysis, &result->run, &result->findings, error))
        return false;
    silence_findings(analysis, result->findings, &notices);
    result->run.notices =
        arena_copy(analysis->arena, notices.items, notices.count * sizeof(*notices.items));
    result->run.n_notices = notices.count;
    vector_deinit(&notices);
    tell_again(analysis, &result->run);
    if (analysis->request->wants_fixes)
        add_fixes(analysis, result->findings);
    /* a run that the store knows is solved again for more than the store keeps */
    if (has_overlays(analysis->request) || analysis->is_known)
        return decide_states(analysis, result, error);
    return save_run(analysis, key_of_run(analysis, KEY_NOW), result, error);
}

/* What early findings need of the store, which is the parent's while a child solves. */
static bool prepare_early(struct analysis *analysis, GError **error)
{
    if (!analysis->request->early)
        return true;
    return store_load_findings(analysis->store, STORE_LAST_RUN_FINDINGS, analysis->arena,
                               &analysis->past, error) &&
           load_units(analysis, error);
}

/* Parses and loads, unless the last run says it all. */
static bool prepare(struct analysis *analysis, struct engine_result *result, GError **error)
{
    struct engine_progress progress = {ENGINE_SOLVING, 0, 0, NULL};
    struct store_run last;

    if (!find_current_units(analysis, error) || !prepare_early(analysis, error) ||
        !parse_units(analysis, error) ||
        !store_load_last_run(analysis->store, analysis->arena, &last, error))
        return false;
    bool is_done = false;

    analysis->key = key_of_run(analysis, KEY_NOW);
    result->run = describe_run(analysis);
    analysis->is_known =
        last.run.id != 0 && analysis->key == last.options_key && !has_overlays(analysis->request);
    analysis->is_repeated = analysis->is_known && !must_solve(analysis);
    if (analysis->is_repeated)
        return repeat_last(analysis, &last.run, result, error);
    if (last.run.id != 0 && !must_solve(analysis) &&
        !move_last(analysis, &last, analysis->key, result, &is_done, error))
        return false;
    analysis->is_repeated = is_done;
    if (is_done)
        return true;
    if (analysis->request->progress)
        analysis->request->progress(analysis->request->progress_data, &progress);
    return load_units(analysis, error);
}

static bool analyse(struct analysis *analysis, struct engine_result *result, GError **error)
{
    return prepare(analysis, result, error) &&
           (analysis->is_repeated || solve_and_save(analysis, result, error));
}

static void measure_work(struct analysis *analysis, const struct run *run)
{
    if (analysis->request->measures)
        add_notice(analysis,
                   "work: %" PRIu64 " units parsed, %" PRIu64 " functions solved, %" PRIu64
                   " questions asked of checks",
                   run->units - run->units_reused, run->functions_run, run->checks_run);
}

void give_notices(const struct analysis *analysis, struct engine_result *result)
{
    const struct notice_list *notices = &analysis->notices;

    result->notices =
        arena_copy(analysis->arena, notices->items, notices->count * sizeof(*notices->items));
    result->n_notices = notices->count;
}

static void give_notes(const struct analysis *analysis, struct engine_result *result)
{
    result->notes = analysis->notes;
    result->n_notes = analysis->n_notes;
    result->has_notes = analysis->has_notes;
}

bool engine_check(const struct engine_request *request, struct engine_result *ret_result,
                  GError **error)
{
    struct analysis analysis = {.request = request};
    struct engine_result result = {0};
    bool is_good = analysis_open(&analysis, error) && analyse(&analysis, &result, error) &&
                   narrow_findings(&analysis, &result.findings, error);

    if (is_good) {
        measure_work(&analysis, &result.run);
        give_notices(&analysis, &result);
        give_notes(&analysis, &result);
        result.arena = analysis.arena;
        analysis.arena = NULL;
        *ret_result = result;
    }
    analysis_close(&analysis);
    return is_good;
}

/* ---- in two steps ---- */

struct prepared {
    struct analysis analysis; /* first: what is handed out is a pointer to it */
    struct engine_request request;
    struct engine_result result;
};

bool engine_prepare(const struct engine_request *request, struct analysis **ret_analysis,
                    GError **error)
{
    struct prepared *prepared = memory_zeroed(1, sizeof(*prepared));

    prepared->request = *request;
    prepared->analysis.request = &prepared->request;
    if (!analysis_open(&prepared->analysis, error) ||
        !prepare(&prepared->analysis, &prepared->result, error)) {
        engine_analysis_free(&prepared->analysis);
        return false;
    }
    store_close(prepared->analysis.store);
    prepared->analysis.store = NULL;
    *ret_analysis = &prepared->analysis;
    return true;
}

bool engine_is_repeated(const struct analysis *analysis)
{
    return analysis->is_known;
}

bool engine_repeat(struct analysis *analysis, struct engine_result *ret_result, GError **error)
{
    struct engine_result result = {.arena = arena_new(), .run = {.root = analysis->project->root}};
    bool is_good = (analysis->store || reopen_store(analysis, error)) &&
                   store_load_findings(analysis->store, STORE_LAST_RUN_FINDINGS, result.arena,
                                       &result.findings, error);

    if (is_good)
        *ret_result = result;
    else
        engine_result_deinit(&result);
    return is_good;
}

static bool was_suppressed(const struct analysis *analysis, const struct finding *finding)
{
    for (size_t i = 0; i < analysis->past.count; i++) {
        const struct finding *past = &analysis->past.items[i];
        if (past->state == STATE_SUPPRESSED && strcmp(past->fingerprint, finding->fingerprint) == 0)
            return true;
    }
    return false;
}

bool engine_solve_early(struct analysis *analysis, struct engine_result *ret_result, GError **error)
{
    struct engine_result result = {0};
    struct notice_list notices = {0};

    analysis->store = NULL; /* the parent's */
    analysis->is_early = true;
    result.run = describe_run(analysis);
    if (!solve_units(analysis, &result.run, &result.findings, error))
        return false;
    silence_findings(analysis, result.findings, &notices);
    vector_deinit(&notices);
    for (size_t i = 0; i < result.findings.count; i++) {
        if (was_suppressed(analysis, &result.findings.items[i]))
            result.findings.items[i].state = STATE_SUPPRESSED;
    }
    *ret_result = result;
    return true;
}

bool engine_finish(struct analysis *analysis, struct engine_result *ret_result, GError **error)
{
    struct engine_result *result = &((struct prepared *)analysis)->result;

    if (!analysis->is_repeated && (!(analysis->store || reopen_store(analysis, error)) ||
                                   !solve_and_save(analysis, result, error)))
        return false;
    if (!narrow_findings(analysis, &result->findings, error))
        return false;
    give_notices(analysis, result);
    give_notes(analysis, result);
    result->arena = analysis->arena;
    analysis->arena = NULL;
    *ret_result = *result;
    return true;
}

void engine_analysis_free(struct analysis *analysis)
{
    if (!analysis)
        return;
    analysis_close(analysis);
    free(analysis);
}

bool engine_draw(const struct engine_request *request, GString *out, GError **error)
{
    struct analysis analysis = {.request = request, .drawing = out};
    struct engine_result result = {0};
    bool is_good = analysis_open(&analysis, error) && analyse(&analysis, &result, error);

    analysis_close(&analysis);
    return is_good;
}

void engine_result_deinit(struct engine_result *result)
{
    arena_free(result->arena);
    *result = (struct engine_result){0};
}
