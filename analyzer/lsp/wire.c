/* Results as bytes: GVariant's own encoding, which is checked when it is read. Texts are byte strings. */
#include "lsp/wire.h"

#include "base/arena.h"
#include "engine/engine.h"
#include "findings/finding.h"

#include <glib.h>

#include <string.h>

#define STEP_TYPE    "(ayuuay)"
#define EDIT_TYPE    "(ayuuuuay)"
#define FINDING_TYPE "(ayayuuayayayuuayutayayayuaya" STEP_TYPE "aya" EDIT_TYPE ")"
#define NOTE_TYPE    "(" STEP_TYPE "aya" STEP_TYPE ")"
#define RESULT_TYPE  "(aya" FINDING_TYPE "aayba" NOTE_TYPE ")"

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

/* ---- encoding ---- */

static GVariant *encode_step(const struct finding_step *step)
{
    return g_variant_new("(^ayuu^ay)", or_empty(step->file), step->line, step->column,
                         or_empty(step->message));
}

static GVariant *encode_steps(const struct finding_step *steps, size_t count)
{
    GVariantBuilder list;

    g_variant_builder_init(&list, G_VARIANT_TYPE("a" STEP_TYPE));
    for (size_t i = 0; i < count; i++)
        g_variant_builder_add_value(&list, encode_step(&steps[i]));
    return g_variant_builder_end(&list);
}

static GVariant *encode_notes(const struct engine_result *result)
{
    GVariantBuilder list;

    g_variant_builder_init(&list, G_VARIANT_TYPE("a" NOTE_TYPE));
    for (size_t i = 0; i < result->n_notes; i++) {
        const struct engine_note *note = &result->notes[i];
        g_variant_builder_add(&list, "(@" STEP_TYPE "^ay@a" STEP_TYPE ")", encode_step(&note->at),
                              note->often, encode_steps(note->steps, note->n_steps));
    }
    return g_variant_builder_end(&list);
}

static GVariant *encode_edits(const struct finding_fix *fix)
{
    GVariantBuilder list;

    g_variant_builder_init(&list, G_VARIANT_TYPE("a" EDIT_TYPE));
    for (size_t i = 0; fix && i < fix->n_edits; i++) {
        const struct finding_edit *edit = &fix->edits[i];
        g_variant_builder_add(&list, "(^ayuuuu^ay)", edit->file, edit->line, edit->column,
                              edit->end_line, edit->end_column, edit->text);
    }
    return g_variant_builder_end(&list);
}

static void encode_finding(GVariantBuilder *list, const struct finding *f)
{
    g_variant_builder_add(
        list, "(^ay^ayuu^ay^ay^ayuu^ayut^ay^ay^ayu^ay@a" STEP_TYPE "^ay@a" EDIT_TYPE ")", f->check,
        f->file, f->line, f->column, or_empty(f->function), or_empty(f->object),
        or_empty(f->anchor), (guint32)f->severity, (guint32)f->confidence, f->message,
        (guint32)f->often, (guint64)f->count, or_empty(f->multiplicity), or_empty(f->mend),
        f->fingerprint, (guint32)f->state, or_empty(f->reason), encode_steps(f->trace, f->n_trace),
        f->fix ? f->fix->title : "", encode_edits(f->fix));
}

/* Takes the value over. */
static GBytes *bytes_of(GVariant *value)
{
    GBytes *bytes;

    g_variant_ref_sink(value);
    bytes = g_bytes_new(g_variant_get_data(value), g_variant_get_size(value));
    g_variant_unref(value);
    return bytes;
}

GBytes *wire_encode_result(const struct engine_result *result)
{
    GVariantBuilder findings, notices;

    g_variant_builder_init(&findings, G_VARIANT_TYPE("a" FINDING_TYPE));
    for (size_t i = 0; i < result->findings.count; i++)
        encode_finding(&findings, &result->findings.items[i]);
    g_variant_builder_init(&notices, G_VARIANT_TYPE("aay"));
    for (size_t i = 0; i < result->n_notices; i++)
        g_variant_builder_add(&notices, "^ay", result->notices[i]);
    return bytes_of(g_variant_new("(^ay@a" FINDING_TYPE "@aayb@a" NOTE_TYPE ")",
                                  or_empty(result->run.root), g_variant_builder_end(&findings),
                                  g_variant_builder_end(&notices), (gboolean)result->has_notes,
                                  encode_notes(result)));
}

GBytes *wire_encode_progress(const struct engine_progress *progress)
{
    return bytes_of(g_variant_new("(utt^ay)", (guint32)progress->stage, (guint64)progress->done,
                                  (guint64)progress->total, or_empty(progress->file)));
}

/* ---- decoding ---- */

/* The value in the bytes, which are copied so that they are aligned; NULL = they are not of that type. */
static GVariant *value_of(const char *type, const void *body, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(body, size);
    GVariant *value =
        g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(type), bytes, FALSE));

    if (g_variant_is_normal_form(value))
        return value;
    g_variant_unref(value);
    return NULL;
}

static const char *keep(struct arena *arena, const char *text)
{
    return arena_string(arena, text, strlen(text));
}

static struct finding_step decode_step(GVariant *value, struct arena *arena)
{
    struct finding_step step;
    const char *file, *message;

    g_variant_get(value, "(^&ayuu^&ay)", &file, &step.line, &step.column, &message);
    step.file = keep(arena, file);
    step.message = keep(arena, message);
    return step;
}

static const struct finding_step *decode_steps(GVariant *list, struct arena *arena,
                                               size_t *ret_count)
{
    size_t count = g_variant_n_children(list);
    struct finding_step *steps = ARENA_ARRAY(arena, struct finding_step, count);

    for (size_t i = 0; i < count; i++) {
        g_autoptr(GVariant) step = g_variant_get_child_value(list, i);
        steps[i] = decode_step(step, arena);
    }
    *ret_count = count;
    return steps;
}

static void decode_notes(GVariant *list, struct engine_result *result)
{
    size_t count = g_variant_n_children(list);
    struct engine_note *notes = ARENA_ARRAY(result->arena, struct engine_note, count);

    for (size_t i = 0; i < count; i++) {
        g_autoptr(GVariant) note = g_variant_get_child_value(list, i);
        g_autoptr(GVariant) at = g_variant_get_child_value(note, 0);
        g_autoptr(GVariant) often = g_variant_get_child_value(note, 1);
        g_autoptr(GVariant) steps = g_variant_get_child_value(note, 2);

        notes[i].at = decode_step(at, result->arena);
        notes[i].often = keep(result->arena, g_variant_get_bytestring(often));
        notes[i].steps = decode_steps(steps, result->arena, &notes[i].n_steps);
    }
    result->notes = notes;
    result->n_notes = count;
}

static void decode_fix(const char *title, GVariant *list, struct arena *arena,
                       struct finding *finding)
{
    size_t count = g_variant_n_children(list);
    struct finding_edit *edits = ARENA_ARRAY(arena, struct finding_edit, count);
    struct finding_fix *fix = ARENA_NEW(arena, struct finding_fix);

    for (size_t i = 0; i < count; i++) {
        const char *file, *text;
        g_autoptr(GVariant) edit = g_variant_get_child_value(list, i);

        g_variant_get(edit, "(^&ayuuuu^&ay)", &file, &edits[i].line, &edits[i].column,
                      &edits[i].end_line, &edits[i].end_column, &text);
        edits[i].file = keep(arena, file);
        edits[i].text = keep(arena, text);
    }
    *fix = (struct finding_fix){keep(arena, title), edits, count};
    finding->fix = count > 0 ? fix : NULL;
}

static void decode_finding(GVariant *value, struct arena *arena, struct finding *ret_finding)
{
    const char *check, *file, *function, *object, *anchor, *message, *multiplicity, *mend;
    const char *fingerprint, *reason;
    guint32 line, column, severity, confidence, often, state;
    guint64 count;
    const char *title;
    g_autoptr(GVariant) steps = NULL;
    g_autoptr(GVariant) edits = NULL;

    g_variant_get(value,
                  "(^&ay^&ayuu^&ay^&ay^&ayuu^&ayut^&ay^&ay^&ayu^&ay@a" STEP_TYPE "^&ay@a" EDIT_TYPE
                  ")",
                  &check, &file, &line, &column, &function, &object, &anchor, &severity,
                  &confidence, &message, &often, &count, &multiplicity, &mend, &fingerprint, &state,
                  &reason, &steps, &title, &edits);
    *ret_finding = (struct finding){
        .check = keep(arena, check),
        .file = keep(arena, file),
        .line = line,
        .column = column,
        .function = keep(arena, function),
        .object = keep(arena, object),
        .anchor = keep(arena, anchor),
        .severity = (enum severity)severity,
        .confidence = (enum confidence)confidence,
        .message = keep(arena, message),
        .often = (enum often)often,
        .count = count,
        .multiplicity = keep(arena, multiplicity),
        .mend = keep(arena, mend),
        .fingerprint = keep(arena, fingerprint),
        .state = (enum finding_state)state,
        .reason = keep(arena, reason),
    };
    ret_finding->trace = decode_steps(steps, arena, &ret_finding->n_trace);
    decode_fix(title, edits, arena, ret_finding);
}

static void decode_findings(GVariant *list, struct arena *arena, struct finding_list *ret_findings)
{
    size_t count = g_variant_n_children(list);
    struct finding *items = ARENA_ARRAY(arena, struct finding, count);

    for (size_t i = 0; i < count; i++) {
        g_autoptr(GVariant) finding = g_variant_get_child_value(list, i);
        decode_finding(finding, arena, &items[i]);
    }
    *ret_findings = (struct finding_list){items, count};
}

bool wire_decode_result(const void *body, size_t size, struct engine_result *ret_result)
{
    g_autoptr(GVariant) value = value_of(RESULT_TYPE, body, size);
    g_autoptr(GVariant) findings = NULL;
    g_autoptr(GVariant) notices = NULL;
    g_autoptr(GVariant) notes = NULL;
    gboolean has_notes;
    const char *root;

    if (!value)
        return false;
    struct engine_result result = {.arena = arena_new()};
    g_variant_get(value, "(^&ay@a" FINDING_TYPE "@aayb@a" NOTE_TYPE ")", &root, &findings, &notices,
                  &has_notes, &notes);
    result.run.root = keep(result.arena, root);
    decode_findings(findings, result.arena, &result.findings);
    result.n_notices = g_variant_n_children(notices);
    const char **lines = ARENA_ARRAY(result.arena, const char *, result.n_notices);
    for (size_t i = 0; i < result.n_notices; i++) {
        g_autoptr(GVariant) line = g_variant_get_child_value(notices, i);
        lines[i] = keep(result.arena, g_variant_get_bytestring(line));
    }
    result.notices = lines;
    result.has_notes = has_notes;
    decode_notes(notes, &result);
    *ret_result = result;
    return true;
}

bool wire_decode_progress(const void *body, size_t size, struct arena *arena,
                          struct wire_progress *ret_progress)
{
    g_autoptr(GVariant) value = value_of("(uttay)", body, size);
    const char *file;
    guint32 stage;
    guint64 done, total;

    if (!value)
        return false;
    g_variant_get(value, "(utt^&ay)", &stage, &done, &total, &file);
    *ret_progress =
        (struct wire_progress){(enum engine_stage)stage, done, total, keep(arena, file)};
    return true;
}
