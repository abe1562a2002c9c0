/* Private: the plot of open findings over runs. */
#ifndef STRANDED_REPORT_PLOT_H
#define STRANDED_REPORT_PLOT_H

#include "findings/trend.h"

#include <glib.h>

/* Appends a picture (SVG 1.1) with an area for each check, stacked. */
void plot_append_svg(const struct trend *trend, GString *out);

/* Appends a page of HTML with the picture and the numbers of each run. It loads nothing. */
void plot_append_html(const struct trend *trend, GString *out);

#endif
