/* Results as bytes: GVariant's own encoding, which is checked when it is read. Texts are byte strings. */
#include "lsp/wire.h"

#include "base/arena.h"
#include "engine/engine.h"
#include "findings/finding.h"

#include <glib.h>

#include <string.h>

#define STEP_TYPE "(ayuuay)"
#define FINDING_TYPE                                                                               \
    "(ayayuuayayayuuayutayayayuay"                                                                 \
    "a" STEP_TYPE ")"
#define RESULT_TYPE "(aya" FINDING_TYPE "aay)"

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

/* ---- encoding ---- */

static GVariant *encode_trace(const struct finding *finding)
{
    GVariantBuilder steps;

    g_variant_builder_init(&steps, G_VARIANT_TYPE("a" STEP_TYPE));
    for (size_t i = 0; i < finding->n_trace; i++) {
        const struct finding_step *step = &finding->trace[i];
        g_variant_builder_add(&steps, "(^ayuu^ay)", step->file, step->line, step->column,
                              step->message);
    }
    return g_variant_builder_end(&steps);
}

static void encode_finding(GVariantBuilder *list, const struct finding *f)
{
    g_variant_builder_add(list, "(^ay^ayuu^ay^ay^ayuu^ayut^ay^ay^ayu^ay@a" STEP_TYPE ")", f->check,
                          f->file, f->line, f->column, or_empty(f->function), or_empty(f->object),
                          or_empty(f->anchor), (guint32)f->severity, (guint32)f->confidence,
                          f->message, (guint32)f->often, (guint64)f->count,
                          or_empty(f->multiplicity), or_empty(f->mend), f->fingerprint,
                          (guint32)f->state, or_empty(f->reason), encode_trace(f));
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
    return bytes_of(g_variant_new("(^ay@a" FINDING_TYPE "@aay)", result->run.root,
                                  g_variant_builder_end(&findings),
                                  g_variant_builder_end(&notices)));
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

static void decode_trace(GVariant *steps, struct arena *arena, struct finding *finding)
{
    finding->n_trace = g_variant_n_children(steps);
    struct finding_step *trace = ARENA_ARRAY(arena, struct finding_step, finding->n_trace);

    for (size_t i = 0; i < finding->n_trace; i++) {
        const char *file, *message;
        g_autoptr(GVariant) step = g_variant_get_child_value(steps, i);

        g_variant_get(step, "(^&ayuu^&ay)", &file, &trace[i].line, &trace[i].column, &message);
        trace[i].file = keep(arena, file);
        trace[i].message = keep(arena, message);
    }
    finding->trace = trace;
}

static void decode_finding(GVariant *value, struct arena *arena, struct finding *ret_finding)
{
    const char *check, *file, *function, *object, *anchor, *message, *multiplicity, *mend;
    const char *fingerprint, *reason;
    guint32 line, column, severity, confidence, often, state;
    guint64 count;
    g_autoptr(GVariant) steps = NULL;

    g_variant_get(value, "(^&ay^&ayuu^&ay^&ay^&ayuu^&ayut^&ay^&ay^&ayu^&ay@a" STEP_TYPE ")", &check,
                  &file, &line, &column, &function, &object, &anchor, &severity, &confidence,
                  &message, &often, &count, &multiplicity, &mend, &fingerprint, &state, &reason,
                  &steps);
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
    decode_trace(steps, arena, ret_finding);
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
    g_autoptr(GVariant) findings = NULL, notices = NULL;
    const char *root;

    if (!value)
        return false;
    struct engine_result result = {.arena = arena_new()};
    g_variant_get(value, "(^&ay@a" FINDING_TYPE "@aay)", &root, &findings, &notices);
    result.run.root = keep(result.arena, root);
    decode_findings(findings, result.arena, &result.findings);
    result.n_notices = g_variant_n_children(notices);
    const char **lines = ARENA_ARRAY(result.arena, const char *, result.n_notices);
    for (size_t i = 0; i < result.n_notices; i++) {
        g_autoptr(GVariant) line = g_variant_get_child_value(notices, i);
        lines[i] = keep(result.arena, g_variant_get_bytestring(line));
    }
    result.notices = lines;
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
