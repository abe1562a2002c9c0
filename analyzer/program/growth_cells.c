/* Cells of arrays that a pointer leads to: those that an index names, and those of which a function hands back the
 * address because it has looked for them: `struct entry *entry = probe(slots, n_slots, key)`. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/growth_inside.h"

uint32_t growth_array_of(const struct fn *fn, uint32_t id, uint32_t *ret_index)
{
    const struct ir_place *place = fn_place(fn, id);

    while (place->kind == IR_PLACE_FIELD)
        place = fn_place(fn, place->parent.index);
    if (place->kind != IR_PLACE_INDEX_PLACE ||
        fn_place(fn, place->parent.index)->kind != IR_PLACE_DEREF)
        return 0;
    *ret_index = place->argument;
    return fn_place(fn, place->parent.index)->parent.index;
}

/* The array of which the function returns a cell; 0 = none, or not only of one. */
static uint32_t array_returned(const struct fn *fn)
{
    uint32_t array = 0, index;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end != IR_END_RETURN || block->a.kind == IR_OPERAND_NULL)
            continue;
        uint32_t found =
            block->a.kind == IR_OPERAND_ADDRESS ? growth_array_of(fn, block->a.index, &index) : 0;
        if (!found || (array && array != found))
            return 0;
        array = found;
    }
    return array;
}

/* The same, named at the call. */
static struct found_cell cell_of_call(const struct program *program, uint32_t number,
                                      const struct ir_instr *call)
{
    const struct fn *fn = &program->fns[number];
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(call - fn->unit->instrs))];
    uint32_t target = site->targets.count == 1 ? site->targets.items[0] : 0;
    struct found_cell none = {.element = 0};

    if (!target || program->fns[target].is_model)
        return none;
    struct found_cell cell = {.fn = target, .array = array_returned(&program->fns[target])};
    uint32_t parameter =
        fn_local(&program->fns[target], (struct ir_operand){IR_OPERAND_PLACE, cell.array});
    if (!cell.array || parameter > program->fns[target].ir->n_parameters ||
        parameter > call->arguments.count)
        return none;
    if (parameter) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + parameter - 1];
        if (argument.kind != IR_OPERAND_PLACE)
            return none;
        cell.fn = number;
        cell.array = argument.index;
    }
    cell.element = element_of_named_place(program, cell.fn, (struct ir_place_id){cell.array});
    return cell.element < elements_named(program) ? cell : none;
}

struct found_cell growth_found_cell(const struct program *program, uint32_t number, uint32_t place)
{
    const struct fn *fn = &program->fns[number];
    struct found_cell none = {.element = 0};

    if (!growth_base(fn, place))
        return none;
    place = fn_root(fn, place);
    const struct ir_instr *write = conditions_only_write(fn, place);
    return write && write->op == IR_CALL ? cell_of_call(program, number, write) : none;
}
