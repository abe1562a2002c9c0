#include "program/handlers.h"

#include <string.h>

#include "program/contexts_inside.h"
#include "program/elements.h"
#include "program/model_control.h"
#include "program/stores.h"

static void add_bodies(struct handler_list *list, struct fn_list bodies, enum root_kind kind)
{
    for (uint32_t i = 0; i < bodies.count; i++)
        vector_push(list, (struct handler){bodies.items[i], kind, 0});
}

/* ---- in fields ---- */

/* Whether another callback of the model names the field: what is said of the whole object is not of it. */
static bool is_named(const struct model_callbacks *all, const char *field)
{
    for (uint32_t i = 0; i < all->count; i++)
        if (all->items[i].field && strcmp(all->items[i].field, field) == 0)
            return true;
    return false;
}

const char *handlers_record_behind(const struct fn *model, uint32_t parameter)
{
    const struct ir_unit *unit = model->unit;
    const struct ir_local *local = &unit->locals[model->ir->locals.first + parameter];
    const struct ir_type *type = &unit->types[local->type.index];

    if (type->kind == IR_TYPE_POINTER)
        type = &unit->types[type->element.index];
    return type->kind == IR_TYPE_RECORD ? ir_text(unit, unit->records[type->record.index].name)
                                        : "";
}

/* The struct that the operand is, or points to, by its type at the call; 0 = not known. */
static uint32_t record_at_call(const struct program *program, uint32_t number,
                               struct ir_operand operand)
{
    const struct fn *fn = &program->fns[number];
    bool has_place = operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;
    const struct ir_type *type =
        has_place ? stores_type_of_place(fn, (struct ir_place_id){operand.index}) : NULL;

    while (type && (type->kind == IR_TYPE_POINTER || type->kind == IR_TYPE_ARRAY))
        type = &fn->unit->types[type->element.index];
    bool is_record = type && type->kind == IR_TYPE_RECORD;
    return is_record ? program->record_of[fn->input][type->record.index] : 0;
}

/* What fields of that struct may hold: a struct of the model's name, or of a system header where the name
 * says nothing because the API's own struct holds the field in an unnamed one. */
static void add_fields(const struct program *program, uint32_t input,
                       const struct model_callbacks *all, const struct model_callback *callback,
                       const char *record, uint32_t number_of_record, struct handler_list *list)
{
    for (uint32_t field = 1; field < program->n_fields; field++) {
        const struct field_info *self = &program->fields[field];
        const struct record_info *holder = &program->records[self->record];
        bool is_it = number_of_record ? self->record == number_of_record
                                      : record[0] && strcmp(holder->name, record) == 0;
        bool matches = callback->whole ? is_it && !is_named(all, self->name)
                                       : (is_it || holder->flags & IR_RECORD_SYSTEM) &&
                                             strcmp(self->name, callback->field) == 0;
        if (matches)
            add_bodies(list, targets_of_element(program, input, field * 2 + 1), callback->kind);
    }
}

void handlers_of_call(const struct program *program, uint32_t number, const struct call_site *site,
                      uint32_t model, struct handler_list *list)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    struct model_callbacks callbacks = model_callbacks(program, model);

    for (uint32_t c = 0; c < callbacks.count; c++) {
        const struct model_callback *callback = &callbacks.items[c];
        bool complete = false;
        if (!model_callback_is_made(fn, call, callback))
            continue;
        if (callback->parameter == MODEL_RESULT && call->dst.index) {
            uint32_t element = element_of_place(program, number, call->dst);
            add_bodies(list, targets_of_element(program, fn->input, element), callback->kind);
        }
        if (callback->parameter > call->arguments.count)
            continue;
        struct ir_operand operand =
            fn->unit->operands[call->arguments.first + callback->parameter - 1];
        if (callback->whole)
            add_fields(program, fn->input, &callbacks, callback,
                       handlers_record_behind(&program->fns[model], callback->parameter),
                       record_at_call(program, number, operand), list);
        else if (callback->field)
            add_fields(program, fn->input, &callbacks, callback, callback->record, 0, list);
        uint32_t first = list->count, parameter = contexts_parameter(fn, operand);
        add_bodies(list, targets_of_operand(program, number, operand, &complete), callback->kind);
        for (uint32_t i = first; i < list->count; i++)
            list->items[i].parameter = parameter;
    }
}

/* ---- wherever they are ---- */

static void add_fact(const struct program *program, uint32_t model, struct handler_list *list)
{
    struct model_callbacks callbacks = model_callbacks(program, model);

    for (uint32_t c = 0; c < callbacks.count; c++) {
        const struct model_callback *callback = &callbacks.items[c];
        if (callback->whole)
            add_fields(program, TARGETS_OF_ALL_UNITS, &callbacks, callback,
                       handlers_record_behind(&program->fns[model], callback->parameter), 0, list);
        else if (callback->field)
            add_fields(program, TARGETS_OF_ALL_UNITS, &callbacks, callback, callback->record, 0,
                       list);
    }
}

/* ---- by what they get ---- */

/* Whether the record is one of a library: of a header of the system, or not in sight. */
static bool is_of_library(const struct program *program, uint32_t record)
{
    if (program->records[record].flags & IR_RECORD_SYSTEM)
        return true;
    for (uint32_t field = 1; field < program->n_fields; field++)
        if (program->fields[field].record == record)
            return false;
    return true;
}

/* The functions that somebody else's server finds by their names and hands such an object. */
static void add_handed(const struct program *program, uint32_t model, struct handler_list *list)
{
    const char *name = handlers_record_behind(&program->fns[model], 1);

    for (uint32_t i = 1; i < program->n_fns; i++) {
        const struct fn *fn = &program->fns[i];
        if (fn->is_model || !fn->ir->n_parameters || fn->callers.count ||
            !members_is_public(program, i))
            continue;
        const struct ir_type *type =
            &fn->unit->types[fn->unit->locals[fn->ir->locals.first + 1].type.index];
        const struct ir_type *target = &fn->unit->types[type->element.index];
        if (type->kind != IR_TYPE_POINTER || target->kind != IR_TYPE_RECORD)
            continue;
        uint32_t record = program->record_of[fn->input][target->record.index];
        if (strcmp(program->records[record].name, name) == 0 && is_of_library(program, record))
            vector_push(list, (struct handler){i, ROOT_REQUEST, 0});
    }
}

/* ---- by their names ---- */

/* Whether the function is of a module of the name service switch, which calls it per look-up: glibc, System Databases
 * and Name Service Switch, NSS Modules Interface: _nss_SERVICE_FUNCTION. */
static bool is_of_name_service(const struct program *program, uint32_t fn)
{
    static const char prefix[] = "_nss_";
    static const char *const ends[] = {"_r", "_initgroups_dyn", "_getaliasbyname"};
    const char *name = program->fns[fn].name;
    size_t length = strlen(name);

    if (program->fns[fn].is_model || strncmp(name, prefix, strlen(prefix)) != 0)
        return false;
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
        if (length > strlen(ends[i]) && strcmp(name + length - strlen(ends[i]), ends[i]) == 0)
            return members_is_public(program, fn);
    return false;
}

/* ---- what arms itself again ---- */

/* Functions that one hands on to the other: what is started by each end of the one before, and in the end the first
 * one again (read, written, read). */
enum { ARMS_MOST = 3 };

/* Whether every way to the last return of the function, which is where it goes when nothing is wrong, passes the block:
 * what it starts on an error only, it starts until there is none. */
static bool is_on_the_way(const struct fn *fn, uint32_t block)
{
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    uint32_t last = 0;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        if (fn_block(fn, id)->end == IR_END_RETURN &&
            (!last || fn_block(fn, id)->at.line > fn_block(fn, last)->at.line))
            last = id;
    if (block != 1 && bitset_add(&seen, 1))
        vector_push(&todo, 1);
    while (todo.count) {
        const struct ir_block *self = fn_block(fn, vector_pop(&todo));
        for (uint32_t edge = 0; edge < graph_n_successors(self); edge++) {
            uint32_t next = graph_successor(fn, self, edge);
            if (next != block && bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    bool is_on_it = last && !bitset_has(&seen, last);
    arena_free(scratch);
    return is_on_it;
}

/* Whether the function hands `target` to a library that calls it later, at once or through those that it hands on. */
// NOLINTNEXTLINE(misc-no-recursion): at most ARMS_MOST deep
static bool arms(const struct program *program, uint32_t number, uint32_t target, uint32_t level)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        if (!site->entity || site->targets.count)
            continue;
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
            if (argument.kind != IR_OPERAND_FUNCTION)
                continue;
            struct fn_list bodies =
                program->entities[program->entity_of[fn->input][argument.index]].bodies;
            for (uint32_t k = 0; k < bodies.count; k++)
                if ((bodies.items[k] == target && is_on_the_way(fn, site->block)) ||
                    (level < ARMS_MOST && bodies.items[k] != number &&
                     is_on_the_way(fn, site->block) &&
                     arms(program, bodies.items[k], target, level + 1)))
                    return true;
        }
    }
    return false;
}

/* Whether the function, called back at the end of something, starts the next one of it: g_input_stream_read_async(...,
 * on_read, data) in on_read(). */
static bool arms_itself(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    return !fn->is_model && fn->escapes && fn->entity && program->entities[fn->entity].is_static &&
           arms(program, number, number, 1);
}

bool handlers_is_once(const struct program *program, uint32_t fn)
{
    uint32_t own_model = program->entities[program->fns[fn].entity].own_model;

    return !program->fns[fn].is_model && own_model && model_is_called_once(program, own_model);
}

void handlers_of_program(const struct program *program, struct handler_list *list)
{
    for (uint32_t i = 1; i < program->n_fns; i++) {
        const struct entity *entity = &program->entities[program->fns[i].entity];
        if (is_of_name_service(program, i))
            vector_push(list, (struct handler){i, ROOT_REQUEST, 0});
        if (arms_itself(program, i))
            vector_push(list, (struct handler){i, ROOT_EVENT, 0});
        if (model_is_fact(program, i))
            add_fact(program, i, list);
        if (model_is_fact(program, i) && model_is_handed(program, i))
            add_handed(program, i, list);
        if (!program->fns[i].is_model && entity->own_model &&
            model_is_handler(program, entity->own_model))
            vector_push(list, (struct handler){i, ROOT_REQUEST, 0});
        if (handlers_is_once(program, i))
            vector_push(list, (struct handler){i, ROOT_ONCE, 0});
    }
}
