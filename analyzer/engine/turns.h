/* Private: in which order units are parsed where findings are wanted early. */
#ifndef STRANDED_ENGINE_TURNS_H
#define STRANDED_ENGINE_TURNS_H

#include "engine/analysis.h"

#include <stdbool.h>

enum turn {
    TURN_FIRST,  /* a file that early findings are wanted of, or a model */
    TURN_NEEDED, /* it defines functions that such a file calls */
    TURN_BESIDE, /* it lies in the folder of one */
    TURN_REST,
};

/* Whether early findings are wanted, of this unit's file. */
bool turns_is_first(const struct analysis *analysis, const struct engine_unit *unit);

/* Of each unit, in the arena. Where nothing is wanted early it is the same for all. Reads sources that are still to
 * be parsed. */
const enum turn *turns_find(const struct analysis *analysis);

#endif
