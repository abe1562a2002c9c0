#include "program/model_control.h"

#include <string.h>

/* The primitives that say where control goes, and which of their arguments is the function. */
static const struct {
    const char *name;
    enum root_kind kind;
} control_primitives[] = {
    {"model_spawn", ROOT_THREAD},       {"model_calls", ROOT_CALL},
    {"model_on_request", ROOT_REQUEST}, {"model_on_event", ROOT_EVENT},
    {"model_on_timer", ROOT_TIMER},     {"model_on_unix_signal", ROOT_UNIX_SIGNAL},
    {"model_on_exit", ROOT_EXIT},       {"model_calls_once", ROOT_ONCE},
    {"model_pool", ROOT_EVENT},
};

/* The parameter that a model's local holds: it is one, or a copy of one, or a field of what one points
 * to, such as struct sigaction's handler. 0 = none of these. */
static uint32_t parameter_of(const struct fn *fn, struct ir_operand operand, const char **ret_field)
{
    *ret_field = NULL;
    if (operand.kind != IR_OPERAND_PLACE)
        return 0;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
    if (place->kind == IR_PLACE_FIELD)
        *ret_field = ir_text(fn->unit, fn->unit->fields[place->argument].name);
    while (place->parent.index)
        place = ir_place(fn->unit, fn->ir, place->parent);
    bool is_parameter = place->kind == IR_PLACE_LOCAL && place->argument <= fn->ir->n_parameters;
    return is_parameter ? place->argument : 0;
}

struct model_callbacks model_callbacks(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];
    struct model_callbacks callbacks = {.count = 0};

    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[i].instr];
        const char *name = program->entities[fn->calls[i].entity].name;
        if (!call->arguments.count)
            continue;
        const char *field = NULL;
        uint32_t parameter = parameter_of(fn, fn->unit->operands[call->arguments.first], &field);
        for (size_t k = 0; k < sizeof(control_primitives) / sizeof(*control_primitives); k++)
            if (parameter && callbacks.count < MODEL_CALLBACKS &&
                strcmp(name, control_primitives[k].name) == 0)
                callbacks.items[callbacks.count++] =
                    (struct model_callback){control_primitives[k].kind, parameter, field};
    }
    return callbacks;
}

static bool calls_primitive(const struct program *program, uint32_t number, const char *name)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; i < fn->n_calls; i++)
        if (strcmp(program->entities[fn->calls[i].entity].name, name) == 0)
            return true;
    return false;
}

bool model_exits_thread(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_thread_exit");
}

bool model_waits(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_waits_for_event");
}

bool model_awaits(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_receive") ||
           calls_primitive(program, number, "model_wait");
}

bool model_forks(const struct program *program, uint32_t number)
{
    return program->fns[number].is_model && calls_primitive(program, number, "model_forks");
}
