/* Private: what can be said while units are still to be parsed. */
#ifndef STRANDED_ENGINE_EARLY_H
#define STRANDED_ENGINE_EARLY_H

#include "engine/analysis.h"
#include "findings/finding.h"
#include "program/program.h"

/* Keeps, of sealed findings, those of request.notes_in that rest on nothing that a unit which is still to come
 * could change. `program` is of the units that have IR. */
void keep_certain(const struct analysis *analysis, const struct program *program,
                  struct finding_list *findings);

#endif
