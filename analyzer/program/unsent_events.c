/* Numbers of events: what a call that waits for one of a set has put into a local. Who asks for each of the set by name
 * comes to the last `else` with none of them.
 *
 * Requires targets. */
#include "program/conditions.h"
#include "program/model_control.h"
#include "program/unsent_paths.h"

/* As few names as make a set: one alone may be the one of many that matters. */
enum { NAMED_LEAST = 2 };

/* Whether the call waits for an event, no piece of data, and tells its number there. */
static bool tells_number(const struct program *program, const struct fn *fn,
                         const struct call_site *site, uint32_t local)
{
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    uint32_t model = site->targets.count == 1 ? site->targets.items[0] : 0;

    if (!model || !model_waits(program, model) || model_reads(program, model))
        return false;
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        if (argument.kind == IR_OPERAND_ADDRESS &&
            fn_place(fn, argument.index)->kind == IR_PLACE_LOCAL &&
            fn_place(fn, argument.index)->argument == local)
            return true;
    }
    return false;
}

/* The number of an event that the end of the block asks for by name; 0 = it does not. */
static uint32_t asks_for(const struct program *program, const struct fn *fn, uint32_t id)
{
    const struct ir_block *block = fn_block(fn, id);
    int64_t number;

    if (block->end != IR_END_BRANCH || block->a.kind != IR_OPERAND_PLACE ||
        (block->relation != IR_EQ && block->relation != IR_NE) || !fn_number(fn, block->b, &number))
        return 0;
    uint32_t local = fn_local(fn, block->a);
    for (uint32_t c = 0; local && c < fn->n_calls; c++)
        if (tells_number(program, fn, &fn->calls[c], local))
            return local;
    return 0;
}

/* How many names are asked for one behind the other, up to that block. */
static uint32_t named_before(const struct program *program, const struct fn *fn, uint32_t id,
                             uint32_t local)
{
    uint32_t n = 0;

    for (uint32_t before = 1; before < fn->ir->blocks.count; before++) {
        const struct ir_block *block = fn_block(fn, before);
        if (asks_for(program, fn, before) != local)
            continue;
        n += before == id || graph_needs_edge(fn, id, before, block->relation == IR_EQ ? 1 : 0);
    }
    return n;
}

void unsent_mark_no_event(const struct program *program, struct path_query *query)
{
    const struct fn *fn = &program->fns[query->fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        uint32_t local = asks_for(program, fn, id);
        if (!local)
            continue;
        uint32_t edge = fn_block(fn, id)->relation == IR_EQ ? 1 : 0;
        uint32_t to = graph_successor(fn, fn_block(fn, id), edge);
        struct ir_range instrs = fn_block(fn, to)->instrs;
        if (asks_for(program, fn, to) != local && instrs.count &&
            graph_needs_edge(fn, to, id, edge) &&
            named_before(program, fn, id, local) >= NAMED_LEAST)
            path_mark(query, instrs.first, PATH_STOP);
    }
}
