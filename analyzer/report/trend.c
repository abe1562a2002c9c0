/* What `stranded stats` prints, but for the plot. */
#include "report/trend.h"

#include "findings/finding.h"
#include "findings/trend.h"
#include "report/plot.h"
#include "report/stamp.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Runs that the text shows a line of, and those that a spark line has a character for. */
enum { SHOWN_RUNS = 10, SPARK_RUNS = 40, COMMIT_COLUMNS = 12, NAME_COLUMNS = 18 };

enum { TREND_SCHEMA = 1 };

static uint64_t open_of_run(const struct trend *trend, size_t run)
{
    uint64_t sum = 0;

    for (size_t check = 0; check < trend->n_checks; check++)
        sum += trend_open(trend, run, check);
    return sum;
}

static uint64_t state_of_run(const struct trend *trend, size_t run, enum finding_state state)
{
    uint64_t sum = 0;

    for (size_t check = 0; check < trend->n_checks; check++)
        sum += trend_count(trend, run, check, state);
    return sum;
}

/* ---- text ---- */

static void append_spark(GString *out, const struct trend *trend, size_t check)
{
    static const char *const levels[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    size_t first = trend->n_runs > SPARK_RUNS ? trend->n_runs - SPARK_RUNS : 0;
    uint64_t most = 1;

    for (size_t run = first; run < trend->n_runs; run++)
        most = MAX(most, trend_open(trend, run, check));
    for (size_t run = first; run < trend->n_runs; run++) {
        uint64_t open = trend_open(trend, run, check);
        g_string_append(out, levels[open * (G_N_ELEMENTS(levels) - 1) / most]);
    }
}

static void append_check(GString *out, const struct trend *trend, size_t check)
{
    size_t last = trend->n_runs - 1;

    g_string_append_printf(out, "%-*s %5" G_GUINT64_FORMAT "  ", NAME_COLUMNS, trend->checks[check],
                           trend_open(trend, last, check));
    append_spark(out, trend, check);
    g_string_append_c(out, '\n');
}

static void append_run(GString *out, const struct trend *trend, size_t run)
{
    const struct past_run *past = &trend->runs[run];

    g_string_append_printf(out, "%5" G_GINT64_FORMAT "  ", past->id);
    stamp_append_time(out, past->started);
    g_string_append_printf(
        out,
        "  %-*.*s  %5" G_GUINT64_FORMAT " %5" G_GUINT64_FORMAT " %5" G_GUINT64_FORMAT
        " %5" G_GUINT64_FORMAT " %10" G_GUINT64_FORMAT "\n",
        COMMIT_COLUMNS, COMMIT_COLUMNS, past->revision, open_of_run(trend, run),
        state_of_run(trend, run, STATE_NEW), state_of_run(trend, run, STATE_REOPENED),
        state_of_run(trend, run, STATE_FIXED), state_of_run(trend, run, STATE_SUPPRESSED));
}

static void append_text(const struct trend *trend, GString *out)
{
    size_t first = trend->n_runs > SHOWN_RUNS ? trend->n_runs - SHOWN_RUNS : 0;

    g_string_append_printf(out, "%-*s %5s\n", NAME_COLUMNS, "check", "open");
    for (size_t check = 0; check < trend->n_checks; check++)
        append_check(out, trend, check);
    g_string_append_printf(out, "\n%5s  %-16s  %-*s  %5s %5s %5s %5s %10s\n", "run", "when (UTC)",
                           COMMIT_COLUMNS, "revision", "open", "new", "back", "fixed",
                           "suppressed");
    for (size_t run = first; run < trend->n_runs; run++)
        append_run(out, trend, run);
    if (first > 0)
        g_string_append_printf(out, "(%zu earlier runs: --format json has them all)\n", first);
}

/* ---- JSON ---- */

static json_t *json_of_counts(const struct trend *trend, size_t run, size_t check)
{
    json_t *object = json_object();

    for (enum finding_state state = STATE_NEW; state <= STATE_SUPPRESSED; state++)
        json_object_set_new(object, finding_state_name(state),
                            json_integer((json_int_t)trend_count(trend, run, check, state)));
    return object;
}

static json_t *json_of_run(const struct trend *trend, size_t run)
{
    const struct past_run *past = &trend->runs[run];
    json_t *object = json_object(), *checks = json_object();

    for (size_t check = 0; check < trend->n_checks; check++)
        json_object_set_new(checks, trend->checks[check], json_of_counts(trend, run, check));
    json_object_set_new(object, "id", json_integer(past->id));
    json_object_set_new(object, "started", json_integer(past->started));
    json_object_set_new(object, "revision", json_string(past->revision));
    json_object_set_new(object, "units", json_integer((json_int_t)past->units));
    json_object_set_new(object, "open", json_integer((json_int_t)open_of_run(trend, run)));
    json_object_set_new(object, "checks", checks);
    return object;
}

static int append_bytes(const char *bytes, size_t size, void *out)
{
    g_string_append_len(out, bytes, (gssize)size);
    return 0;
}

static void append_json(const struct trend *trend, GString *out)
{
    json_t *document = json_object(), *runs = json_array();

    for (size_t run = 0; run < trend->n_runs; run++)
        json_array_append_new(runs, json_of_run(trend, run));
    json_object_set_new(document, "schema", json_integer(TREND_SCHEMA));
    json_object_set_new(document, "runs", runs);
    json_dump_callback(document, append_bytes, out, JSON_INDENT(2));
    json_decref(document);
    g_string_append_c(out, '\n');
}

/* ---- which ---- */

bool report_trend(const char *format, const struct trend *trend, GString *out)
{
    static const struct {
        const char *name;
        void (*append)(const struct trend *trend, GString *out);
    } formats[] = {
        {"text", append_text},
        {"json", append_json},
        {"svg", plot_append_svg},
        {"html", plot_append_html},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (strcmp(formats[i].name, format) != 0)
            continue;
        formats[i].append(trend, out);
        return true;
    }
    return false;
}
