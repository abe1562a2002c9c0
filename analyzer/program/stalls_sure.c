/* Whether who comes to the call at which a channel is known also comes to what is done below it. */
#include "program/stalls_inside.h"

#include <stdlib.h>

#include "base/memory.h"

/* How many calls deep a wait may be, below the one where its channel is known. */
enum { SURE_DEPTH = 3 };

/* Whether every way through the function passes the instruction, which is in it or below. */
static bool is_sure(const struct stalls *stalls, uint32_t number, uint32_t at_fn, uint32_t at_instr,
                    uint32_t depth) // NOLINT(misc-no-recursion): SURE_DEPTH
{
    const struct program *program = stalls->program;
    const struct fn *fn = &program->fns[number];
    VECTOR(uint32_t) blocks = {0};
    uint8_t *seen = memory_zeroed(fn->ir->blocks.count + 1, 1);
    bool sure = depth > 0;

    vector_push(&blocks, 1);
    while (sure && blocks.count) {
        uint32_t id = vector_pop(&blocks);
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        bool passes = false;
        for (uint32_t i = 0; !passes && i < block->instrs.count; i++) {
            uint32_t index = block->instrs.first + i;
            if (number == at_fn) {
                passes = index == at_instr;
            } else if (fn->unit->instrs[index].op == IR_CALL) {
                const struct call_site *site = &fn->calls[graph_first_call(fn, index)];
                passes = site->targets.count == 1 && !site->unresolved &&
                         !program->fns[site->targets.items[0]].is_model &&
                         is_sure(stalls, site->targets.items[0], at_fn, at_instr, depth - 1);
            }
        }
        sure = passes || block->end != IR_END_RETURN;
        for (uint32_t edge = 0; !passes && edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (number == at_fn && stalls_is_way_past(stalls, number, id, edge))
                continue;
            if (!seen[next])
                vector_push(&blocks, next);
            seen[next] = 1;
        }
    }
    vector_deinit(&blocks);
    free(seen);
    return sure;
}

bool stalls_is_sure(const struct stalls *stalls, const struct channel_use *use)
{
    const struct fn *fn = &stalls->program->fns[use->fn];

    if (use->fn == use->at_fn)
        return true;
    if (fn->unit->instrs[use->instr].op != IR_CALL)
        return false;
    const struct call_site *site = &fn->calls[graph_first_call(fn, use->instr)];
    return site->targets.count == 1 && !site->unresolved &&
           is_sure(stalls, site->targets.items[0], use->at_fn, use->at_instr, SURE_DEPTH);
}
