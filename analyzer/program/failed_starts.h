/* Calls that have not made what they should. Private to this folder. */
#ifndef STRANDED_PROGRAM_FAILED_STARTS_H
#define STRANDED_PROGRAM_FAILED_STARTS_H

#include "program/creations.h"

/* The block that follows where the call, of a function or of one that starts threads or makes clients further
 * below, has made nothing; 0 = that is not tested right behind it, or it cannot be told. */
uint32_t failed_start(const struct program *program, const struct start *start);

#endif
