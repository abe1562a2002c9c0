/* Private: options that several commands share. */
#ifndef STRANDED_CLI_OPTIONS_H
#define STRANDED_CLI_OPTIONS_H

#include "cli/outputs.h"
#include "engine/engine.h"
#include "findings/finding.h"
#include "report/report.h"

#include <glib.h>

#include <stdbool.h>

/* Which project: -p, --sources, --db. Zero before parsing; freed by place_options_deinit(). */
struct place_options {
    char *project, *sources, *db;
};

/* How to report: --format, -o, --confidence, --fail-on, --new, --no-suppressed. */
struct report_choice {
    struct outputs outputs;
    char *confidence, *fail_on;
    gboolean only_new, hides_suppressed;
    struct report_options options; /* by report_choice_check() */
    enum severity least_severity;  /* by report_choice_check() */
    bool never_fails;              /* by report_choice_check(): --fail-on never */
};

struct engine_place place_of(const struct place_options *options);
void place_options_deinit(struct place_options *options);

/* What stops a commit, unless the user asks for more: high confidence, and new. Before report_choice_check(). */
void report_choice_for_commit(struct report_choice *choice);

/* Whether a report shows the finding as one to act on (see report_write()). */
bool report_choice_shows(const struct report_choice *choice, const struct finding *finding);

/* Checks the words and fills in what follows from them. False after a message. */
bool report_choice_check(struct report_choice *choice, const char *command);
void report_choice_deinit(struct report_choice *choice);

/* Adds the options to a command's. The pointers must live until the context is freed. Those of the
 * report come first: they make the context's main group. */
void add_place_options(GOptionContext *context, struct place_options *options);
void add_report_options(GOptionContext *context, struct report_choice *choice);

/* Parses the command line in place. False after a message; `--help` prints help and ends the
 * process. The context is freed. */
bool parse_options(GOptionContext *context, const char *command, int *argc, char ***argv);

#endif
