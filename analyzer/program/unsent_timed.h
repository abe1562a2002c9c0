/* Waits whose caller says how long they last. Private to this folder. */
#ifndef STRANDED_PROGRAM_UNSENT_TIMED_H
#define STRANDED_PROGRAM_UNSENT_TIMED_H

#include "program/channels.h"

/* Whether the wait lasts for ever only if a caller says so, and none in sight does. */
bool unsent_is_timed(const struct program *program, const struct channel_use *wait);

#endif
