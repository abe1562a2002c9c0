/* Private: `check --fix`. */
#ifndef STRANDED_CLI_MEND_H
#define STRANDED_CLI_MEND_H

#include "cli/command.h"
#include "cli/options.h"
#include "engine/engine.h"

#include <stdbool.h>

/* Mends in the sources what the report would show and what can be mended safely. False after a message. */
bool mend(const struct engine_request *request, const struct report_choice *choice);

/* Prints the same as a diff, and changes nothing. */
enum exit_code mend_show(const struct engine_request *request, const struct report_choice *choice);

#endif
