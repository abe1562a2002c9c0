/* Waits for something from outside, in loops that a handler of a unix signal is to end by a flag. Private to this folder. */
#ifndef STRANDED_PROGRAM_LATE_SIGNALS_H
#define STRANDED_PROGRAM_LATE_SIGNALS_H

#include "program/creations.h"

/* Appends those waits as creations that a signal which comes after the look at the flag does not end. */
void late_signals_list(struct program *program, struct creation_list *list);

#endif
