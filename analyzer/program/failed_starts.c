/* Where control goes on when a call has not made what it should: by the test of its result right behind it, and by
 * the results that the callee's ways with and without a thing made have.
 *
 * Requires solve. */
#include "program/failed_starts.h"

#include "program/solver.h"
#include "program/threads.h"
#include "program/value.h"

static bool makes_something(const struct outcome *outcome)
{
    bool makes = outcome->result.kind == VALUE_HANDLE;

    for (uint32_t i = 0; i < outcome->n_writes; i++)
        makes |= outcome->writes[i].value.kind == VALUE_HANDLE;
    return makes;
}

static bool may_be_in(const struct fact *range, enum ir_operator relation, int64_t number)
{
    switch (relation) {
    case IR_EQ:
        return range->low <= number && number <= range->high && !(range->not_zero && number == 0);
    case IR_NE:
        return range->low != number || range->high != number;
    case IR_LT:
        return range->low < number;
    case IR_LE:
        return range->low <= number;
    case IR_GT:
        return range->high > number;
    case IR_GE:
        return range->high >= number;
    default:
        return true;
    }
}

/* Whether the outcome's result may compare so. */
static bool may_compare(const struct outcome *outcome, enum ir_operator relation, int64_t number)
{
    struct value result = outcome->result;
    bool is_something = result.kind == VALUE_FUNCTION || result.kind == VALUE_NONZERO ||
                        (result.kind == VALUE_ADDRESS && result.n == ADDRESS_SURE);

    if (result.kind == VALUE_INT)
        return number_compare(result.n, relation, number);
    if (value_is_positive(result))
        return may_be_in(&(struct fact){.low = 1, .high = INT64_MAX}, relation, number);
    if (is_something)
        return number != 0 || relation != IR_EQ;
    return result.kind != VALUE_ANY || may_be_in(&outcome->range, relation, number);
}

/* Whether control takes that way only where the call has made nothing, and may then do so. */
static bool is_failure(const struct program *program, const struct call_site *site,
                       enum ir_operator relation, int64_t number)
{
    bool may_fail = false, may_work = false, works = false;

    for (uint32_t t = 0; t < site->targets.count; t++) {
        const struct summary *callee = &program->solution->summaries[site->targets.items[t]];
        for (uint32_t i = 0; i < callee->n_outcomes; i++) {
            bool may = may_compare(&callee->outcomes[i], relation, number);
            bool makes = makes_something(&callee->outcomes[i]);
            may_work |= may && makes;
            may_fail |= may && !makes;
            works |= makes;
        }
    }
    return works && may_fail && !may_work;
}

uint32_t failed_start(const struct program *program, const struct start *start)
{
    const struct fn *fn = &program->fns[start->fn];
    const struct ir_instr *call = &fn->unit->instrs[start->instr];
    const struct ir_block *block = fn_block(fn, start->block);
    int64_t number;

    if (block->end != IR_END_BRANCH || !call->dst.index || block->a.kind != IR_OPERAND_PLACE ||
        block->a.index != call->dst.index || !fn_number(fn, block->b, &number))
        return 0;
    const struct call_site *site = &fn->calls[graph_first_call(fn, start->instr)];
    enum ir_operator relation = (enum ir_operator)block->relation;
    if (is_failure(program, site, relation, number))
        return block->target[0].index;
    return is_failure(program, site, relation_negate(relation), number) ? block->target[1].index
                                                                        : 0;
}

uint32_t failed_start_before(const struct program *program, uint32_t number, uint32_t to)
{
    const struct starts *starts = threads_starts(program);
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; i < starts->count; i++) {
        const struct start *start = &starts->items[i];
        uint32_t failure = start->fn == number ? failed_start(program, start) : 0;
        const struct ir_block *block = fn_block(fn, failure ? start->block : to);
        for (uint32_t edge = 0; failure && edge < graph_n_successors(block); edge++)
            if (graph_successor(fn, block, edge) == failure &&
                graph_needs_edge(fn, to, start->block, edge))
                return start->body;
    }
    return 0;
}
