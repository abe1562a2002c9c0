/* Unifies the places between which values flow, and lets those escape that code out of sight gets.
 *
 * Requires aliases, leaks, makers. */
#include "program/channel_flow_inside.h"

#include "program/elements.h"
#include "program/stores.h"

/* ---- numbers and records ---- */

/* Whether the operand is a number that is kept in a local, a global, a field or an array. */
static bool is_number(const struct program *program, uint32_t number, struct ir_operand operand)
{
    const struct fn *fn = &program->fns[number];
    struct ir_type_id type = {0};

    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_place *place = fn_place(fn, operand.index);
    while (place->kind == IR_PLACE_INDEX || place->kind == IR_PLACE_INDEX_PLACE)
        place = fn_place(fn, place->parent.index);
    if (place->kind == IR_PLACE_LOCAL)
        type = fn->unit->locals[fn->ir->locals.first + place->argument].type;
    else if (place->kind == IR_PLACE_FIELD)
        type = fn->unit->fields[place->argument].type;
    else if (place->kind == IR_PLACE_GLOBAL)
        type = fn->unit->symbols[place->argument].type;
    while (fn->unit->types[type.index].kind == IR_TYPE_ARRAY)
        type = fn->unit->types[type.index].element;
    return fn->unit->types[type.index].kind == IR_TYPE_INTEGER;
}

/* The record that the operand is the address of an object of, by the program's number; 0 = none. */
static uint32_t record_at(const struct program *program, uint32_t number, struct ir_operand operand)
{
    const struct fn *fn = &program->fns[number];
    struct ir_place_id place = {operand.index};
    const struct ir_type *type = &fn->unit->types[0];

    if (operand.kind == IR_OPERAND_ADDRESS)
        type = stores_type_of_place(fn, place);
    else if (operand.kind == IR_OPERAND_PLACE)
        type = &fn->unit->types[stores_type_of_place(fn, place)->element.index];
    return type->kind == IR_TYPE_RECORD ? program->record_of[fn->input][type->record.index] : 0;
}

/* Whether the operand is the address of something that only a library knows from inside: a handle. */
static bool is_handle(const struct program *program, uint32_t number, struct ir_operand operand)
{
    const struct fn *fn = &program->fns[number];

    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_type *type = stores_type_of_place(fn, (struct ir_place_id){operand.index});
    if (type->kind != IR_TYPE_POINTER)
        return false;
    type = &fn->unit->types[type->element.index];
    return type->kind == IR_TYPE_VOID ||
           (type->kind == IR_TYPE_RECORD && !fn->unit->records[type->record.index].layout);
}

/* ---- calls of models ---- */

/* The parameter of the body in which the data arrives. */
static uint32_t data_parameter(const struct fn *body, const struct model_handler *handler)
{
    return handler->kind == ROOT_THREAD || handler->kind == ROOT_CALL ? 1 : body->ir->n_parameters;
}

/* What is registered gets what is registered with it. */
static void flow_handlers(struct channel_flow *flow, uint32_t number, const struct call_site *site,
                          uint32_t model)
{
    const struct program *program = flow->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_operand *arguments =
        &fn->unit->operands[fn->unit->instrs[site->instr].arguments.first];
    const struct model_flow *facts = &flow->models[model];

    for (uint32_t h = 0; h < facts->n_handlers; h++) {
        const struct model_handler *handler = &facts->handlers[h];
        bool complete;
        struct fn_list bodies = channel_flow_registered(flow, number, site, handler, &complete);
        if (!handler->data || (complete && !bodies.count))
            continue;
        uint32_t data = channel_flow_value(program, number, arguments[handler->data - 1]);
        for (uint32_t i = 0; i < bodies.count; i++) {
            uint32_t parameter = data_parameter(&program->fns[bodies.items[i]], handler);
            if (parameter)
                element_sets_unify(&flow->sets, data,
                                   element_of_local(program, bodies.items[i], parameter));
        }
        if (!complete)
            element_sets_escape(&flow->sets, data);
    }
}

/* A copy of a whole object. A number that is copied as bytes, such as a descriptor into a message, is out of
 * sight. */
static void flow_copy(struct channel_flow *flow, uint32_t number, uint32_t to,
                      struct ir_operand from)
{
    const struct fn *fn = &flow->program->fns[number];
    uint32_t element = channel_flow_value(flow->program, number, from);

    element_sets_unify(&flow->sets, to, element);
    if (from.kind == IR_OPERAND_ADDRESS &&
        stores_type_of_place(fn, (struct ir_place_id){from.index})->kind != IR_TYPE_RECORD)
        element_sets_escape(&flow->sets, element);
}

static void flow_model(struct channel_flow *flow, uint32_t number, const struct call_site *site,
                       uint32_t model)
{
    const struct program *program = flow->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    const struct model_flow *facts = &flow->models[model];

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        uint32_t element = channel_flow_value(program, number, argument);
        bool is_handed_out =
            (channel_flow_is_unnamed(program, model, i) || program->fns[model].contains) &&
            is_number(program, number, argument);
        is_handed_out |= program->fns[model].contains && is_handle(program, number, argument);
        if (channel_flow_is_unnamed(program, model, i))
            bitset_add(&flow->handed_out, record_at(program, number, argument));
        if (is_handed_out || model_flow_hides(facts, fn, call, i + 1))
            element_sets_escape(&flow->sets, element);
        if (facts->returned == i + 1 && call->dst.index)
            element_sets_unify(&flow->sets, element_of_place(program, number, call->dst), element);
        if (facts->copied_to == i + 1 && facts->copied_from &&
            facts->copied_from <= call->arguments.count)
            flow_copy(flow, number, element,
                      fn->unit->operands[call->arguments.first + facts->copied_from - 1]);
    }
    if (program->fns[model].contains && call->dst.index)
        element_sets_escape(&flow->sets, element_of_place(program, number, call->dst));
    for (uint32_t i = 0; i < facts->n_hidden_fields; i++)
        element_sets_escape(&flow->sets, facts->hidden_fields[i]);
    flow_handlers(flow, number, site, model);
}

/* ---- other calls ---- */

/* Whether the argument is one of those that a function like printf() takes: a number there is printed. */
static bool is_printed(const struct program *program, const struct entity *callee, uint32_t number,
                       uint32_t argument, struct ir_operand operand)
{
    return callee->type && callee->type->kind == IR_TYPE_FUNCTION &&
           callee->type->flags & IR_TYPE_VARIADIC && argument >= callee->type->count &&
           is_number(program, number, operand);
}

/* A function of the system without a model keeps no pointer; but a descriptor it may read or write, or
 * turn into text for another program. */
static void flow_unseen(struct channel_flow *flow, uint32_t number, const struct call_site *site)
{
    const struct program *program = flow->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    const struct entity *entity = &program->entities[site->entity];
    bool is_system = site->entity && entity->flags & IR_SYMBOL_SYSTEM;

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        uint32_t record = is_system ? 0 : record_at(program, number, operand);
        bitset_add(&flow->handed_out, record);
        if (site->entity && is_printed(program, entity, number, i, operand))
            element_sets_escape_so(&flow->sets, channel_flow_value(program, number, operand),
                                   ESCAPES_IN_TEXT);
        else if (!is_system || is_number(program, number, operand))
            element_sets_escape(&flow->sets, channel_flow_value(program, number, operand));
    }
    if (call->dst.index)
        element_sets_escape_so(&flow->sets, element_of_place(program, number, call->dst),
                               is_system ? ESCAPES_FROM_SYSTEM : ESCAPES_ITSELF);
}

static void flow_body(struct channel_flow *flow, uint32_t number, const struct call_site *site,
                      uint32_t body)
{
    const struct program *program = flow->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        uint32_t element = channel_flow_value(program, number, operand);
        if (i >= program->fns[body].ir->n_parameters && is_number(program, number, operand))
            element_sets_escape_so(&flow->sets, element, ESCAPES_IN_TEXT);
        else if (i >= program->fns[body].ir->n_parameters)
            element_sets_escape(&flow->sets, element);
        else if (flow->leaks[channel_flow_local(flow, body, i + 1)])
            element_sets_unify(&flow->sets, element, element_of_local(program, body, i + 1));
    }
    if (call->dst.index && !flow->makes[body] &&
        !wait_sets_has_copy(flow->wait_sets, number, site->instr))
        element_sets_unify(&flow->sets, element_of_place(program, number, call->dst),
                           element_of_result(program, body));
}

static void flow_call(struct channel_flow *flow, uint32_t number, const struct call_site *site)
{
    const struct fn *fn = &flow->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    if (!site->targets.count)
        flow_unseen(flow, number, site);
    for (uint32_t i = 0; site->targets.count && site->unresolved && i < call->arguments.count; i++)
        element_sets_escape(&flow->sets,
                            channel_flow_value(flow->program, number,
                                               fn->unit->operands[call->arguments.first + i]));
    for (uint32_t k = 0; k < site->targets.count; k++) {
        if (flow->program->fns[site->targets.items[k]].is_model)
            flow_model(flow, number, site, site->targets.items[k]);
        else
            flow_body(flow, number, site, site->targets.items[k]);
    }
}

/* ---- a function ---- */

/* Code that is missing may do anything with what the rest of the function names. */
static void escape_all(struct channel_flow *flow, uint32_t number)
{
    const struct fn *fn = &flow->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->places.count; id++)
        element_sets_escape(&flow->sets,
                            element_of_place(flow->program, number, (struct ir_place_id){id}));
}

/* Whether the function returns a number that it keeps: whoever gets a descriptor may use it as he likes. */
static bool returns_number(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end == IR_END_RETURN && is_number(program, number, block->a))
            return true;
    }
    return false;
}

/* Adds the local that the operand's value is; whether it was not there. */
static bool carry(const struct fn *fn, struct bitset *carried, struct ir_operand operand)
{
    uint32_t local = fn_local(fn, operand);

    return local && bitset_add(carried, local);
}

/* Adds what goes on from the block: what is handed to a call, returned, or copied to where it goes on. */
static bool carry_on(const struct fn *fn, const struct ir_block *block, struct bitset *carried)
{
    bool grown = block->end == IR_END_RETURN && carry(fn, carried, block->a);

    for (uint32_t i = block->instrs.first; i < block->instrs.first + block->instrs.count; i++) {
        const struct ir_instr *instr = &fn->unit->instrs[i];
        uint32_t to = instr->dst.index
                          ? fn_local(fn, (struct ir_operand){IR_OPERAND_PLACE, instr->dst.index})
                          : 0;
        if (instr->op == IR_COPY && (!to || bitset_has(carried, to)))
            grown |= carry(fn, carried, instr->a);
        for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++)
            grown |= carry(fn, carried, fn->unit->operands[instr->arguments.first + k]);
    }
    return grown;
}

/* The locals whose value goes on. The others are only compared and computed with, such as the greatest descriptor of a
 * set: they are none. */
static struct bitset find_carried(const struct fn *fn, struct arena *scratch)
{
    struct bitset carried = bitset_new(scratch, fn->ir->locals.count + 1);
    bool grown = true;

    for (uint32_t local = 1; local < fn->ir->locals.count; local++)
        if (fn->unit->locals[fn->ir->locals.first + local].flags &
            (IR_LOCAL_ADDRESS_TAKEN | IR_LOCAL_PARAMETER))
            bitset_add(&carried, local);
    while (grown) {
        grown = false;
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
            grown |= carry_on(fn, fn_block(fn, id), &carried);
    }
    return carried;
}

static bool is_only_computed_with(const struct program *program, uint32_t number,
                                  struct ir_place_id place, const struct bitset *carried)
{
    struct ir_operand operand = {IR_OPERAND_PLACE, place.index};
    uint32_t local = fn_local(&program->fns[number], operand);

    return local && !bitset_has(carried, local) && is_number(program, number, operand);
}

static void flow_function(struct channel_flow *flow, uint32_t number)
{
    const struct program *program = flow->program;
    const struct fn *fn = &program->fns[number];
    struct arena *scratch = arena_new();
    struct bitset carried = find_carried(fn, scratch);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->op != IR_COPY || !instr->dst.index ||
                wait_sets_has_copy(flow->wait_sets, number, block->instrs.first + i) ||
                is_only_computed_with(program, number, instr->dst, &carried))
                continue;
            uint32_t to = element_of_place(program, number, instr->dst);
            uint32_t from = channel_flow_value(program, number, instr->a);
            if (to)
                element_sets_unify(&flow->sets, to, from);
            else
                element_sets_escape(&flow->sets, from);
        }
        if (block->end == IR_END_RETURN && !flow->makes[number])
            element_sets_unify(&flow->sets, element_of_result(program, number),
                               channel_flow_value(program, number, block->a));
    }
    arena_free(scratch);
    for (uint32_t i = 0; i < fn->n_calls; i++)
        flow_call(flow, number, &fn->calls[i]);
    bool is_called_unseen = members_is_called_unseen(program, number);
    if (is_called_unseen && returns_number(program, number))
        element_sets_escape(&flow->sets, element_of_result(program, number));
    for (uint32_t i = 1; i <= fn->ir->n_parameters; i++)
        if (is_called_unseen && flow->leaks[channel_flow_local(flow, number, i)])
            element_sets_escape(&flow->sets, element_of_local(program, number, i));
    if (fn->ir->flags & IR_FUNCTION_DAMAGED)
        escape_all(flow, number);
}

/* ---- what escapes with code out of sight ---- */

/* Whether code that we do not see can name the global. */
static bool is_foreign(const struct channel_flow *flow, uint32_t entity)
{
    const struct entity *global = &flow->program->entities[entity];
    bool named_elsewhere = !global->is_static && global->flags & IR_SYMBOL_IN_HEADER;

    return !(global->flags & IR_SYMBOL_FUNCTION) &&
           ((named_elsewhere && (flow->has_unseen || flow->program->n_programs < 2)) ||
            (!global->is_static && !(global->flags & IR_SYMBOL_DEFINED)));
}

bool channel_flow_is_foreign(const struct channel_flow *flow, uint32_t element)
{
    return element && element % 2 == 0 && element < flow->n_named &&
           is_foreign(flow, element / 2 - 1);
}

static void escape_globals(struct channel_flow *flow)
{
    const struct program *program = flow->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t c = 0;
             channel_flow_is_ours(program, number) && c < fn->n_calls && !flow->has_unseen; c++)
            flow->has_unseen = fn->calls[c].entity && !fn->calls[c].targets.count &&
                               !(program->entities[fn->calls[c].entity].flags & IR_SYMBOL_SYSTEM);
    }
    for (uint32_t entity = 1; entity < program->n_entities; entity++)
        if (is_foreign(flow, entity))
            element_sets_escape(&flow->sets, entity * 2 + 2);
}

/* Code out of sight that gets an object knows what its fields hold, if it knows the record; if not, it may
 * have been told of what is behind its pointers. */
static void escape_fields(struct channel_flow *flow)
{
    const struct program *program = flow->program;

    for (uint32_t input = 0; input < program->n_inputs; input++) {
        const struct ir_unit *unit = program->inputs[input].unit;
        for (uint32_t i = 1; i < unit->n_fields; i++) {
            uint32_t field = program->field_of[input][i];
            uint32_t record = program->fields[field].record;
            bool is_pointer = unit->types[unit->fields[i].type.index].kind == IR_TYPE_POINTER;
            uint32_t flags = program->records[record].flags;
            bool is_known = flags & IR_RECORD_IN_HEADER;
            bool is_number = unit->types[unit->fields[i].type.index].kind == IR_TYPE_INTEGER;
            if (is_number && flags & IR_RECORD_SYSTEM)
                element_sets_escape_so(&flow->sets, field * 2 + 1, ESCAPES_TO_SYSTEM);
            if (bitset_has(&flow->handed_out, record) && (is_pointer || is_known))
                element_sets_escape(&flow->sets, field * 2 + 1);
        }
    }
}

/* ---- the whole ---- */

void channel_flow_unify(struct channel_flow *flow)
{
    for (uint32_t number = 1; number < flow->program->n_fns; number++)
        if (channel_flow_is_ours(flow->program, number))
            flow_function(flow, number);
    escape_globals(flow);
    escape_fields(flow);
}
