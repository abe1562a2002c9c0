/* Uses of a channel that a function makes only where one of its parameters is a certain number: one helper for both
 * directions. Private to this folder. */
#ifndef STRANDED_PROGRAM_CHANNEL_GUARDS_H
#define STRANDED_PROGRAM_CHANNEL_GUARDS_H

#include "program/graph.h"

/* `parameter relation number`; parameter, from 1: 0 = nothing is asked for. */
struct channel_guard {
    uint32_t parameter;
    enum ir_operator relation; /* IR_EQ or IR_NE */
    int64_t number;
};

/* The parameter, from 1, that the operand is, where it keeps its value; 0 = it is none. */
uint32_t channel_guard_parameter(const struct fn *fn, struct ir_operand operand);
/* What the function's way to the block asks of a parameter that keeps its value. */
struct channel_guard channel_guard_of(const struct fn *fn, uint32_t block);
/* Whether the call may fulfil what is asked for; `guard` becomes what that asks of the caller's own parameter. */
bool channel_guard_admits(const struct fn *caller, const struct ir_instr *call,
                          struct channel_guard *guard);
/* A number for it, 0 for none. */
uint64_t channel_guard_hash(struct channel_guard guard);

#endif
