/* One page for people, which needs nothing beside it: no script, no style sheet, no picture. It is well-formed
 * XML, too. Findings are folded; each unfolds to its lines of source and its trace. */
#include "report/format.h"

#include "findings/finding.h"
#include "findings/run.h"
#include "report/sources.h"
#include "report/xml.h"

#include <stranded/check.h>

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Lines of source above and below the one that is meant. */
enum { CONTEXT_LINES = 3 };

static const char style[] =
    "body{font:15px/1.5 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em;"
    "color:#222;background:#fff}"
    "h1{font-size:1.4em}h2{font-size:1.05em;margin:1.6em 0 .4em;font-family:monospace}"
    "details{border:1px solid #ddd;border-left:4px solid #888;border-radius:3px;margin:.4em 0}"
    "details.high{border-left-color:#c0392b}details.medium{border-left-color:#d68910}"
    "details.low{border-left-color:#5d8aa8}"
    "summary{padding:.4em .7em;cursor:pointer}details>div{padding:0 1em .6em}"
    "pre{background:#f6f6f6;padding:.5em;overflow-x:auto;margin:.3em 0}"
    "pre b{background:#fdebd0;font-weight:normal;display:inline-block;min-width:100%}"
    "code,.place{font-family:monospace}.place,.quiet{color:#666}.state{font-weight:bold}"
    "ol{padding-left:1.6em;margin:.3em 0}"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#1c1c1c}"
    "details{border-color:#444}pre{background:#282828}pre b{background:#4a3b20}"
    ".place,.quiet{color:#999}}";

/* ---- pieces ---- */

static void append_element(GString *out, const char *tag, const char *class_name, const char *text)
{
    g_string_append_printf(out, "<%s", tag);
    if (class_name)
        xml_append_attribute(out, "class", class_name);
    g_string_append_c(out, '>');
    xml_append_text(out, text);
    g_string_append_printf(out, "</%s>", tag);
}

static void append_place(GString *out, const struct finding_step *step)
{
    g_autofree char *place =
        step->line > 0 ? g_strdup_printf("%s:%u", step->file, step->line) : g_strdup(step->file);

    append_element(out, "span", "place", place);
}

static void append_step(GString *out, const struct finding_step *step)
{
    append_place(out, step);
    g_string_append(out, " ");
    xml_append_text(out, step->message);
}

static void append_paragraph(GString *out, const char *label, const char *text)
{
    if (!text || !*text)
        return;
    g_string_append(out, "<p>");
    append_element(out, "b", NULL, label);
    g_string_append_c(out, ' ');
    xml_append_text(out, text);
    g_string_append(out, "</p>\n");
}

/* Tabs would be escaped like any control character. */
static void append_source_line(GString *out, uint32_t number, const char *text, size_t length,
                               bool is_meant)
{
    g_autofree char *copy = g_strndup(text, length);
    g_auto(GStrv) parts = g_strsplit(copy, "\t", -1);

    g_string_append(out, is_meant ? "<b>" : "");
    g_string_append_printf(out, "%5u  ", number);
    for (char **part = parts; *part; part++) {
        g_string_append(out, part == parts ? "" : "    ");
        xml_append_text(out, *part);
    }
    g_string_append(out, is_meant ? "</b>\n" : "\n");
}

static void append_excerpt(GString *out, struct sources *sources, const struct finding *finding)
{
    uint32_t first = finding->line > CONTEXT_LINES ? finding->line - CONTEXT_LINES : 1;
    const char *text;
    size_t length;

    if (!sources_find_line(sources, finding->file, finding->line, &text, &length))
        return;
    g_string_append(out, "<pre>");
    for (uint32_t line = first; line <= finding->line + CONTEXT_LINES; line++) {
        if (sources_find_line(sources, finding->file, line, &text, &length))
            append_source_line(out, line, text, length, line == finding->line);
    }
    g_string_append(out, "</pre>\n");
}

/* ---- a finding ---- */

static void append_trace(GString *out, const struct finding *finding)
{
    if (finding->n_trace == 0)
        return;
    g_string_append(out, "<ol>\n");
    for (size_t i = 0; i < finding->n_trace; i++) {
        g_string_append(out, "<li>");
        append_step(out, &finding->trace[i]);
        g_string_append(out, "</li>\n");
    }
    g_string_append(out, "</ol>\n");
}

static void append_facts(GString *out, const struct finding *finding)
{
    g_autoptr(GString) facts = g_string_new(NULL);

    g_string_append_printf(facts, "severity %s, confidence %s, in %s(), %s",
                           severity_name(finding->severity), confidence_name(finding->confidence),
                           finding->function, finding->fingerprint);
    append_element(out, "p", "quiet", facts->str);
    g_string_append_c(out, '\n');
}

static void append_head(GString *out, const struct finding *finding)
{
    const struct finding_step anchor = {finding->file, finding->line, 0, NULL};
    const char *state = finding_state_name(finding->state);

    g_string_append(out, "<summary>");
    append_place(out, &anchor);
    g_string_append_c(out, ' ');
    xml_append_text(out, finding->message);
    g_string_append_c(out, ' ');
    append_element(out, "code", NULL, finding->check);
    if (finding->state != STATE_OPEN) {
        g_string_append_c(out, ' ');
        append_element(out, "span", "state", state);
    }
    g_string_append(out, "</summary>\n");
}

static void append_finding(GString *out, struct sources *sources, const struct finding *finding)
{
    g_string_append(out, "<details");
    xml_append_attribute(out, "class", severity_name(finding->severity));
    xml_append_attribute(out, "id", finding->fingerprint);
    g_string_append(out, ">");
    append_head(out, finding);
    g_string_append(out, "<div>\n");
    append_excerpt(out, sources, finding);
    append_trace(out, finding);
    append_paragraph(out, "Happens", finding->multiplicity);
    append_paragraph(out, "Mend:", finding->mend);
    if (finding->also) {
        g_string_append(out, "<p><b>Changed:</b> ");
        append_step(out, finding->also);
        g_string_append(out, "</p>\n");
    }
    append_facts(out, finding);
    g_string_append(out, "</div></details>\n");
}

/* ---- the page ---- */

static void append_top(const struct report *report, GString *out)
{
    g_autoptr(GString) summary = g_string_new(NULL);
    const char *slash = report->run->root ? strrchr(report->run->root, '/') : NULL;
    const char *name = slash ? slash + 1 : "";

    report_append_summary(report, summary);
    g_string_append(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>"
                         "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>");
    xml_append_text(out, name);
    g_string_append_printf(out, ": stranded</title>\n<style>%s</style></head>\n<body>\n<h1>",
                           style);
    xml_append_text(out, name);
    g_string_append(out, "</h1>\n<p>");
    /* Every glyph in it is safe but for XML's own characters. */
    g_autofree char *escaped = g_markup_escape_text(summary->str, (gssize)summary->len);
    g_strchomp(escaped);
    g_auto(GStrv) lines = g_strsplit(escaped, "\n", -1);
    g_autofree char *broken = g_strjoinv("<br/>\n", lines);
    g_string_append(out, broken);
    g_string_append(out, "</p>\n");
    if (report->run->revision && *report->run->revision)
        append_element(out, "p", "quiet", report->run->revision);
    g_string_append_c(out, '\n');
}

void report_write_html(const struct report *report, GString *out)
{
    struct sources *sources = sources_new(report->run->root);
    const char *file = NULL;

    append_top(report, out);
    for (size_t i = 0; i < report->n_shown; i++) {
        const struct finding *finding = report->shown[i];

        if (g_strcmp0(file, finding->file) != 0) {
            append_element(out, "h2", NULL, finding->file);
            g_string_append_c(out, '\n');
        }
        file = finding->file;
        append_finding(out, sources, finding);
    }
    g_string_append(out, "</body></html>\n");
    sources_free(sources);
}
