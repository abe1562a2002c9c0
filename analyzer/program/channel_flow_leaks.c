/* Which parameters are more than used, by their function or by those that it calls: what they hold flows as it does
 * everywhere else.
 *
 * Requires aliases. */
#include "program/channel_flow_inside.h"

/* What the function does with the alias makes it more than a parameter that is only used. */
static void leak(struct channel_flow *flow, uint32_t number, uint16_t alias)
{
    if (alias == ALIAS_RESULT)
        flow->makes[number] = 0;
    else if (alias)
        flow->leaks[channel_flow_local(flow, number, alias)] = 1;
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
    uint32_t inner = channel_flow_local(flow, body, parameter);
    if (alias == ALIAS_RESULT)
        vector_push(&flow->handings, (struct handing_out){number, inner});
    else
        vector_push(&flow->passings,
                    (struct passing){channel_flow_local(flow, number, alias), inner});
}

bool channel_flow_is_unnamed(const struct program *program, uint32_t model, uint32_t argument)
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
        else if (channel_flow_is_unnamed(program, target, argument) ||
                 model_flow_keeps(&flow->models[target], &program->fns[number],
                                  &program->fns[number].unit->instrs[site->instr], argument + 1))
            leak(flow, number, alias);
    }
}

/* Whether the place is what a parameter points to, without a named step. */
static uint16_t alias_behind(const struct channel_flow *flow, uint32_t number, uint32_t id)
{
    const struct fn *fn = &flow->program->fns[number];
    uint32_t local = channel_flow_base_local(fn, id);

    return local && local != channel_flow_exact_local(fn, id)
               ? flow->alias[channel_flow_local(flow, number, local)]
               : ALIAS_NONE;
}

static void leak_copy(struct channel_flow *flow, uint32_t number, const struct ir_instr *copy)
{
    const struct fn *fn = &flow->program->fns[number];
    uint16_t from = channel_flow_alias(flow, number, copy->a);
    uint32_t to = copy->dst.index ? channel_flow_exact_local(fn, copy->dst.index) : 0;

    if (from && !(to && flow->alias[channel_flow_local(flow, number, to)] == from))
        leak(flow, number, from);
    /* what goes through a pointer to a handle: *out = handle */
    if (copy->dst.index && copy->a.kind != IR_OPERAND_INTEGER && copy->a.kind != IR_OPERAND_NULL)
        leak(flow, number, alias_behind(flow, number, copy->dst.index));
    if (copy->a.kind == IR_OPERAND_PLACE)
        leak(flow, number, alias_behind(flow, number, copy->a.index));
}

/* Whether the call hands back something that is not new, of a function of the program's. */
static bool returns_known(const struct channel_flow *flow, const struct call_site *site)
{
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (channel_flow_is_ours(flow->program, site->targets.items[k]) &&
            !flow->makes[site->targets.items[k]])
            return true;
    return false;
}

static void find_leaks(struct channel_flow *flow, uint32_t number)
{
    const struct fn *fn = &flow->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++)
            if (fn->unit->instrs[block->instrs.first + i].op == IR_COPY &&
                !wait_sets_has_copy(flow->wait_sets, number, block->instrs.first + i))
                leak_copy(flow, number, &fn->unit->instrs[block->instrs.first + i]);
        uint16_t returned =
            block->end == IR_END_RETURN ? channel_flow_alias(flow, number, block->a) : ALIAS_NONE;
        if (returned != ALIAS_RESULT)
            leak(flow, number, returned);
    }
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        /* the same, of what a function finds or keeps: *out = connect_to(host) */
        if (call->dst.index && returns_known(flow, &fn->calls[c]))
            leak(flow, number, alias_behind(flow, number, call->dst.index));
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
            uint16_t alias = channel_flow_alias(flow, number, argument);
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

void channel_flow_find_leaks(struct channel_flow *flow)
{
    vector_clear(&flow->passings);
    vector_clear(&flow->handings);
    for (uint32_t number = 1; number < flow->program->n_fns; number++)
        if (channel_flow_is_ours(flow->program, number))
            find_leaks(flow, number);
    spread_leaks(flow);
}

/* ---- what runs elsewhere ---- */

/* All that the function gets is more than used. */
static void leak_parameters(struct channel_flow *flow, uint32_t number)
{
    for (uint32_t p = 1; p <= flow->program->fns[number].ir->n_parameters; p++)
        flow->leaks[channel_flow_local(flow, number, p)] = 1;
}

/* What a coroutine gets, it goes on with when its caller is elsewhere. */
static void mark_coroutine(struct channel_flow *flow, const struct call_site *site)
{
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (channel_flow_is_ours(flow->program, site->targets.items[k]))
            leak_parameters(flow, site->targets.items[k]);
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

static void mark_bodies(struct channel_flow *flow, const struct call_site *site)
{
    for (uint32_t k = 0; k < site->targets.count; k++)
        leak_parameters(flow, site->targets.items[k]);
}

struct fn_list channel_flow_registered(const struct channel_flow *flow, uint32_t number,
                                       const struct call_site *site,
                                       const struct model_handler *handler, bool *ret_complete)
{
    const struct fn *fn = &flow->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    *ret_complete = true;
    if (handler->function > call->arguments.count || handler->data > call->arguments.count)
        return (struct fn_list){0};
    struct ir_operand function = fn->unit->operands[call->arguments.first + handler->function - 1];
    if (function.kind == IR_OPERAND_NULL)
        return (struct fn_list){0}; /* nothing is to be called */
    return targets_of_operand(flow->program, number, function, ret_complete);
}

/* What is registered gets what is registered with it. */
static void mark_registered(struct channel_flow *flow, uint32_t number,
                            const struct call_site *site, uint32_t model)
{
    const struct model_flow *facts = &flow->models[model];
    bool complete;

    for (uint32_t h = 0; h < facts->n_handlers; h++) {
        struct fn_list bodies =
            channel_flow_registered(flow, number, site, &facts->handlers[h], &complete);
        for (uint32_t i = 0; i < bodies.count; i++)
            leak_parameters(flow, bodies.items[i]);
    }
}

void channel_flow_mark_handlers(struct channel_flow *flow)
{
    const struct program *program = flow->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t c = 0; channel_flow_is_ours(program, number) && c < fn->n_calls; c++) {
            const struct call_site *site = &fn->calls[c];
            if (site->in_coroutine)
                mark_coroutine(flow, site);
            if (channel_flow_is_body(program, fn, c))
                mark_bodies(flow, site);
            for (uint32_t k = 0; k < site->targets.count; k++)
                if (program->fns[site->targets.items[k]].is_model)
                    mark_registered(flow, number, site, site->targets.items[k]);
        }
    }
}
