/* The builder's inside, shared by its three files: builder.c (the unit's tables),
 * builder_function.c (the function under construction) and builder_finish.c (its graph made small
 * and moved into the unit). Private to ir/ and its tests. */
#ifndef STRANDED_IR_BUILDER_INTERNAL_H
#define STRANDED_IR_BUILDER_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/intmap.h"
#include "base/vector.h"
#include "ir/builder.h"
#include "ir/ir.h"

/* An instruction of the function under construction: blocks are filled in any order, so each links
 * its own. A call's arguments are a run in the draft's operands. */
struct draft_instr {
    struct ir_instr instr;
    uint32_t next; /* the block's next instruction, 0 = none */
};

struct draft_block {
    struct ir_block
        block;            /* `instrs` unused; `cases` a run in the draft's cases; end 0 = not yet */
    uint32_t first, last; /* its instructions, 0 = none */
    uint32_t was_used;    /* 1 = it is in the draft's order */
};

/* The function under construction. Slot 0 of every vector is unused, as in the unit. */
struct draft {
    struct ir_function function; /* symbol, at, end, flags and n_parameters */
    VECTOR(struct ir_local) locals;
    VECTOR(struct ir_place) places;
    struct intmap place_numbers; /* kind, parent and argument in one key -> place */
    VECTOR(struct draft_block) blocks;
    VECTOR(uint32_t) order; /* blocks as they first became current; no unused slot */
    VECTOR(struct draft_instr) instrs;
    VECTOR(struct ir_operand) operands;
    VECTOR(struct ir_case) cases;
    uint32_t current; /* the current block */
    bool is_open;
};

struct ir_builder {
    uint32_t most; /* items that a table may hold; lowered by tests only */
    bool overflowed;
    uint32_t n_errors;
    VECTOR(char) text;
    VECTOR(struct ir_file) files;
    VECTOR(struct ir_type) types;
    VECTOR(struct ir_record) records;
    VECTOR(struct ir_field) fields;
    VECTOR(struct ir_symbol) symbols;
    VECTOR(struct ir_suppression) suppressions;
    VECTOR(struct ir_function) functions;
    VECTOR(struct ir_local) locals;
    VECTOR(struct ir_place) places;
    VECTOR(struct ir_block) blocks;
    VECTOR(struct ir_instr) instrs;
    VECTOR(struct ir_operand) operands;
    VECTOR(struct ir_case) cases;
    VECTOR(int64_t) integers;
    /* Hash of an item's identity -> its index; records by the key's offset, integers by value. */
    struct intmap string_index, type_index, record_index, field_index, symbol_index, integer_index;
    struct draft draft;
};

/* True when `more` items may join `count`; else the builder has overflowed. */
static inline bool ir_builder_has_room(struct ir_builder *builder, uint32_t count, uint32_t more)
{
    if (more <= builder->most && count <= builder->most - more)
        return true;
    builder->overflowed = true;
    return false;
}

/* Empties the draft and keeps its memory. */
void ir_draft_reset(struct draft *draft);
void ir_draft_deinit(struct draft *draft);

#endif
