/* The whole program, the checks, and what comments silence. Requires everybody's IR; yields sealed
 * findings. */
#include <stranded/check.h>

#include "base/arena.h"
#include "base/vector.h"
#include "engine/analysis.h"
#include "engine/early.h"
#include "engine/engine.h"
#include "engine/overlays.h"
#include "engine/solved.h"
#include "engine/stopwatch.h"
#include "engine/used_models.h"
#include "findings/finding.h"
#include "findings/run.h"
#include "ir/ir.h"
#include "picture/picture.h"
#include "program/describe.h"
#include "program/draw.h"
#include "program/program.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

/* ---- inputs ---- */

static void add_units(const struct analysis *analysis, struct program_inputs *inputs)
{
    for (uint32_t i = 0; i < analysis->n_units; i++) {
        const struct engine_unit *unit = &analysis->units[i];

        if (unit->has_ir)
            vector_push(inputs,
                        (struct program_input){&unit->ir, unit->name,
                                               unit->is_model ? PROGRAM_MODEL : PROGRAM_SOURCE});
    }
}

/* ---- checks ---- */

/* Yields how many questions were asked. */
static uint64_t run_checks(const struct analysis *analysis, const struct program *program,
                           struct stopwatch *watch, struct findings *findings)
{
    uint64_t n_asked = 0;
    size_t count;
    const struct creation *const *creations = program_creations(program, &count);

    for (const struct check **check = analysis->checks; *check; check++) {
        findings_set_check(findings, *check);
        for (size_t i = 0; i < count; i++) {
            if (!(creations[i]->kind & (*check)->creates))
                continue;
            if (analysis->request->measures)
                stopwatch_ask(watch);
            (*check)->judge(program, creations[i], findings);
            n_asked++;
            if (analysis->request->measures)
                stopwatch_answer(watch, (*check)->name, creations[i]);
        }
    }
    return n_asked;
}

/* ---- the picture ---- */

struct sealed {
    const struct analysis *analysis;
    struct finding_list findings;
};

static const char *check_at(const void *data, struct source_place at)
{
    const struct sealed *sealed = data;
    const char *file = at.file ? relative_to(sealed->analysis->project->root, at.file) : "";

    for (size_t i = 0; i < sealed->findings.count; i++) {
        const struct finding *finding = &sealed->findings.items[i];
        if (finding->line == at.line && finding->column == at.column &&
            finding->confidence >= CONFIDENCE_MEDIUM && strcmp(finding->file, file) == 0)
            return finding->check;
    }
    return NULL;
}

static void draw(const struct analysis *analysis, const struct program *program,
                 struct finding_list findings, struct arena *arena)
{
    struct sealed sealed = {analysis, findings};
    struct picture picture = {0};
    const char *slash = strrchr(analysis->project->root, '/');

    program_draw(program, (struct program_draw_findings){check_at, &sealed}, &picture);
    g_string_append(analysis->drawing,
                    picture_dot(&picture, slash ? slash + 1 : analysis->project->root, arena));
    picture_deinit(&picture);
}

/* ---- notes ---- */

static bool wants_notes(const void *data, const char *file)
{
    const struct engine_request *request = data;

    for (const char *const *wanted = request->notes_in; *wanted; wanted++) {
        if (strcmp(*wanted, file) == 0)
            return true;
    }
    return false;
}

static const char *keep(const struct analysis *analysis, const char *text)
{
    return arena_string(analysis->arena, text, strlen(text));
}

/* The step outlives the program. */
static struct finding_step keep_step(const struct analysis *analysis, const struct step *step)
{
    return (struct finding_step){
        keep(analysis, step->at.file ? relative_to(analysis->project->root, step->at.file) : ""),
        step->at.line, step->at.column, keep(analysis, step->text)};
}

static struct engine_note keep_note(const struct analysis *analysis,
                                    const struct program_note *note)
{
    struct finding_step *steps =
        ARENA_ARRAY(analysis->arena, struct finding_step, note->steps.count);

    for (size_t i = 0; i < note->steps.count; i++)
        steps[i] = keep_step(analysis, &note->steps.items[i]);
    return (struct engine_note){
        .at = keep_step(analysis, &(struct step){note->at, note->title}),
        .often = keep(analysis, note->often ? note->often : ""),
        .steps = steps,
        .n_steps = note->steps.count,
    };
}

static void take_notes(struct analysis *analysis, const struct program *program)
{
    struct program_notes notes = {0};

    program_describe(program, (struct program_note_files){wants_notes, analysis->request}, &notes);
    analysis->notes = ARENA_ARRAY(analysis->arena, struct engine_note, notes.count);
    for (uint32_t i = 0; i < notes.count; i++)
        analysis->notes[i] = keep_note(analysis, &notes.items[i]);
    analysis->n_notes = notes.count;
    analysis->has_notes = true;
    vector_deinit(&notes);
}

/* ---- all of it ---- */

static void count(const struct program *program, struct run *run)
{
    struct program_statistics statistics = program_statistics(program);

    run->functions = statistics.functions;
    run->functions_solved = statistics.solved;
    run->functions_run = statistics.solved_anew;
    run->functions_given_up = statistics.given_up;
    run->unknown_constructs = statistics.unknown_constructs;
    run->calls_unresolved = statistics.calls_unresolved;
}

static void notice_costs(struct analysis *analysis, const struct stopwatch *watch,
                         const struct run *run)
{
    const double billion = 1e9;

    add_notice(analysis,
               "whole program: %.3f s CPU for %" PRIu64 " functions, %" PRIu64 " solved, %" PRIu64
               " given up",
               stopwatch_seconds(watch), run->functions, run->functions_solved,
               run->functions_given_up);
    if (watch->slowest.function)
        add_notice(analysis, "slowest function: %.3f s CPU, %" PRIu64 " steps, %s()",
                   (double)watch->slowest.nanoseconds / billion, watch->slowest.steps,
                   watch->slowest.function);
    if (watch->slowest_question.check)
        add_notice(analysis, "slowest question: %.3f s CPU, %s, %s:%u",
                   (double)watch->slowest_question.nanoseconds / billion,
                   watch->slowest_question.check,
                   relative_to(analysis->project->root, watch->slowest_question.at.file),
                   watch->slowest_question.at.line);
}

bool solve_units(struct analysis *analysis, struct run *run, struct finding_list *ret_findings,
                 GError **error)
{
    struct program_inputs inputs = {0};
    struct arena *solving = arena_new(); /* `run` of the program: gone before the report is made */

    struct solved solved;

    add_units(analysis, &inputs);
    if (!add_used_models(analysis, &inputs, error) ||
        !solved_open(&solved, analysis, solving, error)) {
        vector_deinit(&inputs);
        arena_free(solving);
        return false;
    }
    bool measures = analysis->request->measures;
    struct stopwatch watch;
    stopwatch_init(&watch);
    struct program_memory memory = solved_memory(&solved);
    struct program *program =
        program_new(inputs.items, inputs.count, measures ? &watch.watcher : NULL, &memory, solving);
    struct findings *findings = findings_new(analysis->arena);
    run->checks_run = run_checks(analysis, program, &watch, findings);
    *ret_findings = findings_seal(findings, analysis->project->root);
    if (analysis->is_early)
        keep_certain(analysis, program, ret_findings);
    place_findings(analysis, *ret_findings);
    count(program, run);
    if (analysis->drawing)
        draw(analysis, program, *ret_findings, solving);
    if (analysis->request->notes_in && !analysis->is_early)
        take_notes(analysis, program);
    if (measures)
        notice_costs(analysis, &watch, run);
    stopwatch_deinit(&watch);
    program_free(program);
    vector_deinit(&inputs);
    bool is_passing = has_overlays(analysis->request) || analysis->is_early;
    bool is_good = is_passing || solved_save(&solved, analysis, error);
    solved_close(&solved);
    arena_free(solving);
    return is_good;
}
