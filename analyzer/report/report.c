#include "report/report.h"

#include "findings/finding.h"
#include "findings/run.h"
#include "report/format.h"

#include <stranded/check.h>

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

GQuark report_error_quark(void)
{
    return g_quark_from_static_string("stranded-report-error");
}

/* In alphabetic order of the names. */
static const struct report_format formats[] = {
    {.name = "checkstyle", .has_settled = false, .write = report_write_checkstyle},
    {.name = "github", .has_settled = false, .write = report_write_github},
    {.name = "gitlab", .has_settled = false, .write = report_write_gitlab},
    {.name = "html", .has_settled = false, .write = report_write_html},
    {.name = "json", .has_settled = true, .write = report_write_json},
    {.name = "junit", .has_settled = true, .write = report_write_junit},
    {.name = "sarif", .has_settled = true, .write = report_write_sarif},
    {.name = "text", .has_settled = false, .write = report_write_text},
};

const char *report_format_name(size_t index)
{
    return index < G_N_ELEMENTS(formats) ? formats[index].name : NULL;
}

static const struct report_format *find_format(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

static void set_no_format(GError **error, const char *name)
{
    g_autoptr(GString) names = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", formats[i].name);
    g_set_error(error, REPORT_ERROR, REPORT_ERROR_NO_FORMAT,
                "there is no format '%s'; the formats are %s", name, names->str);
}

struct report_options report_options_complete(const struct report_options *options)
{
    struct report_options complete = {0};

    if (options)
        complete = *options;
    if (complete.width == 0)
        complete.width = REPORT_DEFAULT_WIDTH;
    if (complete.least_confidence == 0)
        complete.least_confidence = CONFIDENCE_MEDIUM;
    return complete;
}

static int compare_numbers(uint32_t one, uint32_t other)
{
    return (one > other) - (one < other);
}

static int compare_findings(gconstpointer first, gconstpointer second)
{
    const struct finding *one = *(const struct finding *const *)first;
    const struct finding *other = *(const struct finding *const *)second;
    int order = g_strcmp0(one->file, other->file);

    if (order == 0)
        order = compare_numbers(one->line, other->line);
    if (order == 0)
        order = compare_numbers(one->column, other->column);
    if (order == 0)
        order = g_strcmp0(one->check, other->check);
    if (order == 0)
        order = g_strcmp0(one->fingerprint, other->fingerprint);
    return order;
}

/* Whether the finding is shown; if not, counts why. */
static bool shows_finding(const struct finding *finding, const struct report_format *format,
                          const struct report_options *options, struct report_hidden *hidden)
{
    bool is_settled = finding->state == STATE_FIXED || finding->state == STATE_SUPPRESSED;
    bool is_new = finding->state == STATE_NEW || finding->state == STATE_REOPENED;
    bool is_unwanted = finding->state == STATE_SUPPRESSED && options->hides_suppressed;

    if (is_settled && (!format->has_settled || options->only_new || is_unwanted)) {
        if (finding->state == STATE_FIXED)
            hidden->fixed++;
        else
            hidden->suppressed++;
        return false;
    }
    if (options->only_new && !is_new) {
        hidden->known++;
        return false;
    }
    if (finding->confidence < options->least_confidence) {
        hidden->unsure++;
        return false;
    }
    return true;
}

bool report_write(const char *format_name, const struct run *run, struct finding_list findings,
                  const struct report_options *options, GString *out, GError **error)
{
    const struct report_format *format = find_format(format_name);

    if (!format) {
        set_no_format(error, format_name);
        return false;
    }

    struct report report = {.run = run, .options = report_options_complete(options)};
    g_autoptr(GPtrArray) shown = g_ptr_array_new();
    for (size_t i = 0; i < findings.count; i++)
        if (shows_finding(&findings.items[i], format, &report.options, &report.hidden))
            g_ptr_array_add(shown, &findings.items[i]);
    g_ptr_array_sort(shown, compare_findings);
    report.shown = (const struct finding *const *)shown->pdata;
    report.n_shown = shown->len;
    format->write(&report, out);
    return true;
}
