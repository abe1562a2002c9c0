#include "program/wrapped_uses.h"

#include "base/bitset.h"
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
    uint32_t
        part; /* element: the field of what the parameter points to; 0 = the parameter itself */
};

struct wrapper {
    struct wrapped items[MODEL_USES];
    uint32_t count;
};

struct unwrapping {
    const struct program *program;
    const struct uses *uses;
    struct wrapper **wrappers; /* per fn; NULL = it is none */
    struct bitset *
        bare; /* fields that are used elsewhere than in functions that are handed their struct and only pass
                          * the use on */
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

/* The parameter that points to the struct whose field the operand is the address of: `&cond->inner`; 0 = it is none. */
static uint32_t owner_of(const struct fn *fn, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_ADDRESS)
        return 0;
    const struct ir_place *field = ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
    if (field->kind != IR_PLACE_FIELD)
        return 0;
    const struct ir_place *object = ir_place(fn->unit, fn->ir, field->parent);
    if (object->kind != IR_PLACE_DEREF)
        return 0;
    return parameter_of(
        fn, (struct ir_operand){.kind = IR_OPERAND_PLACE, .index = object->parent.index});
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
        uint32_t owner = inner.part ? 0 : owner_of(fn, used);
        uint32_t field = owner ? element_of_operand(unwrapping->program, number, used) : 0;
        if (owner && field < unwrapping->bare->size && !bitset_has(unwrapping->bare, field)) {
            use->parameter = owner;
            inner.part = field;
        }
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

static bool is_of_condition(enum use_kind kind)
{
    return kind == USE_WAIT || kind == USE_SIGNAL || kind == USE_BROADCAST || locks(kind);
}

/* Whether the function does no more about conditions and mutexes than that one kind of thing; the mutex of a wait is
 * handed to it. */
static bool only_passes_on(const struct unwrapping *unwrapping, uint32_t number, enum use_kind kind)
{
    const struct program *program = unwrapping->program;
    const struct fn *fn = &program->fns[number];
    const struct uses *uses = unwrapping->uses;

    if (!fn->callers.count || fn->n_calls > WRAPPER_CALLS || fn->address_taken)
        return false;
    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        bool is_handed =
            kind == USE_WAIT && locks(use->kind) && use->element >= elements_named(program);
        if (is_of_condition(use->kind) && !is_handed &&
            (use->kind != kind || fn->loop_of[use->block]))
            return false;
    }
    return true;
}

/* The fields of conditions and mutexes that are used otherwise than through such functions. A struct around one
 * condition that only they look into is as good as the condition: each of its objects is one by itself. */
static void find_bare(struct unwrapping *unwrapping)
{
    const struct program *program = unwrapping->program;
    const struct uses *uses = unwrapping->uses;

    unwrapping->bare = ARENA_NEW(unwrapping->run, struct bitset);
    *unwrapping->bare = bitset_new(unwrapping->run, elements_named(program));
    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        const struct fn *fn = &program->fns[use->fn];
        const struct ir_instr *call = &fn->unit->instrs[use->instr];
        const struct ir_operand *arguments = &fn->unit->operands[call->arguments.first];
        if (!use->element || use->element >= elements_named(program) || fn->is_model ||
            !is_of_condition(use->kind))
            continue;
        bool is_passed = use->used && use->used <= call->arguments.count &&
                         owner_of(fn, arguments[use->used - 1]) &&
                         only_passes_on(unwrapping, use->fn, use->kind);
        if (!is_passed)
            bitset_add(unwrapping->bare, use->element);
    }
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
            item->fixed  ? item->fixed
            : item->part ? item->part
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

/* Whether an operand is the value of one of the function's parameters. */
static bool is_parameter(const struct fn *fn, struct ir_operand operand)
{
    uint32_t local = fn_local(fn, operand);

    return local && local <= fn->ir->n_parameters;
}

/* Whether the function keeps nothing of what it is handed: all goes on to models, or to others like it. */
static bool keeps_nothing(const struct unwrapping *unwrapping, uint32_t number)
{
    const struct fn *fn = &unwrapping->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->op == IR_COPY && is_parameter(fn, instr->a))
                return false;
        }
        if (block->end == IR_END_RETURN && is_parameter(fn, block->a))
            return false;
    }
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        bool is_known = site->targets.count > 0 && !site->unresolved;
        for (uint32_t k = 0; k < site->targets.count; k++)
            is_known &= unwrapping->program->fns[site->targets.items[k]].is_model ||
                        unwrapping->wrappers[site->targets.items[k]];
        for (uint32_t i = 0; i < call->arguments.count && !is_known; i++)
            if (is_parameter(fn, fn->unit->operands[call->arguments.first + i]))
                return false;
    }
    return true;
}

struct uses *uses_unwrap(const struct program *program, const struct uses *uses, struct arena *run)
{
    struct unwrapping unwrapping = {.program = program, .uses = uses, .run = run};
    struct uses *found = ARENA_NEW(run, struct uses);

    unwrapping.wrappers = ARENA_ARRAY(run, struct wrapper *, program->n_fns);
    find_bare(&unwrapping);
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
    found->passing = bitset_new(run, program->n_fns);
    for (uint32_t i = 1; i < program->n_fns; i++)
        if (unwrapping.wrappers[i] && keeps_nothing(&unwrapping, i))
            bitset_add(&found->passing, i);
    uses_sort_out(found);
    return found;
}
