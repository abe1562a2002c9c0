/* Findings while checks write them: everything is copied into the run's arena. */
#include "findings/collect.h"

#include <stranded/check.h>

#include "base/arena.h"
#include "findings/finding.h"

#include <assert.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

static const char *copy_text(struct arena *arena, const char *text)
{
    return text == NULL ? "" : arena_string(arena, text, strlen(text));
}

static struct draft *draft_of(struct finding *finding)
{
    /* findings_add() hands out a member of a draft and nothing else makes findings for
     * checks. */
    return (struct draft *)((char *)finding - offsetof(struct draft, finding));
}

struct findings *findings_new(struct arena *arena)
{
    struct findings *findings = ARENA_NEW(arena, struct findings);

    findings->arena = arena;
    return findings;
}

void findings_set_check(struct findings *findings, const struct check *check)
{
    findings->check = check;
}

struct finding *findings_add(struct findings *out, const struct creation *creation,
                             const char *format, ...)
{
    assert(out->check != NULL && !out->is_sealed);

    struct draft *draft = ARENA_NEW(out->arena, struct draft);
    draft->arena = out->arena;

    va_list args;
    va_start(args, format);
    const char *message = arena_vprintf(out->arena, format, args);
    va_end(args);

    draft->finding = (struct finding){
        .check = out->check->name,
        .file = copy_text(out->arena, creation->at.file),
        .line = creation->at.line,
        .column = creation->at.column,
        .function = copy_text(out->arena, creation->function),
        .object = copy_text(out->arena, creation->object),
        .anchor = copy_text(out->arena, creation->anchor),
        .severity = SEVERITY_MEDIUM,
        .confidence = CONFIDENCE_MEDIUM,
        .message = message,
        .multiplicity = "",
        .mend = "",
        .fingerprint = "",
        .state = STATE_NEW,
    };
    if (out->last != NULL)
        out->last->next = draft;
    else
        out->first = draft;
    out->last = draft;
    out->count++;
    return &draft->finding;
}

void finding_set_severity(struct finding *finding, enum severity severity)
{
    finding->severity = severity;
}

void finding_set_confidence(struct finding *finding, enum confidence confidence)
{
    finding->confidence = confidence;
}

static void add_step(struct arena *arena, struct draft_steps *steps, struct source_place at,
                     const char *text)
{
    struct draft_step *step = ARENA_NEW(arena, struct draft_step);

    step->at = at;
    step->at.file = copy_text(arena, at.file);
    step->text = text;
    if (steps->last != NULL)
        steps->last->next = step;
    else
        steps->first = step;
    steps->last = step;
    steps->count++;
}

static void add_steps(struct arena *arena, struct draft_steps *steps, struct steps added)
{
    for (size_t i = 0; i < added.count; i++)
        add_step(arena, steps, added.items[i].at, copy_text(arena, added.items[i].text));
}

void finding_add_step(struct finding *finding, struct source_place at, const char *format, ...)
{
    struct draft *draft = draft_of(finding);

    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(draft->arena, format, args);
    va_end(args);

    add_step(draft->arena, &draft->steps, at, text);
}

void finding_add_steps(struct finding *finding, struct steps steps)
{
    struct draft *draft = draft_of(finding);

    add_steps(draft->arena, &draft->steps, steps);
}

void finding_set_multiplicity(struct finding *finding, struct multiplicity often)
{
    struct draft *draft = draft_of(finding);

    finding->often = often.often;
    finding->count = often.count;
    finding->multiplicity = copy_text(draft->arena, often.words);
    draft->chain = (struct draft_steps){0};
    add_steps(draft->arena, &draft->chain, often.chain);
}

void finding_set_remedy(struct finding *finding, struct remedy remedy)
{
    struct arena *arena = draft_of(finding)->arena;

    remedy.at.file = copy_text(arena, remedy.at.file);
    remedy.like.file = copy_text(arena, remedy.like.file);
    finding->remedy = remedy;
}

void finding_set_mend(struct finding *finding, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    finding->mend = arena_vprintf(draft_of(finding)->arena, format, args);
    va_end(args);
}
