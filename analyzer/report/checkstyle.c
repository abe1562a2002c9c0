/* Checkstyle's XML, which most CI servers and review bots read. */
#include "report/format.h"

#include "findings/finding.h"
#include "report/xml.h"

#include <stranded/check.h>

#include <glib.h>
#include <stddef.h>

static const char *severity_word(enum severity severity)
{
    switch (severity) {
    case SEVERITY_HIGH:
        return "error";
    case SEVERITY_MEDIUM:
        return "warning";
    case SEVERITY_LOW:
        break;
    }
    return "info";
}

static void append_error(const struct finding *finding, GString *out)
{
    g_autofree char *source = g_strdup_printf("stranded.%s", finding->check);

    g_string_append_printf(out, "    <error line=\"%u\" column=\"%u\"", finding->line,
                           finding->column);
    xml_append_attribute(out, "severity", severity_word(finding->severity));
    xml_append_attribute(out, "message", finding->message);
    xml_append_attribute(out, "source", source);
    g_string_append(out, "/>\n");
}

void report_write_checkstyle(const struct report *report, GString *out)
{
    const char *file = NULL;

    g_string_append(out,
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
    for (size_t i = 0; i < report->n_shown; i++) {
        const struct finding *finding = report->shown[i];

        if (g_strcmp0(file, finding->file) != 0) {
            g_string_append(out, file ? "  </file>\n  <file" : "  <file");
            xml_append_attribute(out, "name", finding->file);
            g_string_append(out, ">\n");
        }
        file = finding->file;
        append_error(finding, out);
    }
    g_string_append(out, file ? "  </file>\n</checkstyle>\n" : "</checkstyle>\n");
}
