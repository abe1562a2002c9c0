/* Private: findings of a state of the program that is known already. */
#ifndef STRANDED_ENGINE_RECALL_H
#define STRANDED_ENGINE_RECALL_H

#include "base/arena.h"
#include "engine/engine.h"
#include "findings/finding.h"

#include <glib.h>

#include <stdbool.h>

/* What the last run found, if that is what this request would find; nothing is parsed or solved to know.
 * In the arena. */
bool recall_run(const struct engine_request *request, struct arena *arena, bool *ret_is_known,
                struct finding_list *ret_findings, GError **error)
    __attribute__((warn_unused_result));

#endif
