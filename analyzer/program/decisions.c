#include "program/decisions.h"

#include <string.h>

#include "ir/print.h"
#include "program/value.h"

/* One side of a condition in words: a name, or the call whose result it is; NULL = neither. */
static const char *side_text(const struct program *program, const struct fn *fn,
                             const struct ir_block *block, struct ir_operand side)
{
    if (side.kind == IR_OPERAND_INTEGER)
        return arena_printf(program->run, "%lld", (long long)fn->unit->integers[side.index]);
    if (side.kind == IR_OPERAND_NULL)
        return "NULL";
    if (side.kind != IR_OPERAND_PLACE)
        return NULL;
    for (uint32_t i = block->instrs.count; i-- > 0;) {
        const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
        if (instr->dst.index == side.index)
            return instr->op == IR_CALL ? ir_print_call(fn->unit, fn->ir, instr, program->run)
                                        : NULL;
    }
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){side.index});
    while (place->parent.index)
        place = ir_place(fn->unit, fn->ir, place->parent);
    bool is_named =
        place->kind == IR_PLACE_GLOBAL ||
        (place->kind == IR_PLACE_LOCAL &&
         *ir_text(fn->unit,
                  ir_local(fn->unit, fn->ir, (struct ir_local_id){place->argument})->name));
    return is_named
               ? ir_print_place(fn->unit, fn->ir, (struct ir_place_id){side.index}, program->run)
               : NULL;
}

/* Longer conditions say less than their place in the source. */
enum { CONDITION_MOST = 60 };

const char *decisions_text(const struct program *program, const struct fn *fn,
                           const struct ir_block *block, uint32_t taken)
{
    static const char *const signs[] = {[IR_EQ] = "==", [IR_NE] = "!=", [IR_LT] = "<",
                                        [IR_LE] = "<=", [IR_GT] = ">",  [IR_GE] = ">="};
    enum ir_operator relation = (enum ir_operator)block->relation;
    const char *left = side_text(program, fn, block, block->a);
    const char *right = side_text(program, fn, block, block->b);

    if (taken)
        relation = relation_negate(relation);
    if (!left || !right || strlen(left) + strlen(right) > CONDITION_MOST)
        return arena_printf(program->run, "the condition is %s here", taken ? "false" : "true");
    return arena_printf(program->run, "suppose %s %s %s here", left, signs[relation], right);
}
