/* What a function does only where there is nothing yet: `if (!table) table = make();`. */
#include "program/growth_inside.h"

bool growth_is_where_null(const struct fn *fn, uint32_t at, uint32_t place)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        bool equal = block->relation == IR_EQ || block->relation == IR_NE;
        if (block->end == IR_END_BRANCH && equal && block->b.kind == IR_OPERAND_NULL &&
            block->a.kind == IR_OPERAND_PLACE && block->a.index == place &&
            graph_needs_edge(fn, at, id, block->relation == IR_EQ ? 0 : 1))
            return true;
    }
    return false;
}
