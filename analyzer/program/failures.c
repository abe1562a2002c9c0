#include "program/failures.h"

#include "program/conditions.h"

/* What gives the place its value: the only instruction that does, or the last one before the branch. */
static const struct ir_instr *write_of(const struct fn *fn, const struct ir_block *block,
                                       uint32_t place)
{
    const struct ir_instr *write = NULL;

    if (fn_place(fn, place)->kind == IR_PLACE_LOCAL)
        write = conditions_only_write(fn, place);
    return write ? write : conditions_last_write(fn, block, place);
}

uint32_t failures_call(const struct fn *fn, uint32_t id)
{
    enum { COPIES_MOST = 2 };
    const struct ir_block *block = fn_block(fn, id);
    struct ir_operand operand = block->a;

    if (block->end != IR_END_BRANCH)
        return 0;
    for (uint32_t i = 0; i < COPIES_MOST && operand.kind == IR_OPERAND_PLACE; i++) {
        const struct ir_instr *write = write_of(fn, block, operand.index);
        if (!write)
            return 0;
        if (write->op == IR_CALL)
            return (uint32_t)(write - fn->unit->instrs);
        if (write->op != IR_COPY)
            return 0;
        operand = write->a;
    }
    return 0;
}

static enum ir_operator relation_of_edge(const struct ir_block *block, uint32_t edge)
{
    enum ir_operator relation = (enum ir_operator)block->relation;

    return edge ? relation_negate(relation) : relation;
}

bool failures_by_custom(const struct fn *fn, uint32_t id, uint32_t edge)
{
    const struct ir_block *block = fn_block(fn, id);
    int64_t number;

    if (!failures_call(fn, id))
        return false;
    enum ir_operator relation = relation_of_edge(block, edge);
    if (block->b.kind == IR_OPERAND_NULL)
        return relation == IR_EQ;
    return fn_number(fn, block->b, &number) &&
           ((relation == IR_EQ && number == -1) || (relation == IR_LT && number == 0) ||
            (relation == IR_LE && number == -1));
}

bool failures_result(const struct fn *fn, uint32_t id, uint32_t edge,
                     struct path_result *ret_result)
{
    const struct ir_block *block = fn_block(fn, id);

    *ret_result = (struct path_result){relation_of_edge(block, edge), 0};
    return block->b.kind == IR_OPERAND_NULL || fn_number(fn, block->b, &ret_result->number);
}

bool failures_by_result(const struct program *program, const struct fn *fn, uint32_t id,
                        uint32_t edge, const uint32_t *does, uint32_t n_does)
{
    uint32_t instr = failures_call(fn, id);
    const struct call_site *site = instr ? &fn->calls[graph_first_call(fn, instr)] : NULL;
    struct path_result result;

    if (!site || site->targets.count != 1 || site->unresolved ||
        program->fns[site->targets.items[0]].is_model)
        return false;
    if (!failures_result(fn, id, edge, &result))
        return false;
    uint32_t callee = site->targets.items[0];
    struct path_query with = {
        .program = program, .fn = callee, .to_return = true, .returned = &result};
    struct path_query without = {.program = program,
                                 .fn = callee,
                                 .from_entry = true,
                                 .to_return = true,
                                 .returned = &result};
    for (uint32_t i = 0; i < n_does; i++) {
        path_mark(&with, does[i], PATH_FROM);
        path_mark(&without, does[i], PATH_STOP);
    }
    bool fails = n_does && path_find(&without).found && !path_find(&with).found;
    path_query_deinit(&with);
    path_query_deinit(&without);
    return fails;
}
