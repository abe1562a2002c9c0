/* JUnit's XML: a finding is a test that failed, so that any CI server shows it and its history. A test
 * is named by the finding's fingerprint, which edits around it do not change. A run without findings is
 * one test that passed, since many servers take an empty report for a broken one. */
#include "report/format.h"

#include "findings/finding.h"
#include "findings/run.h"
#include "report/glyph.h"
#include "report/xml.h"

#include <stranded/check.h>

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static bool is_skipped(const struct finding *finding)
{
    return finding->state == STATE_SUPPRESSED;
}

static bool is_failed(const struct finding *finding)
{
    return !is_skipped(finding) && finding->state != STATE_FIXED;
}

/* What a person reads of the failure: as on a terminal, without the source lines. */
static void append_story(const struct finding *finding, GString *out)
{
    g_autoptr(GString) story = g_string_new("\n");

    report_append_head(finding, false, story);
    for (size_t i = 0; i < finding->n_trace; i++) {
        g_string_append_printf(story, "%3zu. ", i + 1);
        report_append_place(&finding->trace[i], PAINT_QUIET, false, story);
        glyph_append_text(story, finding->trace[i].message);
        g_string_append_c(story, '\n');
    }
    g_string_append_printf(story,
                           "severity %s, confidence %s; mend: ", severity_name(finding->severity),
                           confidence_name(finding->confidence));
    glyph_append_text(story, finding->mend);
    g_string_append_c(story, '\n');
    /* Every glyph is safe by now but for XML's own characters; newlines are ours. */
    g_autofree char *escaped = g_markup_escape_text(story->str, (gssize)story->len);
    g_string_append(out, escaped);
}

static void append_case(const struct finding *finding, GString *out)
{
    g_autofree char *name =
        g_strdup_printf("%s: %s [%s]", finding->function, finding->message, finding->fingerprint);

    g_string_append(out, "    <testcase");
    xml_append_attribute(out, "classname", finding->check);
    xml_append_attribute(out, "name", name);
    if (is_skipped(finding)) {
        g_string_append(out, "><skipped");
        xml_append_attribute(out, "message", finding->reason);
        g_string_append(out, "/></testcase>\n");
    } else if (is_failed(finding)) {
        g_string_append(out, ">\n      <failure");
        xml_append_attribute(out, "type", severity_name(finding->severity));
        xml_append_attribute(out, "message", finding->message);
        g_string_append_c(out, '>');
        append_story(finding, out);
        g_string_append(out, "</failure>\n    </testcase>\n");
    } else {
        g_string_append(out, "/>\n");
    }
}

void report_write_junit(const struct report *report, GString *out)
{
    size_t n_failed = 0, n_skipped = 0;

    for (size_t i = 0; i < report->n_shown; i++) {
        n_failed += is_failed(report->shown[i]);
        n_skipped += is_skipped(report->shown[i]);
    }
    g_string_append_printf(out,
                           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
                           "  <testsuite name=\"stranded\" tests=\"%zu\" failures=\"%zu\""
                           " errors=\"0\" skipped=\"%zu\" time=\"%.3f\">\n",
                           MAX(report->n_shown, 1), n_failed, n_skipped, report->run->seconds);
    for (size_t i = 0; i < report->n_shown; i++)
        append_case(report->shown[i], out);
    if (report->n_shown == 0)
        g_string_append_printf(
            out,
            "    <testcase classname=\"stranded\" name=\"no findings in %" G_GUINT64_FORMAT
            " units\"/>\n",
            report->run->units);
    g_string_append(out, "  </testsuite>\n</testsuites>\n");
}
