/* Conditions that a program wraps in a struct of its own. Private to this folder. */
#ifndef STRANDED_PROGRAM_USES_PARTS_H
#define STRANDED_PROGRAM_USES_PARTS_H

#include "program/uses.h"

/* Lets a function that waits for, or signals, a part of what it is given, and does nothing else, count as one that waits
 * for the whole: its uses stand where it is called. Changes `uses`. */
void uses_lift_parts(const struct program *program, struct uses *uses);

#endif
