#include "program/path_live.h"

/* The place of which the instruction hands on to its destination what is known: it is copied, or compared with a
 * number; 0 = there is none. */
static uint32_t handed_on(const struct fn *fn, const struct ir_instr *instr)
{
    int64_t number;
    bool is_copy = instr->op == IR_COPY;
    bool compares = instr->op == IR_COMPUTE && instr->operation >= IR_EQ &&
                    instr->operation <= IR_GE && fn_number(fn, instr->b, &number);

    return instr->dst.index && (is_copy || compares) && instr->a.kind == IR_OPERAND_PLACE
               ? instr->a.index
               : 0;
}

/* The place that the end of the block compares, or returns. */
static uint32_t compared_at_end(const struct ir_block *block)
{
    bool compares =
        block->end == IR_END_BRANCH || block->end == IR_END_SWITCH || block->end == IR_END_RETURN;

    return compares && block->a.kind == IR_OPERAND_PLACE ? block->a.index : 0;
}

/* ---- which places there are ---- */

static bool add_handed_on(const struct fn *fn, struct bitset *compared)
{
    bool grows = false;

    for (uint32_t id = fn->ir->blocks.count; --id > 0;) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first + instrs.count; i-- > instrs.first;) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            uint32_t place = handed_on(fn, instr);
            if (place && bitset_has(compared, instr->dst.index))
                grows |= bitset_add(compared, place);
        }
    }
    return grows;
}

/* The number of places; they are numbered from 1. */
static uint32_t number_places(const struct fn *fn, struct path_live *live)
{
    uint32_t n = 0;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        uint32_t place = compared_at_end(fn_block(fn, id));
        if (place)
            bitset_add(&live->compared, place);
    }
    while (add_handed_on(fn, &live->compared))
        ;
    for (uint32_t id = bitset_next(&live->compared, 0); id < live->compared.size;
         id = bitset_next(&live->compared, id + 1))
        live->number[id] = ++n;
    return n;
}

/* ---- where they are live ---- */

/* Makes of what is live behind the block what is live before it. */
static void run_back(const struct fn *fn, const struct path_live *live,
                     const struct ir_block *block, struct bitset *set)
{
    uint32_t place = compared_at_end(block);

    if (place)
        bitset_add(set, live->number[place]);
    for (uint32_t i = block->instrs.first + block->instrs.count; i-- > block->instrs.first;) {
        const struct ir_instr *instr = &fn->unit->instrs[i];
        uint32_t written = instr->dst.index ? live->number[instr->dst.index] : 0;
        if (!written || !bitset_has(set, written))
            continue;
        place = handed_on(fn, instr);
        bitset_remove(set, written);
        if (place)
            bitset_add(set, live->number[place]);
    }
}

static bool update_block(const struct fn *fn, const struct path_live *live, uint32_t id,
                         struct bitset *scratch)
{
    const struct ir_block *block = fn_block(fn, id);
    bool grows = false;

    for (uint32_t i = 0; i < (scratch->size + 63) / 64; i++)
        scratch->words[i] = 0;
    for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
        bitset_add_all(scratch, &live->at[graph_successor(fn, block, edge)]);
    run_back(fn, live, block, scratch);
    for (uint32_t i = 0; i < (scratch->size + 63) / 64; i++) {
        grows |= (scratch->words[i] & ~live->at[id].words[i]) != 0;
        live->at[id].words[i] |= scratch->words[i];
    }
    return grows;
}

struct path_live path_live_find(const struct fn *fn, struct arena *arena)
{
    uint32_t n_places = fn->ir->places.count + 1, n_blocks = fn->ir->blocks.count;
    struct path_live live = {.number = ARENA_ARRAY(arena, uint32_t, n_places),
                             .at = ARENA_ARRAY(arena, struct bitset, n_blocks),
                             .compared = bitset_new(arena, n_places)};
    uint32_t n = number_places(fn, &live);
    struct bitset scratch = bitset_new(arena, n + 1);
    bool grows = true;

    for (uint32_t id = 0; id < n_blocks; id++)
        live.at[id] = bitset_new(arena, n + 1);
    while (grows) {
        grows = false;
        for (uint32_t id = n_blocks; --id > 0;)
            grows |= update_block(fn, &live, id, &scratch);
    }
    return live;
}
