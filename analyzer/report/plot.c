#include "report/plot.h"

#include "findings/finding.h"
#include "findings/trend.h"
#include "report/stamp.h"

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/* In pixels: the picture, and what of it the areas take. */
enum { WIDTH = 960, HEIGHT = 400, LEFT = 60, TOP = 20, PLOT_WIDTH = 660, PLOT_HEIGHT = 330 };
enum { LEGEND_X = LEFT + PLOT_WIDTH + 20, LEGEND_LINE = 22, TICKS = 4 };

/* Told apart by people who are colour-blind, too: Okabe and Ito, "Color universal design", 2008. */
static const char *const colours[] = {"#0072b2", "#e69f00", "#009e73", "#d55e00",
                                      "#cc79a7", "#56b4e9", "#f0e442", "#000000"};

static const char *colour_of(size_t check)
{
    return colours[check % G_N_ELEMENTS(colours)];
}

/* Open findings of the checks before `end`, after the run. */
static uint64_t stacked(const struct trend *trend, size_t run, size_t end)
{
    uint64_t sum = 0;

    for (size_t check = 0; check < end; check++)
        sum += trend_open(trend, run, check);
    return sum;
}

/* The height of the picture in findings: a multiple of the ticks. */
static uint64_t find_top(const struct trend *trend)
{
    uint64_t top = 1;

    for (size_t run = 0; run < trend->n_runs; run++)
        top = MAX(top, stacked(trend, run, trend->n_checks));
    return (top + TICKS - 1) / TICKS * TICKS;
}

static uint64_t x_of(const struct trend *trend, size_t run)
{
    return LEFT + (trend->n_runs > 1 ? run * PLOT_WIDTH / (trend->n_runs - 1) : 0);
}

static uint64_t y_of(uint64_t count, uint64_t top)
{
    return TOP + PLOT_HEIGHT - count * PLOT_HEIGHT / top;
}

static void append_point(GString *out, uint64_t x, uint64_t y)
{
    g_string_append_printf(out, "%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT " ", x, y);
}

/* Along its upper edge, and back along that of the one below. A single run is as wide as the plot. */
static void append_area(GString *out, const struct trend *trend, size_t check, uint64_t top)
{
    size_t last = trend->n_runs - 1;
    uint64_t right = trend->n_runs > 1 ? x_of(trend, last) : LEFT + PLOT_WIDTH;

    g_string_append(out, "<polygon points=\"");
    for (size_t run = 0; run <= last; run++)
        append_point(out, x_of(trend, run), y_of(stacked(trend, run, check + 1), top));
    append_point(out, right, y_of(stacked(trend, last, check + 1), top));
    append_point(out, right, y_of(stacked(trend, last, check), top));
    for (size_t run = trend->n_runs; run-- > 0;)
        append_point(out, x_of(trend, run), y_of(stacked(trend, run, check), top));
    g_string_append_printf(out, "\" fill=\"%s\" fill-opacity=\"0.8\"><title>%s</title></polygon>\n",
                           colour_of(check), trend->checks[check]);
}

static void append_axes(GString *out, const struct trend *trend, uint64_t top)
{
    const struct past_run *first = &trend->runs[0], *last = &trend->runs[trend->n_runs - 1];

    for (uint64_t tick = 0; tick <= TICKS; tick++) {
        uint64_t count = top / TICKS * tick, y = y_of(count, top);

        g_string_append_printf(out,
                               "<line x1=\"%d\" y1=\"%" G_GUINT64_FORMAT
                               "\" x2=\"%d\" y2=\"%" G_GUINT64_FORMAT
                               "\" stroke=\"#ccc\"/><text x=\"%d\" y=\"%" G_GUINT64_FORMAT
                               "\" text-anchor=\"end\">%" G_GUINT64_FORMAT "</text>\n",
                               LEFT, y, LEFT + PLOT_WIDTH, y, LEFT - 8, y + 4, count);
    }
    g_string_append_printf(out, "<text x=\"%d\" y=\"%d\">", LEFT, HEIGHT - 20);
    stamp_append_time(out, first->started);
    g_string_append_printf(out, "</text>\n<text x=\"%d\" y=\"%d\" text-anchor=\"end\">",
                           LEFT + PLOT_WIDTH, HEIGHT - 20);
    stamp_append_time(out, last->started);
    g_string_append(out, "</text>\n");
}

static void append_legend(GString *out, const struct trend *trend)
{
    for (size_t check = 0; check < trend->n_checks; check++) {
        /* In the order of the areas, from above. */
        int y = TOP + (int)(trend->n_checks - 1 - check) * LEGEND_LINE;

        g_string_append_printf(out,
                               "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>"
                               "<text x=\"%d\" y=\"%d\">%s: %" G_GUINT64_FORMAT "</text>\n",
                               LEGEND_X, y, colour_of(check), LEGEND_X + 18, y + 11,
                               trend->checks[check], trend_open(trend, trend->n_runs - 1, check));
    }
}

void plot_append_svg(const struct trend *trend, GString *out)
{
    uint64_t top = find_top(trend);

    g_string_append_printf(out,
                           "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                           " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n"
                           "<title>Open findings over runs</title>\n"
                           "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
                           WIDTH, HEIGHT, WIDTH, HEIGHT);
    append_axes(out, trend, top);
    for (size_t check = 0; check < trend->n_checks; check++)
        append_area(out, trend, check, top);
    append_legend(out, trend);
    g_string_append(out, "</svg>\n");
}

/* ---- the page ---- */

static void append_row(GString *out, const struct trend *trend, size_t run)
{
    const struct past_run *past = &trend->runs[run];

    g_string_append_printf(out, "<tr><td>%" G_GINT64_FORMAT "</td><td>", past->id);
    stamp_append_time(out, past->started);
    g_string_append_printf(out, "</td><td><code>%.12s</code></td>", past->revision);
    for (size_t check = 0; check < trend->n_checks; check++)
        g_string_append_printf(out, "<td>%" G_GUINT64_FORMAT "</td>",
                               trend_open(trend, run, check));
    g_string_append_printf(out, "<td>%" G_GUINT64_FORMAT "</td></tr>\n",
                           stacked(trend, run, trend->n_checks));
}

void plot_append_html(const struct trend *trend, GString *out)
{
    g_string_append(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                         "<title>Open findings over runs</title>\n<style>body{font-family:"
                         "sans-serif;margin:2em}td,th{padding:.2em .8em;text-align:right}"
                         "tr:nth-child(even){background:#f4f4f4}</style></head><body>\n"
                         "<h1>Open findings over runs</h1>\n");
    plot_append_svg(trend, out);
    g_string_append(out, "<table>\n<tr><th>run</th><th>when (UTC)</th><th>revision</th>");
    for (size_t check = 0; check < trend->n_checks; check++)
        g_string_append_printf(out, "<th>%s</th>", trend->checks[check]);
    g_string_append(out, "<th>all</th></tr>\n");
    for (size_t run = trend->n_runs; run-- > 0;)
        append_row(out, trend, run);
    g_string_append(out, "</table>\n</body></html>\n");
}
