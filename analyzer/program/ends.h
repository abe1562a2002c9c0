/* The two ends of a pipe, or of a pair of sockets: what is sent at one, is received at the other. Private to
 * this folder. */
#ifndef STRANDED_PROGRAM_ENDS_H
#define STRANDED_PROGRAM_ENDS_H

#include "program/channels.h"

/* Fills `end` of all uses: before, it is the constant index of the place that is used, from 1. */
void ends_find(struct channels *channels);
/* Whether what is done by the one use may reach the other. */
bool ends_meet(const struct channel_use *use, const struct channel_use *other);

#endif
