/* What a call waits for that waits for several channels, where that is kept in a local of its function: in a
 * field of an array's elements, or as bits of an object. Private to this folder. */
#ifndef STRANDED_PROGRAM_WAIT_SETS_H
#define STRANDED_PROGRAM_WAIT_SETS_H

#include "base/intmap.h"
#include "base/vector.h"
#include "program/graph.h"
#include "program/uses.h"

/* One of the channels. */
struct wait_member {
    struct ir_operand operand; /* what is copied into the set */
    uint32_t element;          /* or, where it is what a function returns: its result */
};

VECTOR_TYPE(wait_members, struct wait_member);

/* One such call. */
struct wait_set {
    uint32_t fn, instr;
    bool known; /* it waits for nothing but `channels`, and only to receive */
    struct wait_members channels;
};

struct wait_sets {
    VECTOR(struct wait_set) items; /* sorted by fn and instr */
    /* (fn, instr) of copies into such a local, which nobody but the call reads */
    struct intmap private_copies;
};

/* Requires targets. */
struct wait_sets *wait_sets_new(const struct program *program, const struct uses *uses);
void wait_sets_free(struct wait_sets *sets);

/* The set of that call; NULL = it waits for no set of the kind. */
const struct wait_set *wait_sets_find(const struct wait_sets *sets, uint32_t fn, uint32_t instr);
/* Whether the instruction only puts a channel into a set that is known. */
bool wait_sets_has_copy(const struct wait_sets *sets, uint32_t fn, uint32_t instr);

#endif
