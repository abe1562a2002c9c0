/* Threads that live in memory of the program's own, as on systems without a heap: a global has room for one.
 *
 * Requires the uses (uses.h). */
#include "program/limits_inside.h"
#include "program/uses.h"

/* Whether what the operand is the address of is a global, a part of one, or an element of a global array. */
static bool is_in_global(const struct fn *fn, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_ADDRESS)
        return false;
    uint32_t id = operand.index;
    while (fn_place(fn, id)->kind == IR_PLACE_FIELD || fn_place(fn, id)->kind == IR_PLACE_INDEX ||
           fn_place(fn, id)->kind == IR_PLACE_INDEX_PLACE)
        id = fn_place(fn, id)->parent.index;
    return fn_place(fn, id)->kind == IR_PLACE_GLOBAL;
}

static bool lives_in_global(const struct stop_facts *facts, uint32_t number, uint32_t instr)
{
    const struct uses *uses = facts->uses;
    const struct fn *fn = &facts->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[instr];

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind == USE_LIVES_IN && use->instr == instr && use->used &&
            use->used <= call->arguments.count &&
            is_in_global(fn, fn->unit->operands[call->arguments.first + use->used - 1]))
            return true;
    }
    return false;
}

/* The calls of the function that start a thread, all of them in such memory; whether there is one. */
static bool all_live_in_global(const struct stop_facts *facts, uint32_t number)
{
    const struct uses *uses = facts->uses;
    bool any = false;

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        if (uses->items.items[i].kind != USE_SPAWN)
            continue;
        if (!lives_in_global(facts, number, uses->items.items[i].instr))
            return false;
        any = true;
    }
    return any;
}

bool limits_by_storage(const struct stop_facts *facts, const struct start *start)
{
    const struct fn *fn = &facts->program->fns[start->fn];

    if (lives_in_global(facts, start->fn, start->instr))
        return true;
    for (uint32_t c = graph_first_call(fn, start->instr);
         c < fn->n_calls && fn->calls[c].instr == start->instr; c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++) {
            uint32_t target = fn->calls[c].targets.items[k];
            if (!facts->program->fns[target].is_model && all_live_in_global(facts, target))
                return true;
        }
    return false;
}
