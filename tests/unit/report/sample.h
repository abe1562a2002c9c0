/* A project to report on: a folder with a source, a run, findings. */
#ifndef TESTS_UNIT_REPORT_SAMPLE_H
#define TESTS_UNIT_REPORT_SAMPLE_H

#include <glib.h>
#include <stddef.h>

#include "report/report.h"

/* A new, empty folder, which is the root of a project. Freed with sample_root_free(). */
char *sample_root_new(void);

/* Removes the folder with all that sample_add_source() has put there. */
void sample_root_free(char *root);

/* Writes a source into the folder. The name may not lie in a folder of its own. */
void sample_add_source(const char *root, const char *name, const char *content, size_t size);

/* A run of 151 units without gaps. */
struct run sample_run(const char *root);

/* src.c of the sample project, 6 lines, and a finding at its line 4. */
extern const char sample_source[];
struct finding sample_finding(void);

/* The report in that format. Freed with g_free(). */
char *sample_report(const char *format, const struct run *run, struct finding *findings,
                    size_t n_findings, const struct report_options *options);

#endif
