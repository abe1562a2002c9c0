/* The values of constant globals, as their initializers give them: which close function a table of
 * operations has, and the like.
 *
 * Requires links. Yields solution.constants. */
#include "program/solver.h"

/* The location of a place that names a part of a constant global; 0 = it does not. */
static uint32_t constant_place(struct program *program, const struct fn *fn, struct ir_place_id id)
{
    const struct ir_place *place = ir_place(fn->unit, fn->ir, id);
    struct space *space = &program->solution->space;
    uint32_t parent = 0;

    switch ((enum ir_place_kind)place->kind) {
    case IR_PLACE_GLOBAL:
        if (!(fn->unit->symbols[place->argument].flags & IR_SYMBOL_CONST))
            return 0;
        return loc_root(space, LOC_GLOBAL, program->entity_of[fn->input][place->argument]);
    case IR_PLACE_FIELD:
        parent = constant_place(program, fn, place->parent);
        return parent ? loc_field(space, parent, program->field_of[fn->input][place->argument]) : 0;
    case IR_PLACE_INDEX:
        parent = constant_place(program, fn, place->parent);
        return parent ? loc_elem(space, parent, place->argument) : 0;
    case IR_PLACE_LOCAL:
    case IR_PLACE_DEREF:
    case IR_PLACE_INDEX_PLACE:
    case IR_PLACE_UNKNOWN:
        break;
    }
    return 0;
}

static void collect_copy(struct program *program, const struct fn *fn, const struct ir_instr *copy)
{
    struct solution *solution = program->solution;
    struct value value = value_any();

    if (copy->a.kind == IR_OPERAND_FUNCTION)
        value = value_of(VALUE_FUNCTION, program->entity_of[fn->input][copy->a.index]);
    else if (copy->a.kind == IR_OPERAND_INTEGER)
        value = value_int(fn->unit->integers[copy->a.index]);
    if (value.kind == VALUE_ANY)
        return;
    uint32_t loc = constant_place(program, fn, copy->dst);
    if (!loc)
        return;
    vector_push(&solution->constant_values, value);
    *intmap_put(&solution->constants, loc, 0, NULL) = solution->constant_values.count;
}

void constants_collect(struct program *program)
{
    for (uint32_t i = 1; i < program->n_fns; i++) {
        const struct fn *fn = &program->fns[i];
        if (!(fn->ir->flags & IR_FUNCTION_INIT))
            continue;
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
            for (uint32_t k = 0; k < block->instrs.count; k++) {
                const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + k];
                if (instr->op == IR_COPY && instr->dst.index)
                    collect_copy(program, fn, instr);
            }
        }
    }
}

bool constants_find(const struct solution *solution, uint32_t loc, struct value *ret_value)
{
    const uint32_t *number = intmap_find(&solution->constants, loc);

    if (!number)
        return false;
    *ret_value = solution->constant_values.items[*number - 1];
    return true;
}
