#include "program/model_flow.h"

#include <string.h>

#include "program/model_control.h"

/* The parameter that the operand's value is, or which holds the address of it; 0 = none. */
static uint32_t value_parameter(const struct fn *model, struct ir_operand operand)
{
    uint32_t local = fn_local(model, operand);

    return local <= model->ir->n_parameters ? local : 0;
}

/* What primitives do with their first arguments that is more than to use them. */
static const char *const hiding[] = {"model_escape", "model_pass"};
static const char *const making[] = {"model_alloc", "model_new", "model_client",
                                     "model_descriptor"};

static bool is_one_of(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void keep(struct model_flow *flow, uint32_t parameter)
{
    if (parameter && parameter < 64)
        flow->kept |= UINT64_C(1) << parameter;
}

static void hide(struct model_flow *flow, uint32_t parameter)
{
    keep(flow, parameter);
    if (parameter && parameter < 64)
        flow->hidden |= UINT64_C(1) << parameter;
}

static void read_handlers(const struct fn *model, const struct ir_instr *call, const char *name,
                          struct model_flow *flow)
{
    enum root_kind kind;

    if (!model_control_kind(name, &kind) || call->arguments.count < 1 ||
        flow->n_handlers == MODEL_HANDLERS)
        return;
    const struct ir_operand *arguments = &model->unit->operands[call->arguments.first];
    const char *field = NULL;
    struct model_handler handler = {.kind = kind};
    if (arguments[0].kind == IR_OPERAND_PLACE)
        handler.function = model_parameter(model, (struct ir_place_id){arguments[0].index}, &field);
    if (call->arguments.count > 1)
        handler.data = value_parameter(model, arguments[1]);
    if (handler.function && !field)
        flow->handlers[flow->n_handlers++] = handler;
    keep(flow, handler.data);
    if (!handler.function || field)
        hide(flow, handler.data);
}

/* A model declares a record of its own by the name that the header gives it: the program's is another. */
static void hide_field(const struct program *program, uint32_t number, struct model_flow *flow)
{
    const struct field_info *fields = program->fields;
    const char *record = program->records[fields[number].record].name;

    for (uint32_t i = 1; i < program->n_fields && flow->n_hidden_fields < MODEL_HIDDEN_FIELDS; i++)
        if (i != number && strcmp(fields[i].name, fields[number].name) == 0 &&
            strcmp(program->records[fields[i].record].name, record) == 0)
            flow->hidden_fields[flow->n_hidden_fields++] = i * 2 + 1;
}

/* Hides the parameter where the block that does it is reached. */
static void hide_if(const struct fn *model, uint32_t block, uint32_t parameter,
                    struct model_flow *flow)
{
    struct model_test only = model_test_of_block(model, block);

    if (!only.parameter || flow->n_hidden_ifs == MODEL_HIDDEN_IFS)
        hide(flow, parameter);
    else
        flow->hidden_ifs[flow->n_hidden_ifs++] = (struct model_hidden_if){parameter, only};
}

/* A parameter, what an array of them holds, or a field of what it points to. */
static void hide_operand(const struct program *program, const struct fn *model,
                         struct ir_operand operand, uint32_t block, struct model_flow *flow)
{
    const char *field = NULL;

    if (operand.kind != IR_OPERAND_PLACE)
        return;
    uint32_t parameter = model_parameter(model, (struct ir_place_id){operand.index}, &field);
    const struct ir_place *place =
        ir_place(model->unit, model->ir, (struct ir_place_id){operand.index});
    while (place->parent.index && place->kind != IR_PLACE_FIELD)
        place = ir_place(model->unit, model->ir, place->parent);
    if (parameter && place->kind != IR_PLACE_FIELD)
        hide_if(model, block, parameter, flow);
    else if (parameter)
        hide_field(program, program->field_of[model->input][place->argument], flow);
}

static void read_call(const struct program *program, const struct fn *model,
                      const struct call_site *site, struct model_flow *flow)
{
    const struct ir_instr *call = &model->unit->instrs[site->instr];
    const struct ir_operand *arguments = &model->unit->operands[call->arguments.first];
    const char *name = program->entities[site->entity].name;

    read_handlers(model, call, name, flow);
    if (call->arguments.count && is_one_of(name, hiding, 2))
        hide_operand(program, model, arguments[0], site->block, flow);
    if (call->arguments.count > 1 && strcmp(name, "model_copy") == 0) {
        flow->copied_to = value_parameter(model, arguments[0]);
        flow->copied_from = value_parameter(model, arguments[1]);
        keep(flow, flow->copied_to);
        keep(flow, flow->copied_from);
    }
}

static bool makes(const struct program *program, uint32_t number, uint32_t depth);

/* Whether the local gets the result of a primitive that makes something new, or of a helper that does. */
static bool is_made(const struct program *program, const struct fn *model, uint32_t local,
                    uint32_t depth)
{
    for (uint32_t c = 0; c < model->n_calls; c++) {
        const struct call_site *site = &model->calls[c];
        const struct ir_instr *call = &model->unit->instrs[site->instr];
        if (!call->dst.index || fn_place(model, call->dst.index)->kind != IR_PLACE_LOCAL ||
            fn_place(model, call->dst.index)->argument != local)
            continue;
        if (is_one_of(program->entities[site->entity].name, making,
                      sizeof(making) / sizeof(*making)))
            return true;
        if (site->targets.count && makes(program, site->targets.items[0], depth + 1))
            return true;
    }
    return false;
}

/* Whether the function returns something new. */
static bool makes(const struct program *program, uint32_t number, uint32_t depth)
{
    enum { HELPERS_MOST = 3 }; /* one below the other */
    const struct fn *model = &program->fns[number];

    for (uint32_t id = 1; id < model->ir->blocks.count && depth <= HELPERS_MOST; id++) {
        const struct ir_block *block = fn_block(model, id);
        uint32_t local = block->end == IR_END_RETURN ? fn_local(model, block->a) : 0;
        if (local > model->ir->n_parameters && is_made(program, model, local, depth))
            return true;
    }
    return false;
}

static void read_block(const struct fn *model, const struct ir_block *block,
                       struct model_flow *flow)
{
    for (uint32_t i = 0; i < block->instrs.count; i++) {
        const struct ir_instr *instr = &model->unit->instrs[block->instrs.first + i];
        uint32_t parameter =
            instr->op == IR_COPY && instr->dst.index ? value_parameter(model, instr->a) : 0;
        const struct ir_place *to = ir_place(model->unit, model->ir, instr->dst);
        if (parameter && to->kind != IR_PLACE_LOCAL)
            hide(flow, parameter);
    }
    if (block->end != IR_END_RETURN)
        return;
    uint32_t parameter = value_parameter(model, block->a);
    if (parameter) {
        flow->returned = parameter;
        flow->returnable |= parameter < 64 ? UINT64_C(1) << parameter : 0;
    }
}

struct model_flow model_flow_of(const struct program *program, uint32_t number)
{
    const struct fn *model = &program->fns[number];
    struct model_flow flow = {.kept = 0};

    for (uint32_t c = 0; c < model->n_calls; c++)
        read_call(program, model, &model->calls[c], &flow);
    for (uint32_t id = 1; id < model->ir->blocks.count; id++)
        read_block(model, fn_block(model, id), &flow);
    flow.makes = makes(program, number, 0);
    return flow;
}

static bool hides_if(const struct model_flow *flow, const struct fn *caller,
                     const struct ir_instr *call, uint32_t parameter)
{
    for (uint32_t i = 0; i < flow->n_hidden_ifs; i++) {
        const struct model_use use = {.only = flow->hidden_ifs[i].only};
        if (flow->hidden_ifs[i].parameter == parameter && model_use_may_be_made(caller, call, &use))
            return true;
    }
    return false;
}

bool model_flow_keeps(const struct model_flow *flow, const struct fn *caller,
                      const struct ir_instr *call, uint32_t parameter)
{
    bool returns = call->dst.index && parameter < 64 && flow->returnable >> parameter & 1;

    return parameter > 63 || flow->kept >> parameter & 1 || returns ||
           hides_if(flow, caller, call, parameter);
}

bool model_flow_hides(const struct model_flow *flow, const struct fn *caller,
                      const struct ir_instr *call, uint32_t parameter)
{
    return (parameter < 64 && flow->hidden >> parameter & 1) ||
           hides_if(flow, caller, call, parameter);
}
