/* The calls that make and free objects, by the record of the object. Private to this folder. */
#ifndef STRANDED_PROGRAM_LIVES_H
#define STRANDED_PROGRAM_LIVES_H

#include "program/stop_region.h"

/* With `lives` and `first_life` filled, by the first call. */
const struct stop_facts *lives_found(const struct program *program);

#endif
