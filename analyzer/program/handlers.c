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

/* The name of the struct that the parameter of the model points to; "" = it says nothing of that. */
static const char *record_behind(const struct fn *model, uint32_t parameter)
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
                       record_behind(&program->fns[model], callback->parameter),
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
                       record_behind(&program->fns[model], callback->parameter), 0, list);
        else if (callback->field)
            add_fields(program, TARGETS_OF_ALL_UNITS, &callbacks, callback, callback->record, 0,
                       list);
    }
}

void handlers_of_program(const struct program *program, struct handler_list *list)
{
    for (uint32_t i = 1; i < program->n_fns; i++) {
        const struct entity *entity = &program->entities[program->fns[i].entity];
        if (model_is_fact(program, i))
            add_fact(program, i, list);
        if (!program->fns[i].is_model && entity->own_model &&
            model_is_handler(program, entity->own_model))
            vector_push(list, (struct handler){i, ROOT_REQUEST, 0});
    }
}
