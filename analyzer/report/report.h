/* Reports: a run's findings in one of several output formats, and what `stranded explain` prints.
 *
 * Reports are pure: they append to a string and print nothing; the caller writes it where it
 * belongs. The same input gives the same bytes, but for source lines, which text formats read from
 * the files below the run's root and leave out where those are missing or have changed. */
#ifndef STRANDED_REPORT_REPORT_H
#define STRANDED_REPORT_REPORT_H

#include "findings/finding.h"
#include "findings/run.h"

#include <stranded/check.h>

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Why no report can be written. */
enum report_error {
    REPORT_ERROR_NO_FORMAT, /* no format has that name: the user's input, exit code 2 */
};

#define REPORT_ERROR report_error_quark()
GQuark report_error_quark(void);

/* What to show, and how. All zero is a good default. */
struct report_options {
    bool colour;    /* with ANSI colours (ECMA-48 SGR); formats for machines ignore it */
    uint32_t width; /* columns that source lines and prose may take; 0 = not known: 100 */
    enum confidence least_confidence; /* findings below it are left out; 0 = CONFIDENCE_MEDIUM */
    bool only_new;                    /* only those in STATE_NEW and STATE_REOPENED */
    bool hides_suppressed;            /* for readers that take no notice of their state */
    const struct check *const
        *checks; /* NULL-terminated, for formats that tell what a check is about;
                                        * NULL = only the names that findings carry are known */
};

/* The name of the format with that index, from 0, in alphabetic order; NULL when there are no more. */
const char *report_format_name(size_t index);

/* Appends the report of a run to `out`. The findings may come in any order. Formats for people leave
 * out findings that are suppressed or fixed and count them; "json" has them, with their state,
 * unless only new ones are asked for, or suppressed ones are not wanted. Fails with REPORT_ERROR_NO_FORMAT; then `out` is untouched. */
bool report_write(const char *format, const struct run *run, struct finding_list findings,
                  const struct report_options *options, GString *out, GError **error)
    __attribute__((warn_unused_result));

/* Appends what a check is about: title, help, an example that is found and the same one mended. */
void report_explain_check(const struct check *check, const struct report_options *options,
                          GString *out);

/* Appends all that is known of one finding, with the source line at every step of its trace. Of the
 * run, only the root is used. */
void report_explain_finding(const struct run *run, const struct finding *finding,
                            const struct report_options *options, GString *out);

#endif
