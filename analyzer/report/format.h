/* Private: what a format gets, and the functions that write one. A new format is one file with such
 * a function and one line in the table of report.c. */
#ifndef STRANDED_REPORT_FORMAT_H
#define STRANDED_REPORT_FORMAT_H

#include "findings/finding.h"
#include "findings/run.h"
#include "report/paint.h"
#include "report/report.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Columns of output where the caller does not know better. */
#define REPORT_DEFAULT_WIDTH 100

/* Findings that the options or the format leave out, each counted once, by the first that fits. */
struct report_hidden {
    size_t fixed;
    size_t suppressed;
    size_t known;  /* neither new nor reopened, and only new ones are asked for */
    size_t unsure; /* of less confidence than asked for */
};

/* A report to be written. */
struct report {
    const struct run *run;
    struct report_options options;      /* with every default filled in */
    const struct finding *const *shown; /* by file, line, column, check, fingerprint */
    size_t n_shown;
    struct report_hidden hidden;
};

struct report_format {
    const char *name;
    bool has_settled; /* also writes findings that ask nothing of anybody: suppressed, fixed */
    void (*write)(const struct report *report, GString *out);
};

void report_write_checkstyle(const struct report *report, GString *out);
void report_write_github(const struct report *report, GString *out);
void report_write_gitlab(const struct report *report, GString *out);
void report_write_html(const struct report *report, GString *out);
void report_write_json(const struct report *report, GString *out);
void report_write_junit(const struct report *report, GString *out);
void report_write_sarif(const struct report *report, GString *out);
void report_write_text(const struct report *report, GString *out);

/* The options with every default filled in. NULL is all defaults. */
struct report_options report_options_complete(const struct report_options *options);

/* Appends to a text report the units that were not understood, a line each, and one line that says
 * how much was found and what was not understood or is not shown. */
void report_append_summary(const struct report *report, GString *out);

/* Appends the head of a finding: `file:line:column: warning: message [check]`, and a newline. */
void report_append_head(const struct finding *finding, bool colour, GString *out);

/* Appends where the step is, `file:line:column: `; nothing without a file, no number that is 0. */
void report_append_place(const struct finding_step *step, enum paint paint, bool colour,
                         GString *out);

/* Appends the sentence on how often the finding happens and what that leaves behind. */
void report_append_often(const struct finding *finding, GString *out);

#endif
