#include "program/channel_flow.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "program/element_sets.h"
#include "program/elements.h"
#include "program/model_control.h"
#include "program/model_flow.h"
#include "program/stores.h"

/* What a local is a name for: a parameter, from 1, or what the function makes and returns. */
enum { ALIAS_NONE = 0, ALIAS_RESULT = UINT16_MAX };

/* An argument that is a parameter of its caller: what happens to one, happens to the other. */
struct passing {
    uint32_t outer, inner; /* index of the local (local_index()) */
};

/* What the function makes is an argument. */
struct handing_out {
    uint32_t fn, inner; /* index of the local */
};

struct channel_flow {
    const struct program *program;
    const struct wait_sets *wait_sets;
    uint32_t n_named;
    struct element_sets sets;
    uint16_t *alias;           /* per local: ALIAS_… or a parameter */
    uint8_t *leaks;            /* per local: a parameter that is more than used */
    uint8_t *makes;            /* per fn: its result is new */
    uint8_t *denied;           /* per fn: its result looked new, but others know it as well */
    struct model_flow *models; /* per fn; of models only */
    struct bitset handed_out;  /* records of which code out of sight gets objects */
    bool has_unseen;           /* some code of the program is not in sight */
    VECTOR(struct passing) passings;
    VECTOR(struct handing_out) handings;
    struct bitset is_stale; /* per fn: some callee of it makes since, or makes no more */
};

static uint32_t local_index(const struct channel_flow *flow, uint32_t fn, uint32_t local)
{
    return element_index(flow->program, element_of_local(flow->program, fn, local)) - flow->n_named;
}

/* ---- bases ---- */

/* Whether the field begins its record, and is a record of the program's own: one of the system's, such as a
 * semaphore, is known by its own address. */
static bool is_own_base(const struct program *program, uint32_t field, const struct fn *fn,
                        const struct ir_place *place)
{
    const struct ir_type *type = &fn->unit->types[fn->unit->fields[place->argument].type.index];
    uint32_t record =
        type->kind == IR_TYPE_RECORD ? program->record_of[fn->input][type->record.index] : 0;

    return program->fields[field].is_first_base &&
           !(program->records[record].flags & IR_RECORD_SYSTEM);
}

/* The address of a record that begins another one is the whole one's: `&sink->base` is `sink`. */
static struct ir_operand whole_of(const struct program *program, uint32_t number,
                                  struct ir_operand operand)
{
    const struct fn *fn = &program->fns[number];

    while (operand.kind == IR_OPERAND_ADDRESS) {
        const struct ir_place *place = fn_place(fn, operand.index);
        if (place->kind != IR_PLACE_FIELD ||
            !is_own_base(program, program->field_of[fn->input][place->argument], fn, place))
            break;
        const struct ir_place *around = fn_place(fn, place->parent.index);
        bool is_behind = around->kind == IR_PLACE_DEREF;
        operand.kind = is_behind ? IR_OPERAND_PLACE : IR_OPERAND_ADDRESS;
        operand.index = is_behind ? around->parent.index : place->parent.index;
    }
    return operand;
}

static uint32_t element_of_value(const struct program *program, uint32_t number,
                                 struct ir_operand operand)
{
    return element_of_operand(program, number, whole_of(program, number, operand));
}

/* ---- aliases ---- */

/* The local that the place is, or that it lies behind without a named step; 0 = neither. */
static uint32_t base_local(const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){id});

    while (place->kind == IR_PLACE_DEREF || place->kind == IR_PLACE_INDEX ||
           place->kind == IR_PLACE_INDEX_PLACE)
        place = ir_place(fn->unit, fn->ir, place->parent);
    return place->kind == IR_PLACE_LOCAL ? place->argument : 0;
}

static uint32_t exact_local(const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){id});

    return place->kind == IR_PLACE_LOCAL ? place->argument : 0;
}

/* The alias that an operand's value is. */
static uint16_t alias_of(const struct channel_flow *flow, uint32_t number,
                         struct ir_operand operand)
{
    const struct fn *fn = &flow->program->fns[number];

    operand = whole_of(flow->program, number, operand);
    uint32_t local = operand.kind == IR_OPERAND_PLACE ? exact_local(fn, operand.index) : 0;

    return local ? flow->alias[local_index(flow, number, local)] : ALIAS_NONE;
}

/* Whether the call hands back something new: memory, or what a function makes. */
static bool call_makes(const struct channel_flow *flow, const struct call_site *site)
{
    if (!site->targets.count || site->unresolved)
        return false;
    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        const struct fn *fn = &flow->program->fns[target];
        if (fn->is_model ? !flow->models[target].makes : !flow->makes[target])
            return false;
    }
    return true;
}

/* How often, and how, each local of a function is written. */
struct local_writes {
    uint32_t count;
    uint32_t copied_from; /* the local that the only write copies */
    bool all_make;        /* each write is NULL, or something new */
};

static struct local_writes *find_writes(const struct channel_flow *flow, uint32_t number,
                                        struct arena *scratch)
{
    const struct fn *fn = &flow->program->fns[number];
    struct local_writes *writes = ARENA_ARRAY(scratch, struct local_writes, fn->ir->locals.count);

    for (uint32_t i = 1; i < fn->ir->locals.count; i++)
        writes[i].all_make = true;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            uint32_t index = block->instrs.first + i;
            const struct ir_instr *instr = &fn->unit->instrs[index];
            uint32_t local = instr->dst.index ? exact_local(fn, instr->dst.index) : 0;
            if (!local)
                continue;
            writes[local].count++;
            bool is_null = instr->op == IR_COPY && instr->a.kind == IR_OPERAND_NULL;
            bool is_new =
                instr->op == IR_CALL && call_makes(flow, &fn->calls[graph_first_call(fn, index)]);
            bool is_copy = instr->op == IR_COPY && instr->a.kind == IR_OPERAND_PLACE;
            writes[local].copied_from = is_copy ? exact_local(fn, instr->a.index) : 0;
            writes[local].all_make &= is_null || is_new;
        }
    }
    return writes;
}

static bool is_returned(const struct fn *fn, uint32_t local)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        if (block->end == IR_END_RETURN && block->a.kind == IR_OPERAND_PLACE &&
            exact_local(fn, block->a.index) == local)
            return true;
    }
    return false;
}

/* Copies of copies are followed that far. */
enum { ALIAS_ROUNDS = 3 };

static void find_aliases(struct channel_flow *flow, uint32_t number, struct arena *scratch)
{
    const struct fn *fn = &flow->program->fns[number];
    const struct local_writes *writes = find_writes(flow, number, scratch);
    const struct ir_local *locals = &fn->unit->locals[fn->ir->locals.first];
    uint16_t *alias = &flow->alias[local_index(flow, number, 0)];

    for (uint32_t i = 1; i < fn->ir->locals.count; i++) {
        bool is_parameter = i <= fn->ir->n_parameters;
        alias[i] = ALIAS_NONE;
        if (is_parameter && !writes[i].count && i < ALIAS_RESULT)
            alias[i] = (uint16_t)i;
        else if (is_parameter)
            flow->leaks[local_index(flow, number, i)] = 1;
        else if (writes[i].count && writes[i].all_make &&
                 !(locals[i].flags & IR_LOCAL_ADDRESS_TAKEN))
            alias[i] = is_returned(fn, i) ? ALIAS_RESULT : ALIAS_NONE;
        if (is_parameter && locals[i].flags & IR_LOCAL_ADDRESS_TAKEN)
            flow->leaks[local_index(flow, number, i)] = 1;
    }
    for (uint32_t round = 0; round < ALIAS_ROUNDS; round++)
        for (uint32_t i = fn->ir->n_parameters + 1; i < fn->ir->locals.count; i++) {
            uint32_t from = writes[i].copied_from;
            if (writes[i].count == 1 && from && !(locals[i].flags & IR_LOCAL_ADDRESS_TAKEN))
                alias[i] = alias[from];
        }
}

/* ---- leaks ---- */

/* What the function does with the alias makes it more than a parameter that is only used. */
static void leak(struct channel_flow *flow, uint32_t number, uint16_t alias)
{
    if (alias == ALIAS_RESULT)
        flow->makes[number] = 0;
    else if (alias)
        flow->leaks[local_index(flow, number, alias)] = 1;
}

/* The argument goes into that parameter of a body. */
static void leak_into(struct channel_flow *flow, uint32_t number, uint16_t alias, uint32_t body,
                      uint32_t parameter)
{
    const struct fn *fn = &flow->program->fns[body];

    if (!alias)
        return;
    if (parameter > fn->ir->n_parameters) {
        leak(flow, number, alias);
        return;
    }
    uint32_t inner = local_index(flow, body, parameter);
    if (alias == ALIAS_RESULT)
        vector_push(&flow->handings, (struct handing_out){number, inner});
    else
        vector_push(&flow->passings, (struct passing){local_index(flow, number, alias), inner});
}

/* Whether the model has no name for the argument: what the call does with it hangs on another one, such as the
 * request of an ioctl(). */
static bool is_unnamed(const struct program *program, uint32_t model, uint32_t argument)
{
    return argument >= program->fns[model].ir->n_parameters;
}

static void leak_argument(struct channel_flow *flow, uint32_t number, const struct call_site *site,
                          uint32_t argument, uint16_t alias)
{
    const struct program *program = flow->program;
    bool is_system = site->entity && program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;

    if ((!site->targets.count && !is_system) || site->unresolved)
        leak(flow, number, alias);
    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        if (!program->fns[target].is_model)
            leak_into(flow, number, alias, target, argument + 1);
        else if (is_unnamed(program, target, argument) ||
                 model_flow_keeps(&flow->models[target], &program->fns[number],
                                  &program->fns[number].unit->instrs[site->instr], argument + 1))
            leak(flow, number, alias);
    }
}

/* Whether the place is what a parameter points to, without a named step. */
static uint16_t alias_behind(const struct channel_flow *flow, uint32_t number, uint32_t id)
{
    const struct fn *fn = &flow->program->fns[number];
    uint32_t local = base_local(fn, id);

    return local && local != exact_local(fn, id) ? flow->alias[local_index(flow, number, local)]
                                                 : ALIAS_NONE;
}

static void leak_copy(struct channel_flow *flow, uint32_t number, const struct ir_instr *copy)
{
    const struct fn *fn = &flow->program->fns[number];
    uint16_t from = alias_of(flow, number, copy->a);
    uint32_t to = copy->dst.index ? exact_local(fn, copy->dst.index) : 0;

    if (from && !(to && flow->alias[local_index(flow, number, to)] == from))
        leak(flow, number, from);
    /* what goes through a pointer to a handle: *out = handle */
    if (copy->dst.index && copy->a.kind != IR_OPERAND_INTEGER && copy->a.kind != IR_OPERAND_NULL)
        leak(flow, number, alias_behind(flow, number, copy->dst.index));
    if (copy->a.kind == IR_OPERAND_PLACE)
        leak(flow, number, alias_behind(flow, number, copy->a.index));
}

static void find_leaks(struct channel_flow *flow, uint32_t number)
{
    const struct fn *fn = &flow->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++)
            if (fn->unit->instrs[block->instrs.first + i].op == IR_COPY &&
                !wait_sets_has_copy(flow->wait_sets, number, block->instrs.first + i))
                leak_copy(flow, number, &fn->unit->instrs[block->instrs.first + i]);
        uint16_t returned =
            block->end == IR_END_RETURN ? alias_of(flow, number, block->a) : ALIAS_NONE;
        if (returned != ALIAS_RESULT)
            leak(flow, number, returned);
    }
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
            uint16_t alias = alias_of(flow, number, argument);
            if (alias)
                leak_argument(flow, number, &fn->calls[c], i, alias);
        }
    }
}

static void spread_leaks(struct channel_flow *flow)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < flow->passings.count; i++) {
            struct passing passing = flow->passings.items[i];
            if (flow->leaks[passing.inner] && !flow->leaks[passing.outer]) {
                flow->leaks[passing.outer] = 1;
                changed = true;
            }
        }
    }
    for (uint32_t i = 0; i < flow->handings.count; i++)
        if (flow->leaks[flow->handings.items[i].inner])
            flow->makes[flow->handings.items[i].fn] = 0;
}

/* ---- handlers: what is registered gets what is registered with it ---- */

/* The parameter of the body in which the data arrives. */
static uint32_t data_parameter(const struct fn *body, const struct model_handler *handler)
{
    return handler->kind == ROOT_THREAD || handler->kind == ROOT_CALL ? 1 : body->ir->n_parameters;
}

static void flow_handlers(struct channel_flow *flow, uint32_t number, const struct call_site *site,
                          uint32_t model, bool unifying)
{
    const struct program *program = flow->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    const struct model_flow *facts = &flow->models[model];

    for (uint32_t h = 0; h < facts->n_handlers; h++) {
        const struct model_handler *handler = &facts->handlers[h];
        if (handler->function > call->arguments.count || handler->data > call->arguments.count)
            continue;
        const struct ir_operand *arguments = &fn->unit->operands[call->arguments.first];
        bool complete;
        struct fn_list bodies =
            targets_of_operand(program, number, arguments[handler->function - 1], &complete);
        for (uint32_t i = 0; i < bodies.count; i++) {
            const struct fn *body = &program->fns[bodies.items[i]];
            uint32_t parameter = data_parameter(body, handler);
            for (uint32_t p = 1; !unifying && p <= body->ir->n_parameters; p++)
                flow->leaks[local_index(flow, bodies.items[i], p)] = 1;
            if (unifying && parameter && handler->data)
                element_sets_unify(&flow->sets,
                                   element_of_value(program, number, arguments[handler->data - 1]),
                                   element_of_local(program, bodies.items[i], parameter));
        }
        if (unifying && handler->data && !complete)
            element_sets_escape(&flow->sets,
                                element_of_value(program, number, arguments[handler->data - 1]));
    }
}

/* ---- unification ---- */

/* A copy of a whole object. A number that is copied as bytes, such as a descriptor into a message, is out of
 * sight. */
static void flow_copy(struct channel_flow *flow, uint32_t number, uint32_t to,
                      struct ir_operand from)
{
    const struct fn *fn = &flow->program->fns[number];
    uint32_t element = element_of_value(flow->program, number, from);

    element_sets_unify(&flow->sets, to, element);
    if (from.kind == IR_OPERAND_ADDRESS &&
        stores_type_of_place(fn, (struct ir_place_id){from.index})->kind != IR_TYPE_RECORD)
        element_sets_escape(&flow->sets, element);
}

/* Whether the operand is a number that is kept in a local, a global, a field or an array. */
static bool is_number(const struct program *program, uint32_t number, struct ir_operand operand)
{
    const struct fn *fn = &program->fns[number];
    struct ir_type_id type = {0};

    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
    while (place->kind == IR_PLACE_INDEX || place->kind == IR_PLACE_INDEX_PLACE)
        place = ir_place(fn->unit, fn->ir, place->parent);
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

static void flow_model(struct channel_flow *flow, uint32_t number, const struct call_site *site,
                       uint32_t model)
{
    const struct program *program = flow->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    const struct model_flow *facts = &flow->models[model];

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        uint32_t element = element_of_value(program, number, argument);
        bool is_handed_out = (is_unnamed(program, model, i) || program->fns[model].contains) &&
                             is_number(program, number, argument);
        if (is_unnamed(program, model, i))
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
    flow_handlers(flow, number, site, model, true);
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
            element_sets_escape_so(&flow->sets, element_of_value(program, number, operand),
                                   ESCAPES_IN_TEXT);
        else if (!is_system || is_number(program, number, operand))
            element_sets_escape(&flow->sets, element_of_value(program, number, operand));
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
        uint32_t element = element_of_value(program, number, operand);
        if (i >= program->fns[body].ir->n_parameters && is_number(program, number, operand))
            element_sets_escape_so(&flow->sets, element, ESCAPES_IN_TEXT);
        else if (i >= program->fns[body].ir->n_parameters)
            element_sets_escape(&flow->sets, element);
        else if (flow->leaks[local_index(flow, body, i + 1)])
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
        element_sets_escape(
            &flow->sets,
            element_of_value(flow->program, number, fn->unit->operands[call->arguments.first + i]));
    for (uint32_t k = 0; k < site->targets.count; k++) {
        if (flow->program->fns[site->targets.items[k]].is_model)
            flow_model(flow, number, site, site->targets.items[k]);
        else
            flow_body(flow, number, site, site->targets.items[k]);
    }
}

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
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        if (block->end == IR_END_RETURN && is_number(program, number, block->a))
            return true;
    }
    return false;
}

static void flow_function(struct channel_flow *flow, uint32_t number)
{
    const struct program *program = flow->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->op != IR_COPY || !instr->dst.index ||
                wait_sets_has_copy(flow->wait_sets, number, block->instrs.first + i))
                continue;
            uint32_t to = element_of_place(program, number, instr->dst);
            uint32_t from = element_of_value(program, number, instr->a);
            if (to)
                element_sets_unify(&flow->sets, to, from);
            else
                element_sets_escape(&flow->sets, from);
        }
        if (block->end == IR_END_RETURN && !flow->makes[number])
            element_sets_unify(&flow->sets, element_of_result(program, number),
                               element_of_value(program, number, block->a));
    }
    for (uint32_t i = 0; i < fn->n_calls; i++)
        flow_call(flow, number, &fn->calls[i]);
    bool is_called_unseen = fn->escapes || members_is_public(program, number);
    if (is_called_unseen && returns_number(program, number))
        element_sets_escape(&flow->sets, element_of_result(program, number));
    for (uint32_t i = 1; i <= fn->ir->n_parameters; i++)
        if (is_called_unseen && flow->leaks[local_index(flow, number, i)])
            element_sets_escape(&flow->sets, element_of_local(program, number, i));
    if (fn->ir->flags & IR_FUNCTION_DAMAGED)
        escape_all(flow, number);
}

/* ---- the whole ---- */

static bool is_ours(const struct program *program, uint32_t number)
{
    return !program->fns[number].is_model;
}

/* Those who call the function see something else in it now. */
static void make_callers_stale(struct channel_flow *flow, uint32_t number)
{
    const struct fn_list callers = flow->program->fns[number].callers;

    for (uint32_t i = 0; i < callers.count; i++)
        bitset_add(&flow->is_stale, callers.items[i]);
}

/* Whether the function returns a local of it that holds only new things, and nothing else but NULL. */
static bool returns_new(const struct channel_flow *flow, uint32_t number)
{
    const struct fn *fn = &flow->program->fns[number];
    bool makes = false, other = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end != IR_END_RETURN || block->a.kind == IR_OPERAND_NULL)
            continue;
        bool is_new = alias_of(flow, number, block->a) == ALIAS_RESULT;
        makes |= is_new;
        other |= !is_new;
    }
    return makes && !other;
}

/* Finds what makes, from nothing. Callees that stand behind their callers are found in the next round. */
static void find_makers(struct channel_flow *flow, struct arena *scratch)
{
    enum { ROUNDS = 3 }; /* makers of makers */
    const struct program *program = flow->program;

    memset(flow->makes, 0, program->n_fns * sizeof(*flow->makes));
    for (uint32_t round = 0; round < ROUNDS; round++)
        for (uint32_t number = 1; number < program->n_fns; number++) {
            if (!bitset_has(&flow->is_stale, number) || !is_ours(program, number))
                continue;
            bitset_remove(&flow->is_stale, number);
            find_aliases(flow, number, scratch);
            arena_reset(scratch);
            bool makes = returns_new(flow, number) && !flow->denied[number];
            if (makes != flow->makes[number])
                make_callers_stale(flow, number);
            flow->makes[number] = makes;
        }
}

/* What a coroutine gets, it goes on with when its caller is elsewhere. */
static void mark_coroutine(struct channel_flow *flow, const struct call_site *site)
{
    for (uint32_t k = 0; k < site->targets.count; k++) {
        const struct fn *body = &flow->program->fns[site->targets.items[k]];
        for (uint32_t p = 1; !body->is_model && p <= body->ir->n_parameters; p++)
            flow->leaks[local_index(flow, site->targets.items[k], p)] = 1;
    }
}

bool channel_flow_is_body(const struct program *program, const struct fn *fn, uint32_t c)
{
    for (uint32_t next = c + 1; next < fn->n_calls && fn->calls[next].block == fn->calls[c].block;
         next++)
        for (uint32_t k = 0; k < fn->calls[next].targets.count; k++)
            if (program->fns[fn->calls[next].targets.items[k]].exits_thread)
                return true;
    return false;
}

static void mark_bodies(struct channel_flow *flow, const struct fn *fn, uint32_t c)
{
    for (uint32_t k = 0; k < fn->calls[c].targets.count; k++) {
        uint32_t body = fn->calls[c].targets.items[k];
        for (uint32_t p = 1; p <= flow->program->fns[body].ir->n_parameters; p++)
            flow->leaks[local_index(flow, body, p)] = 1;
    }
}

/* What handlers get comes from where they are registered. */
static void mark_handlers(struct channel_flow *flow)
{
    const struct program *program = flow->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t c = 0; is_ours(program, number) && c < fn->n_calls; c++)
            if (fn->calls[c].in_coroutine)
                mark_coroutine(flow, &fn->calls[c]);
        for (uint32_t c = 0; is_ours(program, number) && c < fn->n_calls; c++) {
            if (channel_flow_is_body(program, fn, c))
                mark_bodies(flow, fn, c);
            for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
                if (program->fns[fn->calls[c].targets.items[k]].is_model)
                    flow_handlers(flow, number, &fn->calls[c], fn->calls[c].targets.items[k],
                                  false);
        }
    }
}

/* Denies what looked new and is not; whether there was any. All that looked new is looked at again. */
static bool deny_leaky(struct channel_flow *flow, const uint8_t *makes_before)
{
    bool any = false;

    for (uint32_t number = 1; number < flow->program->n_fns; number++) {
        if (!makes_before[number])
            continue;
        bitset_add(&flow->is_stale, number);
        make_callers_stale(flow, number);
        flow->denied[number] |= !flow->makes[number];
        any |= !flow->makes[number];
    }
    return any;
}

/* Finds what makes and what leaks, until the one agrees with the other. */
static void settle(struct channel_flow *flow, struct arena *scratch)
{
    enum { ROUNDS = 4 }; /* then nothing is taken for new */
    const struct program *program = flow->program;
    uint8_t *before = memory_zeroed(program->n_fns, sizeof(*before));
    uint32_t round = 0;

    for (uint32_t number = 1; number < program->n_fns; number++)
        bitset_add(&flow->is_stale, number);
    do {
        if (round == ROUNDS)
            memset(flow->denied, 1, program->n_fns * sizeof(*flow->denied));
        find_makers(flow, scratch);
        memcpy(before, flow->makes, program->n_fns * sizeof(*before));
        vector_clear(&flow->passings);
        vector_clear(&flow->handings);
        for (uint32_t number = 1; number < program->n_fns; number++)
            if (is_ours(program, number))
                find_leaks(flow, number);
        spread_leaks(flow);
    } while (deny_leaky(flow, before) && round++ < ROUNDS);
    free(before);
}

/* Whether code that we do not see can name the global. */
static bool is_foreign(const struct channel_flow *flow, uint32_t entity)
{
    const struct entity *global = &flow->program->entities[entity];
    bool named_elsewhere = !global->is_static && global->flags & IR_SYMBOL_IN_HEADER;

    return !(global->flags & IR_SYMBOL_FUNCTION) &&
           ((named_elsewhere && (flow->has_unseen || flow->program->n_programs < 2)) ||
            (!global->is_static && !(global->flags & IR_SYMBOL_DEFINED)));
}

static void escape_globals(struct channel_flow *flow)
{
    const struct program *program = flow->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t c = 0; is_ours(program, number) && c < fn->n_calls && !flow->has_unseen; c++)
            flow->has_unseen = fn->calls[c].entity && !fn->calls[c].targets.count &&
                               !(program->entities[fn->calls[c].entity].flags & IR_SYMBOL_SYSTEM);
    }
    for (uint32_t entity = 1; entity < program->n_entities; entity++)
        if (is_foreign(flow, entity))
            element_sets_escape(&flow->sets, entity * 2 + 2);
}

struct channel_flow *channel_flow_new(const struct program *program, const struct wait_sets *sets)
{
    struct channel_flow *flow = memory_zeroed(1, sizeof(*flow));
    struct arena *scratch = arena_new();
    uint32_t n = elements_count(program);

    flow->program = program;
    flow->wait_sets = sets;
    flow->n_named = elements_named(program);
    flow->alias = memory_zeroed(n - flow->n_named, sizeof(*flow->alias));
    flow->leaks = memory_zeroed(n - flow->n_named, sizeof(*flow->leaks));
    flow->makes = memory_zeroed(program->n_fns, sizeof(*flow->makes));
    flow->denied = memory_zeroed(program->n_fns, sizeof(*flow->denied));
    flow->models = memory_zeroed(program->n_fns, sizeof(*flow->models));
    element_sets_init(&flow->sets, program);
    flow->handed_out = bitset_new(program->run, program->n_records + 1);
    flow->is_stale = bitset_new(program->run, program->n_fns);
    for (uint32_t number = 1; number < program->n_fns; number++)
        if (program->fns[number].is_model)
            flow->models[number] = model_flow_of(program, number);
    mark_handlers(flow);
    settle(flow, scratch);
    for (uint32_t number = 1; number < program->n_fns; number++)
        if (is_ours(program, number))
            flow_function(flow, number);
    escape_globals(flow);
    escape_fields(flow);
    arena_free(scratch);
    return flow;
}

void channel_flow_free(struct channel_flow *flow)
{
    if (!flow)
        return;
    element_sets_deinit(&flow->sets);
    free(flow->alias);
    free(flow->leaks);
    free(flow->makes);
    free(flow->denied);
    free(flow->models);
    vector_deinit(&flow->passings);
    vector_deinit(&flow->handings);
    free(flow);
}

static struct rooted root_of_place(const struct channel_flow *flow, uint32_t number, uint32_t id)
{
    const struct fn *fn = &flow->program->fns[number];
    uint32_t local = base_local(fn, id);
    uint16_t alias = local ? flow->alias[local_index(flow, number, local)] : ALIAS_NONE;
    struct rooted rooted = {.element =
                                element_of_place(flow->program, number, (struct ir_place_id){id})};

    rooted.place = id;
    rooted.root = rooted.element ? ROOTED_HERE : ROOTED_NOWHERE;
    if (alias == ALIAS_RESULT && flow->makes[number])
        rooted.root = ROOTED_RESULT;
    else if (alias && alias != ALIAS_RESULT && !flow->leaks[local_index(flow, number, alias)]) {
        rooted.root = ROOTED_PARAMETER;
        rooted.parameter = alias;
    }
    return rooted;
}

/* The first element of an array has the array's own place. With two constant indices it would not be known
 * which of them is left out. */
uint32_t channel_flow_index(const struct fn *fn, struct ir_place_id id)
{
    const struct ir_place *place = ir_place(fn->unit, fn->ir, id);
    const struct ir_type *type = stores_type_of_place(fn, id);
    bool is_array = type && type->kind == IR_TYPE_ARRAY;
    bool is_matrix = is_array && fn->unit->types[type->element.index].kind == IR_TYPE_ARRAY;

    switch ((enum ir_place_kind)place->kind) {
    case IR_PLACE_INDEX:
        type = stores_type_of_place(fn, place->parent);
        is_matrix = type && type->kind == IR_TYPE_ARRAY &&
                    fn->unit->types[type->element.index].kind == IR_TYPE_ARRAY;
        return is_array || is_matrix || place->argument >= INDEX_UNKNOWN - 1 ? INDEX_UNKNOWN
                                                                             : place->argument + 1;
    case IR_PLACE_INDEX_PLACE:
        return is_array && !is_matrix ? 1 : INDEX_UNKNOWN;
    case IR_PLACE_DEREF:
        return 1;
    case IR_PLACE_LOCAL:
    case IR_PLACE_GLOBAL:
    case IR_PLACE_FIELD:
        return is_matrix ? INDEX_UNKNOWN : is_array;
    case IR_PLACE_UNKNOWN:
        break;
    }
    return INDEX_UNKNOWN;
}

struct rooted channel_flow_root(const struct channel_flow *flow, uint32_t fn,
                                struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return (struct rooted){.root = ROOTED_NOWHERE};
    struct rooted rooted = root_of_place(flow, fn, operand.index);
    if (operand.kind == IR_OPERAND_PLACE)
        rooted.index =
            channel_flow_index(&flow->program->fns[fn], (struct ir_place_id){operand.index});
    return rooted;
}

struct rooted channel_flow_object(const struct channel_flow *flow, uint32_t fn,
                                  struct ir_operand operand)
{
    struct ir_operand whole = whole_of(flow->program, fn, operand);
    struct rooted rooted = channel_flow_root(flow, fn, whole);

    if (rooted.root != ROOTED_NOWHERE)
        rooted.place = operand.index;
    return rooted;
}

struct rooted channel_flow_result(const struct channel_flow *flow, uint32_t fn,
                                  struct ir_place_id place)
{
    return place.index ? root_of_place(flow, fn, place.index)
                       : (struct rooted){.root = ROOTED_NOWHERE};
}

bool channel_flow_makes(const struct channel_flow *flow, uint32_t fn)
{
    return flow->makes[fn];
}

bool channel_flow_is_foreign(const struct channel_flow *flow, uint32_t element)
{
    return element && element % 2 == 0 && element < flow->n_named &&
           is_foreign(flow, element / 2 - 1);
}

uint32_t channel_flow_class(struct channel_flow *flow, uint32_t element)
{
    return element_sets_root(&flow->sets, element_index(flow->program, element));
}

bool channel_flow_is_private(struct channel_flow *flow, uint32_t element)
{
    uint32_t index = element_index(flow->program, element);

    /* nothing has been put into one set with it */
    return element >= flow->n_named && flow->sets.parent[index] == index && !flow->sets.rank[index];
}

bool channel_flow_escapes(struct channel_flow *flow, uint32_t class)
{
    return flow->sets.escapes[element_sets_root(&flow->sets, class)] & ~ESCAPES_TO_SYSTEM;
}

bool channel_flow_is_used_unseen(struct channel_flow *flow, uint32_t class)
{
    return flow->sets.escapes[element_sets_root(&flow->sets, class)] &
           (ESCAPES_ITSELF | ESCAPES_TO_SYSTEM);
}
