/* Private: --format and -o, each of which may be given several times.
 *
 * They are read in pairs, in the order of the command line: an -o is the place of the --format before
 * it or, where that has one already or there is none, of the one behind it. What has no place goes to
 * standard output, which takes one report; what has no format is text. */
#ifndef STRANDED_CLI_OUTPUTS_H
#define STRANDED_CLI_OUTPUTS_H

#include "cli/command.h"
#include "engine/engine.h"
#include "report/report.h"

#include <glib.h>

#include <stdbool.h>

struct output {
    char *format; /* NULL = not said */
    char *file;   /* NULL = standard output */
};

/* Zero at first. */
struct outputs {
    GArray *items; /* of struct output; NULL = none yet */
};

/* Adds --format and -o to a context that has no main group yet; makes it. */
void add_output_options(GOptionContext *context, struct outputs *outputs);

/* Completes the pairs: at least one. False after a message. */
bool outputs_check(struct outputs *outputs, const char *command);

/* Whether something, and what, goes to standard output; NULL = nothing. */
const struct output *outputs_find_standard(const struct outputs *outputs);

/* Writes each report. A code that is not EXIT_CODE_CLEAN comes after a message. */
enum exit_code outputs_write(const struct outputs *outputs, const struct engine_result *result,
                             const struct report_options *options);

void outputs_deinit(struct outputs *outputs);

#endif
