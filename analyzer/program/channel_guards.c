#include "program/channel_guards.h"

#include "base/hash.h"
#include "program/value.h"

/* The parameter that the operand is, where it keeps its value; 0 = it is none. */
static uint32_t kept_parameter(const struct fn *fn, struct ir_operand operand)
{
    uint32_t local = operand.kind == IR_OPERAND_PLACE ? fn_local(fn, operand) : 0;

    if (!local || local > fn->ir->n_parameters ||
        ir_local(fn->unit, fn->ir, (struct ir_local_id){local})->flags & IR_LOCAL_ADDRESS_TAKEN)
        return 0;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            struct ir_operand to = {IR_OPERAND_PLACE, fn->unit->instrs[i].dst.index};
            if (to.index && fn_local(fn, to) == local)
                return 0;
        }
    }
    return local;
}

uint32_t channel_guard_parameter(const struct fn *fn, struct ir_operand operand)
{
    return kept_parameter(fn, operand);
}

struct channel_guard channel_guard_of(const struct fn *fn, uint32_t to)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        struct channel_guard guard = {0, IR_EQ, 0};
        bool is_equal = block->relation == IR_EQ || block->relation == IR_NE;
        if (id == to || block->end != IR_END_BRANCH || !is_equal ||
            !fn_number(fn, block->b, &guard.number))
            continue;
        guard.parameter = kept_parameter(fn, block->a);
        for (uint32_t edge = 0; guard.parameter && edge < 2; edge++) {
            enum ir_operator relation = (enum ir_operator)block->relation;
            guard.relation = edge ? relation_negate(relation) : relation;
            if (graph_needs_edge(fn, to, id, edge))
                return guard;
        }
    }
    return (struct channel_guard){0, IR_EQ, 0};
}

bool channel_guard_admits(const struct fn *caller, const struct ir_instr *call,
                          struct channel_guard *guard)
{
    int64_t number = 0;

    if (!guard->parameter || guard->parameter > call->arguments.count) {
        guard->parameter = 0;
        return true;
    }
    struct ir_operand given = caller->unit->operands[call->arguments.first + guard->parameter - 1];
    if (fn_number(caller, given, &number)) {
        guard->parameter = 0;
        return number_compare(number, guard->relation, guard->number);
    }
    guard->parameter = kept_parameter(caller, given);
    return true;
}

uint64_t channel_guard_hash(struct channel_guard guard)
{
    return guard.parameter ? hash_mix((uint64_t)guard.parameter << 8 | (uint64_t)guard.relation,
                                      (uint64_t)guard.number)
                           : 0;
}
