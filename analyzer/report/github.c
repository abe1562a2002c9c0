/* Annotations for GitHub Actions: workflow commands, which the runner reads from the log. They show on
 * the lines of a pull request that it changed, so a finding whose anchor it did not change stands where
 * the change that brought it about is, and names its anchor. */
#include "report/format.h"

#include "findings/finding.h"

#include <stranded/check.h>

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const char *command_word(enum severity severity)
{
    switch (severity) {
    case SEVERITY_HIGH:
        return "error";
    case SEVERITY_MEDIUM:
        return "warning";
    case SEVERITY_LOW:
        break;
    }
    return "notice";
}

/* A command ends with its line; a property also with a comma, and its name with a colon. */
static void append_escaped(GString *out, const char *text, const char *special)
{
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;

        if (byte < 0x20 || byte == '%' || strchr(special, byte))
            g_string_append_printf(out, "%%%02X", byte);
        else
            g_string_append_c(out, (char)byte);
    }
}

static void append_place(const struct finding *finding, GString *out)
{
    const struct finding_step anchor = {finding->file, finding->line, finding->column, NULL};
    const struct finding_step *place = finding->also ? finding->also : &anchor;

    g_string_append(out, "file=");
    append_escaped(out, place->file, ":,");
    g_string_append_printf(out, ",line=%u", place->line);
    if (place->column > 0)
        g_string_append_printf(out, ",col=%u", place->column);
}

static void append_annotation(const struct finding *finding, GString *out)
{
    g_autoptr(GString) text = g_string_new(NULL);

    g_string_append_printf(out, "::%s ", command_word(finding->severity));
    append_place(finding, out);
    g_string_append_printf(out, ",title=stranded %s::", finding->check);
    if (finding->also)
        g_string_append_printf(text, "%s: in %s:%u, ", finding->also->message, finding->file,
                               finding->line);
    g_string_append_printf(text, "%s\n", finding->message);
    if (finding->multiplicity && *finding->multiplicity)
        g_string_append_printf(text, "happens %s\n", finding->multiplicity);
    for (size_t i = 0; i < finding->n_trace; i++)
        g_string_append_printf(text, "%zu. %s:%u: %s\n", i + 1, finding->trace[i].file,
                               finding->trace[i].line, finding->trace[i].message);
    g_string_append_printf(text, "mend: %s\n%s", finding->mend, finding->fingerprint);
    append_escaped(out, text->str, "");
    g_string_append_c(out, '\n');
}

void report_write_github(const struct report *report, GString *out)
{
    for (size_t i = 0; i < report->n_shown; i++)
        append_annotation(report->shown[i], out);
    report_append_summary(report, out);
}
