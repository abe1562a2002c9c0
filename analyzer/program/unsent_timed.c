/* Waits that last for ever only if their caller says so: by a time-out below zero, or none (NULL).
 *
 *     if (timeout_ms < 0)
 *         return cnd_wait(cnd, lock);
 *     return cnd_timedwait(cnd, lock, after(timeout_ms));
 *
 * Requires channels. */
#include "program/unsent_timed.h"

#include "program/value.h"

/* Whether the branch, taken on that edge, says of a parameter that it is below zero, or NULL: which one; 0 = none. */
static uint32_t endless_parameter(const struct fn *fn, const struct ir_block *block, uint32_t edge)
{
    if (block->end != IR_END_BRANCH || block->a.kind != IR_OPERAND_PLACE ||
        (block->b.kind != IR_OPERAND_INTEGER && block->b.kind != IR_OPERAND_NULL))
        return 0;
    const struct ir_place *place = fn_place(fn, block->a.index);
    int64_t number = block->b.kind == IR_OPERAND_INTEGER ? fn->unit->integers[block->b.index] : 0;
    enum ir_operator relation = edge == 0 ? block->relation : relation_negate(block->relation);
    bool is_null = block->b.kind == IR_OPERAND_NULL && relation == IR_EQ;
    bool is_negative = block->b.kind == IR_OPERAND_INTEGER &&
                       ((relation == IR_EQ && number < 0) || (relation == IR_LT && number <= 0) ||
                        (relation == IR_LE && number < 0));

    if (place->kind != IR_PLACE_LOCAL || place->argument > fn->ir->n_parameters)
        return 0;
    return is_null || is_negative ? place->argument : 0;
}

/* The parameter by which the function is told to wait for ever in that block; 0 = none. */
static uint32_t told_by(const struct fn *fn, uint32_t block)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        for (uint32_t edge = 0; edge < 2; edge++) {
            uint32_t parameter = endless_parameter(fn, fn_block(fn, id), edge);
            if (parameter && graph_needs_edge(fn, block, id, edge))
                return parameter;
        }
    return 0;
}

static bool is_endless(const struct fn *fn, struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_NULL ||
           (operand.kind == IR_OPERAND_INTEGER && fn->unit->integers[operand.index] < 0);
}

bool unsent_is_timed(const struct program *program, const struct channel_use *wait)
{
    const struct fn *fn = &program->fns[wait->fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, wait->instr)];
    uint32_t parameter = wait->fn == wait->at_fn || site->instr != wait->instr ||
                                 site->targets.count != 1 || site->targets.items[0] != wait->at_fn
                             ? 0
                             : told_by(&program->fns[wait->at_fn], wait->at_block);

    if (!parameter)
        return false;
    struct ir_operand given = fn_argument(fn, wait->instr, parameter);
    if (given.kind == IR_OPERAND_NONE || is_endless(fn, given))
        return false;
    uint32_t own = fn_local(fn, given);
    for (uint32_t i = 0; own && own <= fn->ir->n_parameters && i < fn->n_called_at; i++) {
        const struct fn *caller = &program->fns[fn->called_at[i].fn];
        uint32_t instr = caller->calls[fn->called_at[i].call].instr;
        if (is_endless(caller, fn_argument(caller, instr, own)))
            return false;
    }
    return true;
}
