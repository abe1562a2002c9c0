/* The numbers that models state of channels, in a call: how much room there is, how many messages. Private to this
 * folder. */
#ifndef STRANDED_PROGRAM_CHANNEL_NUMBERS_H
#define STRANDED_PROGRAM_CHANNEL_NUMBERS_H

#include "program/graph.h"
#include "program/model_uses.h"

/* ROOM_UNKNOWN: it is no constant. */
int64_t channel_number(const struct fn *fn, const struct ir_instr *call,
                       struct model_number number);

/* The number that the function stores in that field of an object of its own, or of a global, if it stores no other
 * one there. */
int64_t channel_number_stored(const struct fn *fn, struct ir_place_id object, const char *field);

#endif
