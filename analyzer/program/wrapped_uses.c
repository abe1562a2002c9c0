#include "program/wrapped_uses.h"

#include "program/elements.h"

/* Bounds: what lies behind them is no wrapper. */
enum {
    WRAPPER_CALLS = 12, /* calls in it */
    WRAPPER_LEVELS = 2, /* wrappers of wrappers */
};

/* What a call of the function uses, by its parameters; or always the same field or global. */
struct wrapped {
    struct model_use use;
    uint32_t fixed; /* element; 0 = it is the parameter */
};

struct wrapper {
    struct wrapped items[MODEL_USES];
    uint32_t count;
};

struct unwrapping {
    const struct program *program;
    const struct uses *uses;
    struct wrapper **wrappers; /* per fn; NULL = it is none */
    struct arena *run;
};

/* ---- wrappers ---- */

/* The parameter whose value the operand is, from 1; 0 = none, or it may have been changed. */
static uint32_t parameter_of(const struct fn *fn, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return 0;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
    if (place->kind != IR_PLACE_LOCAL || !place->argument || place->argument > fn->ir->n_parameters)
        return 0;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            struct ir_place_id dst = fn->unit->instrs[block->instrs.first + i].dst;
            const struct ir_place *written = dst.index ? ir_place(fn->unit, fn->ir, dst) : NULL;
            if (written && written->kind == IR_PLACE_LOCAL && written->argument == place->argument)
                return 0;
        }
    }
    return place->argument;
}

static bool waits(enum use_kind kind)
{
    return kind == USE_WAIT || kind == USE_RECEIVE;
}

static bool locks(enum use_kind kind)
{
    return kind == USE_LOCK || kind == USE_UNLOCK;
}

static bool is_passed_on(enum use_kind kind)
{
    return waits(kind) || locks(kind) || kind == USE_SIGNAL || kind == USE_BROADCAST ||
           kind == USE_SEND || kind == USE_CLOSE;
}

/* Adds what one use of the callee is for the function's own callers. */
static void add_wrapped(const struct unwrapping *unwrapping, uint32_t number,
                        const struct call_site *site, struct wrapped inner, struct wrapper *wrapper)
{
    const struct fn *fn = &unwrapping->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    const struct ir_operand *arguments = &fn->unit->operands[call->arguments.first];
    struct model_use *use = &inner.use;

    if (!is_passed_on(use->kind) || wrapper->count == MODEL_USES ||
        !model_use_may_be_made(fn, call, use) || (waits(use->kind) && fn->loop_of[site->block]))
        return;
    if (!inner.fixed) {
        if (!use->parameter || use->parameter > call->arguments.count)
            return;
        struct ir_operand used = arguments[use->parameter - 1];
        use->parameter = parameter_of(fn, used);
        if (!use->parameter)
            inner.fixed = element_of_operand(unwrapping->program, number, used);
        if (!use->parameter && inner.fixed >= elements_named(unwrapping->program))
            return;
    }
    if ((!use->parameter && !inner.fixed) ||
        (inner.fixed && use->kind != USE_WAIT && !locks(use->kind)))
        return;
    uint32_t forever = use->forever && use->forever <= call->arguments.count
                           ? parameter_of(fn, arguments[use->forever - 1])
                           : 0;
    if (!forever) {
        use->number = model_use_is_forever(fn, call, use);
        use->relation = IR_NO_OPERATOR;
    }
    use->forever = forever;
    use->only = (struct model_test){0};
    use->other = 0;
    wrapper->items[wrapper->count++] = inner;
}

/* A function that takes and gives back a mutex is no wrapper of either, but for one that waits. */
static bool is_wrapper(const struct wrapper *wrapper)
{
    bool locks = false, unlocks = false, waits = false;

    for (uint32_t i = 0; i < wrapper->count; i++) {
        locks |= wrapper->items[i].use.kind == USE_LOCK;
        unlocks |= wrapper->items[i].use.kind == USE_UNLOCK;
        waits |= wrapper->items[i].use.kind == USE_WAIT;
    }
    return waits || !(locks && unlocks);
}

static void find_wrapper(struct unwrapping *unwrapping, uint32_t number)
{
    const struct program *program = unwrapping->program;
    const struct fn *fn = &program->fns[number];
    struct wrapper wrapper = {.count = 0};

    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++) {
            uint32_t target = fn->calls[c].targets.items[k];
            const struct wrapper *inner = unwrapping->wrappers[target];
            if (target == number)
                continue;
            struct model_uses model = {.count = 0};
            if (program->fns[target].is_model)
                model = model_uses(program, target);
            bool outside = false;
            for (uint32_t i = 0; i < model.count; i++)
                outside |= model.items[i].kind == USE_OUTSIDE;
            /* what else is waited for from outside, as by poll(), is read from the call itself */
            for (uint32_t i = 0; i < model.count && !outside; i++)
                add_wrapped(unwrapping, number, &fn->calls[c],
                            (struct wrapped){.use = model.items[i]}, &wrapper);
            for (uint32_t i = 0; inner && i < inner->count; i++)
                add_wrapped(unwrapping, number, &fn->calls[c], inner->items[i], &wrapper);
        }
    unwrapping->wrappers[number] = wrapper.count && is_wrapper(&wrapper)
                                       ? arena_copy(unwrapping->run, &wrapper, sizeof(wrapper))
                                       : NULL;
}

/* A wait in a function that locks otherwise, too, is that function's own business. */
static bool locks_otherwise(const struct unwrapping *unwrapping, uint32_t number)
{
    const struct uses *uses = unwrapping->uses;
    uint32_t n_locks = 0, n_waits = 0;

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        n_locks += uses->items.items[i].kind == USE_LOCK;
        n_waits += uses->items.items[i].kind == USE_WAIT;
    }
    return n_waits && n_locks > n_waits;
}

static void find_wrappers(struct unwrapping *unwrapping)
{
    const struct program *program = unwrapping->program;

    for (int level = 0; level < WRAPPER_LEVELS; level++)
        for (uint32_t i = 1; i < program->n_fns; i++)
            if (!program->fns[i].is_model && program->fns[i].callers.count &&
                program->fns[i].n_calls <= WRAPPER_CALLS && !program->fns[i].address_taken &&
                !locks_otherwise(unwrapping, i))
                find_wrapper(unwrapping, i);
}

/* ---- uses ---- */

/* Whether the callers make the use in its place. */
static bool is_wrapped(const struct unwrapping *unwrapping, const struct use *use)
{
    const struct wrapper *wrapper = unwrapping->wrappers[use->fn];

    for (uint32_t i = 0; wrapper && i < wrapper->count; i++) {
        const struct wrapped *item = &wrapper->items[i];
        uint32_t element =
            item->fixed ? item->fixed
                        : element_of_local(unwrapping->program, use->fn, item->use.parameter);
        if (item->use.kind == use->kind && element == use->element &&
            (!item->fixed || use->kind == USE_WAIT))
            return true;
    }
    return false;
}

static void add_call(const struct unwrapping *unwrapping, uint32_t number,
                     const struct call_site *site, const struct wrapper *wrapper,
                     struct uses *found)
{
    const struct fn *fn = &unwrapping->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    const struct ir_operand *arguments = &fn->unit->operands[call->arguments.first];

    for (uint32_t i = 0; wrapper && i < wrapper->count; i++) {
        const struct wrapped *item = &wrapper->items[i];
        struct use use = {.kind = item->use.kind,
                          .fn = number,
                          .block = site->block,
                          .instr = site->instr,
                          .element = item->fixed,
                          .used = item->use.parameter,
                          .until_closed = item->use.until_closed,
                          .forever = model_use_is_forever(fn, call, &item->use)};
        if (!item->fixed && item->use.parameter <= call->arguments.count)
            use.element =
                element_of_operand(unwrapping->program, number, arguments[item->use.parameter - 1]);
        vector_push(&found->items, use);
    }
}

struct uses *uses_unwrap(const struct program *program, const struct uses *uses, struct arena *run)
{
    struct unwrapping unwrapping = {.program = program, .uses = uses, .run = run};
    struct uses *found = ARENA_NEW(run, struct uses);

    unwrapping.wrappers = ARENA_ARRAY(run, struct wrapper *, program->n_fns);
    find_wrappers(&unwrapping);
    found->first = ARENA_ARRAY(run, uint32_t, program->n_fns + 1);
    for (uint32_t i = 1; i < program->n_fns; i++) {
        const struct fn *fn = &program->fns[i];
        found->first[i] = found->items.count;
        for (uint32_t k = uses->first[i]; k < uses->first[i + 1]; k++)
            if (!is_wrapped(&unwrapping, &uses->items.items[k]))
                vector_push(&found->items, uses->items.items[k]);
        for (uint32_t c = 0; c < fn->n_calls && !fn->is_model; c++)
            for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
                add_call(&unwrapping, i, &fn->calls[c],
                         unwrapping.wrappers[fn->calls[c].targets.items[k]], found);
    }
    found->first[program->n_fns] = found->items.count;
    uses_sort_out(found);
    return found;
}
