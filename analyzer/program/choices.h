/* What a function does where it is called with one value, and leaves out with another. Private to this folder. */
#ifndef STRANDED_PROGRAM_CHOICES_H
#define STRANDED_PROGRAM_CHOICES_H

#include "program/graph.h"

/* Whether the call reaches a function of the set. */
bool call_reaches_any(const struct call_site *site, const struct bitset *fns);

/* Whether a way leads from the instruction to a return without a call of one of the enders, and nothing but a number that
 * the function was called with keeps it from them: `case PAUSE: stop(); ... case CLOSE: stop(); join();`. Where an ender
 * hangs on anything else, there may be nothing to end on the other ways. */
bool choice_leaves_unended(const struct program *program, uint32_t fn, uint32_t instr,
                           const struct bitset *enders);

#endif
