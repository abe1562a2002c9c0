/* Text for people, in the form that compilers print, so that editors find the places in it. */
#include "report/format.h"

#include "findings/finding.h"
#include "report/excerpt.h"
#include "report/glyph.h"
#include "report/paint.h"
#include "report/sources.h"

#include <stranded/check.h>

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* A longer trace is cut in its middle; `stranded explain` shows it whole. */
enum { MOST_STEPS = 16, FIRST_STEPS = 8, LAST_STEPS = 7 };

void report_append_place(const struct finding_step *step, enum paint paint, bool colour,
                         GString *out)
{
    if (!step->file)
        return;
    paint_begin(out, paint, colour);
    glyph_append_text(out, step->file);
    if (step->line > 0)
        g_string_append_printf(out, ":%u", step->line);
    if (step->line > 0 && step->column > 0)
        g_string_append_printf(out, ":%u", step->column);
    g_string_append(out, ":");
    paint_end(out, colour);
    g_string_append_c(out, ' ');
}

void report_append_head(const struct finding *finding, bool colour, GString *out)
{
    struct finding_step anchor = {finding->file, finding->line, finding->column, NULL};
    bool is_warning = finding->severity >= SEVERITY_MEDIUM;
    enum paint paint = is_warning ? PAINT_WARNING : PAINT_NOTE;

    report_append_place(&anchor, PAINT_PLACE, colour, out);
    paint_append(out, paint, colour, is_warning ? "warning:" : "note:");
    g_string_append_c(out, ' ');
    paint_begin(out, PAINT_MESSAGE, colour);
    glyph_append_text(out, finding->message);
    paint_end(out, colour);
    g_string_append(out, " [");
    paint_begin(out, paint, colour);
    glyph_append_text(out, finding->check);
    paint_end(out, colour);
    g_string_append(out, "]\n");
}

void report_append_often(const struct finding *finding, GString *out)
{
    const char *words = finding->multiplicity;

    g_string_append(out, "Happens ");
    switch (finding->often) {
    case OFTEN_ONCE:
        glyph_append_text(out, words && *words ? words : "once");
        g_string_append(out, " in the life of the process.");
        break;
    case OFTEN_BOUNDED:
        glyph_append_text(out, words && *words ? words : "a bounded number of times");
        g_string_append_c(out, '.');
        break;
    case OFTEN_PER_EVENT:
        glyph_append_text(out, words && *words ? words : "with every event");
        g_string_append(out, ": again every time.");
        break;
    }
    g_string_append_c(out, '\n');
}

static void append_step(const struct finding *finding, size_t index, bool colour, GString *out)
{
    const struct finding_step *step = &finding->trace[index];

    g_string_append_printf(out, finding->n_trace < 10 ? "  %zu. " : "  %2zu. ", index + 1);
    report_append_place(step, PAINT_QUIET, colour, out);
    glyph_append_text(out, step->message);
    g_string_append_c(out, '\n');
}

static void append_trace(const struct finding *finding, bool colour, GString *out)
{
    bool is_cut = finding->n_trace > MOST_STEPS;
    size_t first = is_cut ? FIRST_STEPS : finding->n_trace;

    for (size_t i = 0; i < first; i++)
        append_step(finding, i, colour, out);
    if (!is_cut)
        return;
    g_string_append_printf(out, "      (%zu more steps)\n",
                           finding->n_trace - FIRST_STEPS - LAST_STEPS);
    for (size_t i = finding->n_trace - LAST_STEPS; i < finding->n_trace; i++)
        append_step(finding, i, colour, out);
}

static void append_label(const char *label, bool colour, GString *out)
{
    g_string_append(out, "  ");
    paint_append(out, PAINT_LABEL, colour, label);
    g_string_append_c(out, ' ');
}

/* Says of what state the finding is, where that tells it from the others of the report. */
static void append_state(const struct report *report, const struct finding *finding,
                         bool some_are_known, GString *out)
{
    bool colour = report->options.colour;

    if (finding->state == STATE_REOPENED) {
        append_label("reopened:", colour, out);
        g_string_append(out, "it was fixed, and is back\n");
    } else if (finding->state == STATE_NEW && some_are_known) {
        append_label("new:", colour, out);
        glyph_append_text(out, report->run->base ? report->run->base : "no run before");
        g_string_append(out, report->run->base ? " does not have it\n" : " has seen it\n");
    }
}

/* The line that the change touched, where that is not the finding's own. */
static void append_also(const struct finding *finding, bool colour, GString *out)
{
    if (!finding->also)
        return;
    append_label("changed:", colour, out);
    report_append_place(finding->also, PAINT_QUIET, colour, out);
    glyph_append_text(out, finding->also->message);
    g_string_append_c(out, '\n');
}

static void append_facts(const struct finding *finding, bool colour, GString *out)
{
    paint_begin(out, PAINT_QUIET, colour);
    g_string_append_printf(out, "  severity %s, confidence %s", severity_name(finding->severity),
                           confidence_name(finding->confidence));
    if (finding->fingerprint) {
        g_string_append(out, "; more: stranded explain ");
        glyph_append_text(out, finding->fingerprint);
    }
    paint_end(out, colour);
    g_string_append_c(out, '\n');
}

static void append_finding(const struct report *report, const struct finding *finding,
                           struct sources *sources, bool some_are_known, GString *out)
{
    bool colour = report->options.colour;

    report_append_head(finding, colour, out);
    excerpt_append(out, sources, finding->file, finding->line, finding->column, &report->options);
    append_trace(finding, colour, out);
    g_string_append(out, "  ");
    report_append_often(finding, out);
    if (finding->mend && *finding->mend) {
        append_label("mend:", colour, out);
        glyph_append_text(out, finding->mend);
        g_string_append_c(out, '\n');
    }
    append_also(finding, colour, out);
    append_state(report, finding, some_are_known, out);
    append_facts(finding, colour, out);
    g_string_append_c(out, '\n');
}

/* Whether the report tells findings that are new from others; in a first run, all are new. */
static bool has_known_findings(const struct report *report)
{
    if (report->hidden.known > 0)
        return false; /* only new ones were asked for: it goes without saying */
    for (size_t i = 0; i < report->n_shown; i++)
        if (report->shown[i]->state == STATE_OPEN)
            return true;
    return false;
}

void report_write_text(const struct report *report, GString *out)
{
    struct sources *sources = sources_new(report->run->root);
    bool some_are_known = has_known_findings(report);

    for (size_t i = 0; i < report->n_shown; i++)
        append_finding(report, report->shown[i], sources, some_are_known, out);
    sources_free(sources);
    report_append_summary(report, out);
}
