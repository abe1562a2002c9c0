/* Reports of what has become of findings over the runs. Pure, like those of report.h. Times are UTC. */
#ifndef STRANDED_REPORT_TREND_H
#define STRANDED_REPORT_TREND_H

#include "findings/finding.h"
#include "findings/trend.h"
#include "report/report.h"

#include <glib.h>
#include <stdbool.h>

/* Appends what has become of one finding: each change of its state, a line each. */
void report_history(const struct finding *finding, const struct finding_past *past,
                    const struct report_options *options, GString *out);

/* Appends the findings after each run, as "text", "json", "svg" or "html" (a page that needs nothing
 * else, with the same plot in it). False where there is no such format; then `out` is untouched. */
bool report_trend(const char *format, const struct trend *trend, GString *out);

#endif
