/* What `stranded explain` prints: a check, or one finding with its whole trace. */
#include "report/format.h"

#include "findings/finding.h"
#include "findings/run.h"
#include "report/excerpt.h"
#include "report/glyph.h"
#include "report/paint.h"
#include "report/report.h"
#include "report/sources.h"

#include <stranded/check.h>

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static const char code_indent[] = "    ";

/* One paragraph, which ends at `end`; its words flow into lines of `width` columns. */
static void append_paragraph(GString *out, const char *text, const char *end, uint32_t width)
{
    size_t column = 0;

    while (text < end) {
        size_t blanks = strspn(text, " \t\n");
        size_t length = strcspn(text + blanks, " \t\n");
        const char *word = text + blanks;
        if (word + length > end || length == 0)
            break;
        g_autofree char *copy = g_strndup(word, length);
        size_t columns = glyph_columns(word, length);
        if (column > 0 && column + 1 + columns > width) {
            g_string_append_c(out, '\n');
            column = 0;
        }
        if (column > 0) {
            g_string_append_c(out, ' ');
            column++;
        }
        glyph_append_text(out, copy);
        column += columns;
        text = word + length;
    }
    g_string_append_c(out, '\n');
}

/* Paragraphs are parted by empty lines. */
static void append_prose(GString *out, const char *text, uint32_t width)
{
    bool is_first = true;

    for (text += strspn(text, "\n"); *text; text += strspn(text, "\n")) {
        const char *next = strstr(text, "\n\n");
        const char *end = next ? next : text + strlen(text);
        if (!is_first)
            g_string_append_c(out, '\n');
        append_paragraph(out, text, end, width);
        is_first = false;
        text = end;
    }
}

static void append_code(GString *out, const char *code)
{
    g_autoptr(GString) spaced = g_string_new(code);
    g_string_replace(spaced, "\t", code_indent, 0);
    g_auto(GStrv) lines = g_strsplit(spaced->str, "\n", -1);
    guint count = g_strv_length(lines);

    while (count > 0 && !*lines[count - 1])
        count--;
    for (guint i = 0; i < count; i++) {
        if (*lines[i])
            g_string_append(out, code_indent);
        glyph_append_text(out, lines[i]);
        g_string_append_c(out, '\n');
    }
}

static void append_example(GString *out, const char *label, const char *code, bool colour)
{
    if (!code || !*code)
        return;
    g_string_append_c(out, '\n');
    paint_append(out, PAINT_LABEL, colour, label);
    g_string_append(out, "\n\n");
    append_code(out, code);
}

void report_explain_check(const struct check *check, const struct report_options *options,
                          GString *out)
{
    struct report_options complete = report_options_complete(options);

    paint_append(out, PAINT_WARNING, complete.colour, check->name);
    g_string_append(out, ": ");
    paint_append(out, PAINT_MESSAGE, complete.colour, check->title);
    g_string_append_c(out, '\n');
    if (check->help && *check->help) {
        g_string_append_c(out, '\n');
        append_prose(out, check->help, complete.width);
    }
    append_example(out, "This is found:", check->bad, complete.colour);
    append_example(out, "This is not:", check->good, complete.colour);
}

static bool is_same_place(const struct finding_step *one, const struct finding_step *other)
{
    return g_strcmp0(one->file, other->file) == 0 && one->line == other->line &&
           one->column == other->column;
}

/* Each step with its source line, unless the step before has shown it. */
static void append_steps(const struct finding *finding, struct sources *sources,
                         const struct report_options *options, GString *out)
{
    if (finding->n_trace == 0)
        return;
    g_string_append_c(out, '\n');
    paint_append(out, PAINT_LABEL, options->colour, "How it happens:");
    g_string_append_c(out, '\n');
    for (size_t i = 0; i < finding->n_trace; i++) {
        const struct finding_step *step = &finding->trace[i];
        g_string_append_printf(out, "%zu. ", i + 1);
        report_append_place(step, PAINT_QUIET, options->colour, out);
        glyph_append_text(out, step->message);
        g_string_append_c(out, '\n');
        if (i == 0 || !is_same_place(step, &finding->trace[i - 1]))
            excerpt_append(out, sources, step->file, step->line, step->column, options);
    }
}

static void append_field(GString *out, const char *label, const char *text, bool colour)
{
    if (!text || !*text)
        return;
    paint_append(out, PAINT_LABEL, colour, label);
    g_string_append(out, ": ");
    glyph_append_text(out, text);
    g_string_append_c(out, '\n');
}

static void append_fields(const struct finding *finding, bool colour, GString *out)
{
    append_field(out, "function", finding->function, colour);
    append_field(out, "object", finding->object, colour);
    append_field(out, "severity", severity_name(finding->severity), colour);
    append_field(out, "confidence", confidence_name(finding->confidence), colour);
    append_field(out, "state", finding_state_name(finding->state), colour);
    append_field(out, "reason", finding->reason, colour);
    append_field(out, "fingerprint", finding->fingerprint, colour);
}

void report_explain_finding(const struct run *run, const struct finding *finding,
                            const struct report_options *options, GString *out)
{
    struct report_options complete = report_options_complete(options);
    struct sources *sources = sources_new(run->root);

    report_append_head(finding, complete.colour, out);
    excerpt_append(out, sources, finding->file, finding->line, finding->column, &complete);
    append_steps(finding, sources, &complete, out);
    sources_free(sources);

    g_string_append_c(out, '\n');
    report_append_often(finding, out);
    append_field(out, "mend", finding->mend, complete.colour);
    g_string_append_c(out, '\n');
    append_fields(finding, complete.colour, out);
    g_string_append(out, "\nMore on the check: stranded explain ");
    glyph_append_text(out, finding->check);
    g_string_append(out, "\nTo silence this finding: stranded suppress ");
    glyph_append_text(out, finding->fingerprint);
    g_string_append(out, " --reason TEXT\n");
}
