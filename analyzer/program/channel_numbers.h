/* The numbers that models state of channels, in a call: how much room there is, how many messages. Private to this
 * folder. */
#ifndef STRANDED_PROGRAM_CHANNEL_NUMBERS_H
#define STRANDED_PROGRAM_CHANNEL_NUMBERS_H

#include "program/graph.h"
#include "program/model_uses.h"

/* ROOM_UNKNOWN: it is no constant. */
int64_t channel_number(const struct fn *fn, const struct ir_instr *call,
                       struct model_number number);

#endif
