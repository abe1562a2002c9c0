/* Where copied records are mentioned, and by whom: see copied_records.c. */
#include "program/copied_records.h"

#include "program/stores.h"

static void mention(struct copies *copies, uint32_t node, uint32_t record, enum side side)
{
    if (copies_is_only_declared(copies, record))
        copies_unite(copies, node, record);
    else if (copies->class_of[record])
        vector_push(&copies->mentions, (struct mention){node, record, side});
}

static uint32_t record_of_operand(const struct program *program, const struct fn *fn,
                                  struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return 0;
    return copies_record_behind(program, fn->input,
                                stores_type_of_place(fn, (struct ir_place_id){operand.index}));
}

/* Whether other units may mean the function, and its body is in sight. */
static bool is_shared(const struct program *program, uint32_t entity)
{
    const struct entity *self = &program->entities[entity];

    return !self->is_static && !self->model && self->bodies.count > 0;
}

/* Variables, and the results of functions, as the unit declares them. */
static void mention_declared(struct copies *copies, uint32_t input)
{
    const struct program *program = copies->program;
    const struct ir_unit *unit = program->inputs[input].unit;

    for (uint32_t i = 1; i < unit->n_symbols; i++) {
        const struct ir_symbol *symbol = &unit->symbols[i];
        const struct ir_type *type = &unit->types[symbol->type.index];
        uint32_t entity = program->entity_of[input][i];
        if (symbol->linkage != IR_LINKAGE_EXTERNAL)
            continue;
        bool is_function = symbol->flags & IR_SYMBOL_FUNCTION;
        uint32_t node = copies_node(copies, is_function ? PLACE_RESULT : PLACE_VARIABLE, entity, 0);
        if (is_function)
            type = &unit->types[type->element.index];
        mention(copies, node, copies_record_behind(program, input, type), SIDE_SHARED);
    }
}

/* The parameter, from 1, that the place is; 0 = none. */
static uint32_t parameter_of(const struct fn *fn, const struct ir_place *place)
{
    bool is_parameter = place->kind == IR_PLACE_LOCAL && place->argument <= fn->ir->n_parameters;

    return is_parameter ? place->argument : 0;
}

static void mention_made(struct copies *copies, const struct fn *fn, struct ir_operand value,
                         uint32_t record)
{
    uint32_t parameter =
        value.kind == IR_OPERAND_PLACE ? parameter_of(fn, fn_place(fn, value.index)) : 0;

    if (parameter)
        mention(copies, copies_node(copies, PLACE_PARAMETER, fn->entity, parameter), record,
                SIDE_MADE);
}

/* What the function takes its parameters for: their types, and the fields that it looks at. */
static void mention_parameters(struct copies *copies, const struct fn *fn)
{
    const struct program *program = copies->program;

    for (uint32_t i = 1; i <= fn->ir->n_parameters; i++) {
        const struct ir_local *local = ir_local(fn->unit, fn->ir, (struct ir_local_id){i});
        mention(copies, copies_node(copies, PLACE_PARAMETER, fn->entity, i),
                copies_record_behind(program, fn->input, &fn->unit->types[local->type.index]),
                SIDE_MADE);
    }
    for (uint32_t i = 1; i < fn->ir->places.count; i++) {
        const struct ir_place *place = fn_place(fn, i);
        if (place->kind != IR_PLACE_FIELD)
            continue;
        uint32_t record = fn->unit->fields[place->argument].record.index;
        const struct ir_place *object = fn_place(fn, place->parent.index);
        uint32_t parameter = object->kind == IR_PLACE_DEREF
                                 ? parameter_of(fn, fn_place(fn, object->parent.index))
                                 : 0;
        if (parameter)
            mention(copies, copies_node(copies, PLACE_PARAMETER, fn->entity, parameter),
                    program->record_of[fn->input][record], SIDE_MADE);
    }
}

/* A parameter that goes on to a function of the same unit is what that takes it for. */
static void mention_passed_on(struct copies *copies, const struct fn *fn, uint32_t callee,
                              uint32_t parameter, struct ir_operand argument)
{
    const struct program *program = copies->program;
    struct fn_list bodies = program->entities[callee].bodies;

    for (uint32_t i = 0; i < bodies.count; i++) {
        const struct fn *body = &program->fns[bodies.items[i]];
        if (body->unit != fn->unit || parameter > body->ir->n_parameters)
            continue;
        const struct ir_local *local =
            ir_local(body->unit, body->ir, (struct ir_local_id){parameter});
        mention_made(
            copies, fn, argument,
            copies_record_behind(program, fn->input, &body->unit->types[local->type.index]));
    }
}

static void mention_call(struct copies *copies, const struct fn *fn, const struct ir_instr *instr)
{
    const struct program *program = copies->program;
    uint32_t callee =
        instr->a.kind == IR_OPERAND_FUNCTION ? program->entity_of[fn->input][instr->a.index] : 0;

    if (!callee)
        return;
    for (uint32_t i = 0; i < instr->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[instr->arguments.first + i];
        uint32_t record = record_of_operand(program, fn, argument);
        if (!record && is_shared(program, fn->entity))
            mention_passed_on(copies, fn, callee, i + 1, argument);
        else if (record && is_shared(program, callee))
            mention(copies, copies_node(copies, PLACE_PARAMETER, callee, i + 1), record,
                    SIDE_GIVEN);
    }
    if (!instr->dst.index || !is_shared(program, callee))
        return;
    struct ir_operand result = {IR_OPERAND_PLACE, instr->dst.index};
    mention(copies, copies_node(copies, PLACE_RESULT, callee, 0),
            record_of_operand(program, fn, result), SIDE_GIVEN);
}

/* What the function's values are taken for. */
static void mention_inside(struct copies *copies, const struct fn *fn)
{
    const struct program *program = copies->program;
    bool shared = is_shared(program, fn->entity);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            struct ir_operand dst = {IR_OPERAND_PLACE, instr->dst.index};
            if (instr->op == IR_CALL)
                mention_call(copies, fn, instr);
            else if (instr->op == IR_COPY && shared && instr->dst.index)
                mention_made(copies, fn, instr->a, record_of_operand(program, fn, dst));
        }
        if (block->end == IR_END_RETURN && shared)
            mention(copies, copies_node(copies, PLACE_RESULT, fn->entity, 0),
                    record_of_operand(program, fn, block->a), SIDE_MADE);
    }
}

void copies_find_mentions(struct copies *copies)
{
    const struct program *program = copies->program;

    for (uint32_t i = 0; i < program->n_inputs; i++)
        if (bitset_has(&copies->inputs, i))
            mention_declared(copies, i);
    for (uint32_t i = 1; i < program->n_fns; i++) {
        const struct fn *fn = &program->fns[i];
        if (!bitset_has(&copies->inputs, fn->input))
            continue;
        if (is_shared(program, fn->entity))
            mention_parameters(copies, fn);
        mention_inside(copies, fn);
    }
}

/* ---- pointers without a type ---- */

/* The node of the variable, field or local that holds the pointer; an array's elements are one. 0 = none. */
static uint32_t node_of_value(struct copies *copies, uint32_t number, struct ir_operand operand)
{
    const struct program *program = copies->program;
    const struct fn *fn = &program->fns[number];

    if (operand.kind != IR_OPERAND_PLACE)
        return 0;
    const struct ir_place *place = fn_place(fn, operand.index);
    const struct ir_type *type = stores_type_of_place(fn, (struct ir_place_id){operand.index});
    while (type->kind == IR_TYPE_ARRAY) /* its first element is written like the whole */
        type = &fn->unit->types[type->element.index];
    if (type->kind != IR_TYPE_POINTER || fn->unit->types[type->element.index].kind != IR_TYPE_VOID)
        return 0;
    while (place->kind == IR_PLACE_INDEX || place->kind == IR_PLACE_INDEX_PLACE)
        place = fn_place(fn, place->parent.index);
    if (place->kind == IR_PLACE_GLOBAL)
        return copies_node(copies, PLACE_VARIABLE, program->entity_of[fn->input][place->argument],
                           0);
    if (place->kind == IR_PLACE_LOCAL && parameter_of(fn, place) && is_shared(program, fn->entity))
        return copies_node(copies, PLACE_PARAMETER, fn->entity, place->argument);
    if (place->kind == IR_PLACE_LOCAL)
        return copies_node(copies, PLACE_LOCAL, number, place->argument);
    if (place->kind != IR_PLACE_FIELD)
        return 0;
    const struct ir_field *field = &fn->unit->fields[place->argument];
    return copies_node(copies, PLACE_POINTER_FIELD,
                       program->record_of[fn->input][field->record.index], field->position);
}

static void follow_copy(struct copies *copies, uint32_t number, struct ir_operand from, uint32_t to)
{
    uint32_t node = to ? node_of_value(copies, number, from) : 0;

    if (node)
        copies_unite(copies, node, to);
}

static void follow_call(struct copies *copies, uint32_t number, const struct ir_instr *instr)
{
    const struct program *program = copies->program;
    const struct fn *fn = &program->fns[number];
    uint32_t callee =
        instr->a.kind == IR_OPERAND_FUNCTION ? program->entity_of[fn->input][instr->a.index] : 0;

    if (!callee || !is_shared(program, callee))
        return;
    for (uint32_t i = 0; i < instr->arguments.count; i++)
        follow_copy(copies, number, fn->unit->operands[instr->arguments.first + i],
                    copies_node(copies, PLACE_PARAMETER, callee, i + 1));
    if (instr->dst.index)
        follow_copy(copies, number, (struct ir_operand){IR_OPERAND_PLACE, instr->dst.index},
                    copies_node(copies, PLACE_RESULT, callee, 0));
}

static void follow_inside(struct copies *copies, uint32_t number)
{
    const struct fn *fn = &copies->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            struct ir_operand dst = {IR_OPERAND_PLACE, instr->dst.index};
            if (instr->op == IR_CALL)
                follow_call(copies, number, instr);
            else if (instr->op == IR_COPY && instr->dst.index)
                follow_copy(copies, number, instr->a, node_of_value(copies, number, dst));
        }
        if (block->end == IR_END_RETURN && is_shared(copies->program, fn->entity))
            follow_copy(copies, number, block->a, copies_node(copies, PLACE_RESULT, fn->entity, 0));
    }
}

void copies_follow_pointers(struct copies *copies)
{
    const struct program *program = copies->program;

    for (uint32_t i = 1; i < program->n_fns; i++)
        if (!program->fns[i].is_model && !(program->fns[i].ir->flags & IR_FUNCTION_INIT))
            follow_inside(copies, i);
}
