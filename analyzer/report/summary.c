/* The end of a text report: what was found, what was not understood, what is not shown. */
#include "report/format.h"

#include "findings/finding.h"
#include "findings/run.h"
#include "report/glyph.h"
#include "report/paint.h"

#include <stranded/check.h>

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Parts of a sentence, joined by commas. */
struct parts {
    GString *out;
    const char *before; /* what comes before the next part */
};

static void append_part(struct parts *parts, uint64_t count, const char *singular,
                        const char *plural)
{
    if (count == 0)
        return;
    g_string_append_printf(parts->out, "%s%" G_GUINT64_FORMAT " %s", parts->before, count,
                           count == 1 ? singular : plural);
    parts->before = ", ";
}

static int compare_failures(gconstpointer first, gconstpointer second)
{
    const struct run_unit_failure *one = first;
    const struct run_unit_failure *other = second;
    int order = g_strcmp0(one->file, other->file);

    return order != 0 ? order : g_strcmp0(one->reason, other->reason);
}

/* By file, since they are found in the order in which workers finish. */
static void append_failures(const struct run *run, bool colour, GString *out)
{
    g_autoptr(GArray) failures = g_array_new(FALSE, FALSE, sizeof(struct run_unit_failure));

    if (run->n_failures > 0)
        g_array_append_vals(failures, run->failures, (guint)run->n_failures);
    g_array_sort(failures, compare_failures);
    for (guint i = 0; i < failures->len; i++) {
        const struct run_unit_failure *failure =
            &g_array_index(failures, struct run_unit_failure, i);
        struct finding_step unit = {.file = failure->file};
        report_append_place(&unit, PAINT_PLACE, colour, out);
        g_string_append(out, "not fully analysed: ");
        glyph_append_text(out, failure->reason);
        g_string_append_c(out, '\n');
    }
}

static void append_found(const struct report *report, GString *out)
{
    uint64_t counts[SEVERITY_HIGH + 1] = {0};
    const char *kind = report->options.only_new ? "new " : "";

    for (size_t i = 0; i < report->n_shown; i++)
        counts[report->shown[i]->severity]++;
    if (report->n_shown == 0)
        g_string_append_printf(out, "no %sfindings", kind);
    else
        g_string_append_printf(out, "%zu %sfinding%s", report->n_shown, kind,
                               report->n_shown == 1 ? "" : "s");

    struct parts parts = {out, " ("};
    for (enum severity severity = SEVERITY_HIGH; severity >= SEVERITY_LOW; severity--)
        append_part(&parts, counts[severity], severity_name(severity), severity_name(severity));
    if (report->n_shown > 0)
        g_string_append_c(out, ')');

    g_string_append_printf(out, " in %" G_GUINT64_FORMAT " unit%s", report->run->units,
                           report->run->units == 1 ? "" : "s");
}

/* Gaps: where findings may be missing. */
static void append_gaps(const struct run *run, GString *out)
{
    struct parts parts = {out, "; not understood: "};

    append_part(&parts, run->units_failed, "whole unit", "whole units");
    append_part(&parts, run->units_with_errors, "unit with errors", "units with errors");
    append_part(&parts, run->functions_given_up, "function", "functions");
    append_part(&parts, run->unknown_constructs, "construct", "constructs");
    append_part(&parts, run->calls_unresolved, "indirect call", "indirect calls");
}

static void append_hidden(const struct report *report, GString *out)
{
    const struct report_hidden *hidden = &report->hidden;
    struct parts parts = {out, "; not shown: "};

    append_part(&parts, hidden->unsure, "of less confidence", "of less confidence");
    append_part(&parts, hidden->known, "known before", "known before");
    append_part(&parts, hidden->suppressed, "suppressed", "suppressed");
    append_part(&parts, report->run->entries_not_c, "entry that is not C",
                "entries that are not C");
    if (hidden->fixed > 0)
        g_string_append_printf(out, "; fixed: %zu", hidden->fixed);
}

void report_append_summary(const struct report *report, GString *out)
{
    append_failures(report->run, report->options.colour, out);
    append_found(report, out);
    append_gaps(report->run, out);
    append_hidden(report, out);
    g_string_append_c(out, '\n');
}
