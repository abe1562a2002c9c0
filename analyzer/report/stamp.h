/* Private: a run in words. */
#ifndef STRANDED_REPORT_STAMP_H
#define STRANDED_REPORT_STAMP_H

#include "findings/trend.h"

#include <glib.h>

/* Appends `2026-11-28 12:30`, UTC; "-" for a time that no calendar has. */
void stamp_append_time(GString *out, int64_t seconds);

/* Appends `run 7  2026-11-28 12:30  abcdef012345`. */
void stamp_append_run(GString *out, const struct past_run *run);

#endif
