/* What comments and the baseline accept. Requires everybody's IR and the sealed findings; yields
 * suppressed ones, and what is to be said of comments and entries. */
#include <stranded/check.h>

#include "base/arena.h"
#include "base/vector.h"
#include "engine/analysis.h"
#include "findings/baseline.h"
#include "findings/finding.h"
#include "frontend/frontend.h"
#include "ir/ir.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

VECTOR_TYPE(suppression_list, struct suppression);

/* Findings borrow their reason, and outlive the units. */
static const char *keep(const struct analysis *analysis, const char *text)
{
    return arena_string(analysis->arena, text, strlen(text));
}

static void add_suppressions(struct analysis *analysis, const struct engine_unit *unit,
                             struct suppression_list *list)
{
    for (uint32_t i = 1; i < unit->ir.n_suppressions; i++) {
        const struct ir_suppression *comment = &unit->ir.suppressions[i];
        const char *path = ir_text(&unit->ir, unit->ir.files[comment->at.file].path);

        vector_push(list, (struct suppression){
                              .file = relative_to(analysis->project->root, path),
                              .line = comment->at.line,
                              .first_line = comment->at.line - comment->above,
                              .last_line = comment->at.line + comment->below,
                              .checks = ir_text(&unit->ir, comment->checks),
                              .reason = keep(analysis, ir_text(&unit->ir, comment->reason)),
                          });
    }
}

static int compare_suppressions(const void *left, const void *right)
{
    const struct suppression *a = left, *b = right;
    int order = strcmp(a->file, b->file);

    if (order == 0)
        order = (a->line > b->line) - (a->line < b->line);
    if (order == 0)
        order = strcmp(a->checks, b->checks);
    return order != 0 ? order : strcmp(a->reason, b->reason);
}

/* A file that is read by several units has its comments several times. */
static void sort_suppressions(struct suppression_list *list)
{
    uint32_t count = 0;

    if (list->count > 1)
        qsort(list->items, list->count, sizeof(*list->items), compare_suppressions);
    for (uint32_t i = 0; i < list->count; i++)
        if (count == 0 || compare_suppressions(&list->items[count - 1], &list->items[i]) != 0)
            list->items[count++] = list->items[i];
    list->count = count;
}

static void say(struct analysis *analysis, struct notice_list *notices, const char *line)
{
    (void)analysis;
    vector_push(notices, line);
}

static void tell_incomplete(struct analysis *analysis, const struct suppression *comment,
                            struct notice_list *notices)
{
    say(analysis, notices,
        arena_printf(analysis->arena,
                     "%s:%u: stranded:ignore without a %s silences nothing: write "
                     "stranded:ignore(CHECK): REASON",
                     comment->file, comment->line, comment->checks[0] ? "reason" : "check"));
}

/* Whether the run saw all: else what a comment or an entry means may only be hidden. */
static bool saw_all(const struct analysis *analysis)
{
    if (analysis->request->checks || analysis->project->n_missing > 0)
        return false;
    for (uint32_t i = 0; i < analysis->n_project_units; i++)
        if (analysis->units[i].status != FRONTEND_OK)
            return false;
    return true;
}

static void tell_suppressions(struct analysis *analysis, const struct suppression_list *list,
                              struct notice_list *notices)
{
    bool has_all = saw_all(analysis);

    for (uint32_t i = 0; i < list->count; i++) {
        const struct suppression *comment = &list->items[i];

        if (!comment->checks[0] || !comment->reason[0])
            tell_incomplete(analysis, comment, notices);
        else if (has_all && !comment->is_used)
            say(analysis, notices,
                arena_printf(analysis->arena,
                             "%s:%u: stranded:ignore(%s) silences nothing any more: remove it",
                             comment->file, comment->line, comment->checks));
    }
}

static void tell_baseline(struct analysis *analysis, struct notice_list *notices)
{
    const struct baseline *baseline = &analysis->baseline;
    size_t n_gone = 0;

    for (size_t i = 0; i < baseline->count; i++)
        n_gone += !baseline->items[i].is_used;
    if (n_gone > 0 && saw_all(analysis))
        say(analysis, notices,
            arena_printf(analysis->arena,
                         "%zu accepted finding%s gone: stranded baseline update removes %s from "
                         "the baseline",
                         n_gone, n_gone == 1 ? " is" : "s are", n_gone == 1 ? "it" : "them"));
}

void silence_findings(struct analysis *analysis, struct finding_list findings,
                      struct notice_list *notices)
{
    struct suppression_list list = {0};

    for (uint32_t i = 0; i < analysis->n_units; i++) {
        if (analysis->units[i].has_ir && !analysis->units[i].is_model)
            add_suppressions(analysis, &analysis->units[i], &list);
    }
    sort_suppressions(&list);
    findings_suppress(findings, list.items, list.count);
    baseline_apply(&analysis->baseline, findings);
    tell_suppressions(analysis, &list, notices);
    tell_baseline(analysis, notices);
    vector_deinit(&list);
}
