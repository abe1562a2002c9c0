/* Private: an analysis as `check` and the commit hook run it, from a request to a report and an exit code. */
#ifndef STRANDED_CLI_RUN_CHECK_H
#define STRANDED_CLI_RUN_CHECK_H

#include "cli/command.h"
#include "cli/options.h"
#include "engine/engine.h"

#include <stdbool.h>

/* Who runs it. */
enum check_mode {
    CHECK_FOR_USER,
    CHECK_FOR_COMMIT, /* a hook: says nothing without need, and what can't be judged stops no commit */
};

/* `change` may be NULL. Of the request, cancel_fd and progress are set here. */
enum exit_code run_check(const struct engine_request *request, const struct engine_change *change,
                         const struct report_choice *choice, enum check_mode mode);

#endif
