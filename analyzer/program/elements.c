#include "program/elements.h"

/* Fields and entities take the low numbers (struct key), locals and results those above: first the
 * locals of all units, then one result per function. */
static const uint32_t first_local = UINT32_C(1) << 31;

uint32_t elements_named(const struct program *program)
{
    uint32_t n = program->n_fields > program->n_entities ? program->n_fields : program->n_entities;

    return 2 * n + 3;
}

static uint32_t n_locals(const struct program *program)
{
    uint32_t last = program->n_inputs;

    return last ? program->local_base[last - 1] + program->inputs[last - 1].unit->n_locals : 0;
}

uint32_t element_of_local(const struct program *program, uint32_t number, uint32_t local)
{
    const struct fn *fn = &program->fns[number];

    return first_local + program->local_base[fn->input] + fn->ir->locals.first + local;
}

uint32_t element_of_result(const struct program *program, uint32_t fn)
{
    return first_local + n_locals(program) + fn;
}

uint32_t element_of_place(const struct program *program, uint32_t number, struct ir_place_id id)
{
    const struct fn *fn = &program->fns[number];

    while (id.index) {
        const struct ir_place *place = ir_place(fn->unit, fn->ir, id);
        switch ((enum ir_place_kind)place->kind) {
        case IR_PLACE_LOCAL:
            return element_of_local(program, number, place->argument);
        case IR_PLACE_GLOBAL:
            return program->entity_of[fn->input][place->argument] * 2 + 2;
        case IR_PLACE_FIELD:
            return program->field_of[fn->input][place->argument] * 2 + 1;
        case IR_PLACE_DEREF:
        case IR_PLACE_INDEX:
        case IR_PLACE_INDEX_PLACE:
            break;
        case IR_PLACE_UNKNOWN:
            return 0;
        }
        id = place->parent;
    }
    return 0;
}

uint32_t element_of_named_place(const struct program *program, uint32_t number,
                                struct ir_place_id id)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_place *place = ir_place(fn->unit, fn->ir, id);

    while (place->kind == IR_PLACE_INDEX || place->kind == IR_PLACE_INDEX_PLACE)
        place = ir_place(fn->unit, fn->ir, place->parent);
    bool is_named = place->kind == IR_PLACE_FIELD || place->kind == IR_PLACE_GLOBAL;
    return is_named ? element_of_place(program, number, id) : 0;
}

uint32_t element_of_operand(const struct program *program, uint32_t fn, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return 0;
    return element_of_place(program, fn, (struct ir_place_id){operand.index});
}

uint32_t elements_count(const struct program *program)
{
    return elements_named(program) + n_locals(program) + program->n_fns;
}

bool element_is_field(uint32_t element)
{
    return element < first_local && element % 2 == 1;
}

uint32_t element_index(const struct program *program, uint32_t element)
{
    return element < first_local ? element : elements_named(program) + (element - first_local);
}
