/* Semaphores and events that a program has written itself. Private to this folder. */
#ifndef STRANDED_PROGRAM_SEMAPHORES_H
#define STRANDED_PROGRAM_SEMAPHORES_H

#include "base/vector.h"
#include "program/graph.h"
#include "program/model_uses.h"

/* A call that waits for one, raises one or makes one. */
struct semaphore_use {
    enum use_kind kind; /* RECEIVE, SEND, MAKE */
    uint32_t fn, block, instr;
    uint32_t at_fn, at_block, at_instr; /* what does it, below the call */
    struct ir_operand object;           /* kind none: what the call returns */
    bool forever;
    int64_t messages; /* MAKE: the count that it begins with; INT64_MIN = not known */
};

VECTOR_TYPE(semaphore_uses, struct semaphore_use);

/* Appends the uses, in the order of functions. Requires stops_facts(). */
void semaphores_find(const struct program *program, struct semaphore_uses *ret_uses);

#endif
