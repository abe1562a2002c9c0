#include "program/model_control.h"

#include <string.h>

/* The primitives that say where control goes, and which of their arguments is the function. */
static const struct {
    const char *name;
    enum root_kind kind;
} control_primitives[] = {
    {"model_spawn", ROOT_THREAD},
    {"model_calls", ROOT_CALL},
    {"model_on_request", ROOT_REQUEST},
    {"model_on_event", ROOT_EVENT},
    {"model_on_message", ROOT_MESSAGE},
    {"model_on_connection", ROOT_CONNECTION},
    {"model_on_timer", ROOT_TIMER},
    {"model_on_unix_signal", ROOT_UNIX_SIGNAL},
    {"model_on_exit", ROOT_EXIT},
    {"model_calls_once", ROOT_ONCE},
    {"model_on_signal_event", ROOT_SIGNAL_EVENT},
    {"model_pool", ROOT_EVENT},
};

uint32_t model_parameter(const struct fn *model, struct ir_place_id id, const char **ret_field)
{
    const struct ir_place *place = ir_place(model->unit, model->ir, id);

    *ret_field = NULL;
    if (place->kind == IR_PLACE_FIELD)
        *ret_field = ir_text(model->unit, model->unit->fields[place->argument].name);
    while (place->parent.index)
        place = ir_place(model->unit, model->ir, place->parent);
    bool is_parameter = place->kind == IR_PLACE_LOCAL && place->argument <= model->ir->n_parameters;
    return is_parameter ? place->argument : 0;
}

bool model_control_kind(const char *primitive, enum root_kind *ret_kind)
{
    for (size_t i = 0; i < sizeof(control_primitives) / sizeof(*control_primitives); i++)
        if (strcmp(primitive, control_primitives[i].name) == 0) {
            *ret_kind = control_primitives[i].kind;
            return true;
        }
    return false;
}

/* Whether the model returns that local. */
static bool returns_local(const struct fn *model, uint32_t local)
{
    for (uint32_t id = 1; id < model->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(model, id);
        if (block->end == IR_END_RETURN && fn_local(model, block->a) == local)
            return true;
    }
    return false;
}

/* Where the model's first argument of a primitive is found at a call of the model. False: nowhere. */
static bool read_callback(const struct fn *model, struct ir_operand operand,
                          struct model_callback *callback)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    struct ir_place_id id = {operand.index};
    callback->parameter = model_parameter(model, id, &callback->field);
    const struct ir_place *place = fn_place(model, id.index);
    const struct ir_place *root = place;
    while (root->parent.index)
        root = fn_place(model, root->parent.index);
    if (place->kind == IR_PLACE_FIELD) {
        const struct ir_field *field = &model->unit->fields[place->argument];
        callback->record = ir_text(model->unit, model->unit->records[field->record.index].name);
    }
    callback->whole = callback->parameter && place->kind == IR_PLACE_DEREF;
    if (!callback->parameter && place->kind == IR_PLACE_DEREF && root->kind == IR_PLACE_LOCAL &&
        returns_local(model, root->argument))
        callback->parameter = MODEL_RESULT;
    return callback->parameter != 0;
}

struct model_callbacks model_callbacks(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];
    struct model_callbacks callbacks;

    callbacks.count = 0;
    for (uint32_t i = 0; i < fn->n_calls && callbacks.count < MODEL_CALLBACKS; i++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[i].instr];
        struct model_callback callback = {.record = ""};
        if (call->arguments.count &&
            model_control_kind(program->entities[fn->calls[i].entity].name, &callback.kind) &&
            read_callback(fn, fn->unit->operands[call->arguments.first], &callback)) {
            callback.only = model_test_of_block(fn, fn->calls[i].block);
            callbacks.items[callbacks.count++] = callback;
        }
    }
    return callbacks;
}

bool model_callback_is_made(const struct fn *caller, const struct ir_instr *call,
                            const struct model_callback *callback)
{
    return model_test_holds(caller, call, &callback->only, callback->kind != ROOT_SIGNAL_EVENT);
}

static bool calls_primitive(const struct program *program, uint32_t number, const char *name)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; i < fn->n_calls; i++)
        if (strcmp(program->entities[fn->calls[i].entity].name, name) == 0)
            return true;
    return false;
}

bool model_gives_client_of(const struct program *program, uint32_t model)
{
    return calls_primitive(program, model, "model_client_of");
}

bool model_ends_client(const struct program *program, uint32_t model)
{
    return calls_primitive(program, model, "model_client_end");
}

bool model_exits(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_exit");
}

bool model_exits_thread(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_thread_exit");
}

bool model_contains(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_insert") ||
           calls_primitive(program, number, "model_insert_keyed") ||
           calls_primitive(program, number, "model_remove") ||
           calls_primitive(program, number, "model_iterates");
}

bool model_ends_coroutine(const struct program *program, uint32_t number)
{
    return program->fns[number].is_model && calls_primitive(program, number, "model_coroutine");
}

bool model_waits(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_waits_for_event") ||
           model_waits_for_message(program, number) || model_waits_for_request(program, number) ||
           model_accepts(program, number);
}

bool model_sleeps(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_sleeps");
}

bool model_accepts(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_waits_for_connection");
}

bool model_waits_for_request(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_waits_for_request");
}

bool model_waits_for_message(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_waits_for_message");
}

bool model_is_fact(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    return fn->is_model && program->entities[fn->entity].is_static && !fn->callers.count &&
           fn->ir->n_parameters == 1;
}

bool model_is_handler(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_is_handler");
}

bool model_is_called_once(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_is_called_once");
}

bool model_is_handed(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_is_handed");
}

bool model_until_zero(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_until_zero");
}

bool model_reads(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_reads");
}

uint32_t model_stream_over(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; fn->is_model && i < fn->n_calls; i++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[i].instr];
        if (strcmp(program->entities[fn->calls[i].entity].name, "model_stream_over") == 0)
            return fn_local(fn, fn->unit->operands[call->arguments.first]);
    }
    return 0;
}

uint32_t model_finds_by_name(const struct program *program, uint32_t number, uint32_t *ret_to)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; fn->is_model && i < fn->n_calls; i++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[i].instr];
        if (strcmp(program->entities[fn->calls[i].entity].name, "model_function_named") != 0)
            continue;
        const struct ir_place *to = fn_place(fn, call->dst.index);
        *ret_to = to->kind == IR_PLACE_DEREF ? fn_place(fn, to->parent.index)->argument : 0;
        return fn_local(fn, fn->unit->operands[call->arguments.first]);
    }
    return 0;
}

bool model_reads_input(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[i].instr];
        if (strcmp(program->entities[fn->calls[i].entity].name, "model_reads") == 0 &&
            call->arguments.count &&
            fn->unit->operands[call->arguments.first].kind != IR_OPERAND_PLACE)
            return true;
    }
    return false;
}

bool model_awaits(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_receive") ||
           calls_primitive(program, number, "model_wait");
}

bool model_reaps(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_reaps");
}

bool model_makes(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_alloc") ||
           calls_primitive(program, number, "model_spawn");
}

bool model_allocates(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_alloc") ||
           calls_primitive(program, number, "model_new");
}

bool model_frees(const struct program *program, uint32_t number)
{
    return program->fns[number].is_model && calls_primitive(program, number, "model_free");
}

bool model_makes_client(const struct program *program, uint32_t number)
{
    return calls_primitive(program, number, "model_client") ||
           calls_primitive(program, number, "model_socket");
}

bool model_exchanges(const struct program *program, uint32_t number)
{
    static const char *const exchanges[] = {"model_send", "model_put", "model_offer",
                                            "model_receive"};

    /* to connect wakes who accepts, and sends nothing */
    if (calls_primitive(program, number, "model_connects"))
        return calls_primitive(program, number, "model_put");
    for (size_t i = 0; i < sizeof(exchanges) / sizeof(*exchanges); i++)
        if (calls_primitive(program, number, exchanges[i]))
            return true;
    return false;
}

bool model_uses_client(const struct program *program, uint32_t number)
{
    return program->fns[number].is_model &&
           (model_exchanges(program, number) ||
            calls_primitive(program, number, "model_client_blocks"));
}

bool model_opens(const struct program *program, uint32_t number)
{
    return program->fns[number].is_model && calls_primitive(program, number, "model_descriptor");
}

bool model_forks(const struct program *program, uint32_t number)
{
    return program->fns[number].is_model && calls_primitive(program, number, "model_forks");
}

bool model_control_forks(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (fn->calls[c].targets.count && model_forks(program, fn->calls[c].targets.items[0]))
            return true;
    return false;
}
