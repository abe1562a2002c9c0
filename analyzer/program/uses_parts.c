/* Conditions that a program wraps in a struct of its own, because not every system has them, or has them alike:
 *
 *     struct event { pthread_cond_t cond; clockid_t clock; };
 *     int event_wait(struct event *e, pthread_mutex_t *m) { return pthread_cond_wait(&e->cond, m); }
 *
 * By field, all events of the program would be one condition. So a function that does nothing but wait for, or signal,
 * that part of what it is given is taken as if it were of the library: the use stands where it is called, and is of what
 * is handed in there. Only where all that is done to the part is done by such functions.
 *
 * Requires targets. */
#include "program/uses_parts.h"

#include "base/bitset.h"
#include "program/conditions.h"
#include "program/elements.h"

/* Bound: calls in such a function. */
enum { PART_CALLS = 12 };

static const uint64_t of_condition =
    UINT64_C(1) << USE_WAIT | UINT64_C(1) << USE_SIGNAL | UINT64_C(1) << USE_BROADCAST;
static const uint64_t of_lock = UINT64_C(1) << USE_LOCK | UINT64_C(1) << USE_UNLOCK;

struct parting {
    const struct program *program;
    const struct uses *uses;
    struct bitset wraps; /* functions whose uses stand with their callers */
};

static struct ir_operand used_operand(const struct program *program, const struct use *use)
{
    const struct fn *fn = &program->fns[use->fn];
    const struct ir_instr *call = &fn->unit->instrs[use->instr];

    if (!use->used || use->used > call->arguments.count)
        return (struct ir_operand){IR_OPERAND_NONE, 0};
    return fn->unit->operands[call->arguments.first + use->used - 1];
}

/* The parameter, from 1, that the place is and that is never written; 0 = it is none. */
static uint32_t parameter_at(const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = fn_place(fn, id);

    if (place->kind != IR_PLACE_LOCAL || place->argument > fn->ir->n_parameters ||
        conditions_only_write(fn, id) != NULL)
        return 0;
    for (uint32_t block = 1; block < fn->ir->blocks.count; block++) {
        struct ir_range instrs = fn_block(fn, block)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            if (fn->unit->instrs[i].dst.index == id)
                return 0;
    }
    return place->argument;
}

/* The parameter of which the use is of a field; 0 = it is of something else. */
static uint32_t whole_of(const struct program *program, const struct use *use)
{
    const struct fn *fn = &program->fns[use->fn];
    struct ir_operand operand = used_operand(program, use);

    if (operand.kind != IR_OPERAND_ADDRESS || fn_place(fn, operand.index)->kind != IR_PLACE_FIELD)
        return 0;
    const struct ir_place *around = fn_place(fn, fn_place(fn, operand.index)->parent.index);
    return around->kind == IR_PLACE_DEREF ? parameter_at(fn, around->parent.index) : 0;
}

/* Whether the function writes what others see. */
static bool writes_shared(const struct fn *fn)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            uint32_t dst = fn->unit->instrs[i].dst.index;
            while (dst && fn_place(fn, dst)->kind != IR_PLACE_DEREF &&
                   fn_place(fn, dst)->parent.index)
                dst = fn_place(fn, dst)->parent.index;
            if (dst && fn_place(fn, dst)->kind != IR_PLACE_LOCAL)
                return true;
        }
    }
    return false;
}

/* Whether the lock is taken or given back by a call that waits. */
static bool is_of_wait(const struct uses *uses, uint32_t at)
{
    const struct use *lock = &uses->items.items[at];

    for (uint32_t i = uses->first[lock->fn]; i < uses->first[lock->fn + 1]; i++)
        if (uses->items.items[i].kind == USE_WAIT && uses->items.items[i].instr == lock->instr)
            return true;
    return false;
}

/* Whether all that the function does is to wait for, or to signal, a part of one parameter. */
static bool is_wrapper(const struct parting *parting, uint32_t number)
{
    const struct fn *fn = &parting->program->fns[number];
    const struct uses *uses = parting->uses;
    bool any = false;

    if (fn->is_model || !fn->n_called_at || fn->address_taken || fn->n_calls > PART_CALLS ||
        uses->first[number] == uses->first[number + 1])
        return false;
    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        bool is_condition = of_condition >> use->kind & 1;
        if (is_condition ? fn->loop_of[use->block] || !whole_of(parting->program, use)
                         : !(of_lock >> use->kind & 1) || !is_of_wait(uses, i))
            return false;
        any |= is_condition;
    }
    return any && !writes_shared(fn);
}

/* A part that somebody uses in another way is one condition for all. */
static void drop_used_otherwise(struct parting *parting, struct bitset *otherwise)
{
    const struct uses *uses = parting->uses;

    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        if (of_condition >> use->kind & 1 && use->element < otherwise->size &&
            !bitset_has(&parting->wraps, use->fn))
            bitset_add(otherwise, use->element);
    }
    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        if (of_condition >> use->kind & 1 && use->element < otherwise->size &&
            bitset_has(otherwise, use->element))
            bitset_remove(&parting->wraps, use->fn);
    }
}

/* What the use of the wrapper is at a call of it. */
static struct use use_at(const struct parting *parting, const struct use *inner, uint32_t number,
                         const struct call_site *site)
{
    const struct program *program = parting->program;
    const struct fn *fn = &program->fns[number];
    const struct fn *wrapper = &program->fns[inner->fn];
    struct ir_operand operand = used_operand(program, inner);
    struct use use = *inner;

    use.fn = number;
    use.block = site->block;
    use.instr = site->instr;
    use.parameter = 0;
    use.used = of_condition >> inner->kind & 1    ? whole_of(program, inner)
               : operand.kind == IR_OPERAND_PLACE ? parameter_at(wrapper, operand.index)
                                                  : 0;
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    if (use.used && use.used <= call->arguments.count)
        use.element = element_of_operand(program, number,
                                         fn->unit->operands[call->arguments.first + use.used - 1]);
    return use;
}

static void add_call(const struct parting *parting, uint32_t number, const struct call_site *site,
                     struct use_list *found)
{
    const struct uses *uses = parting->uses;

    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        if (!bitset_has(&parting->wraps, target))
            continue;
        for (uint32_t i = uses->first[target]; i < uses->first[target + 1]; i++)
            vector_push(found, use_at(parting, &uses->items.items[i], number, site));
    }
}

/* The uses of a function, with those of its calls of wrappers between them. */
static void add_function(const struct parting *parting, uint32_t number, struct use_list *found)
{
    const struct fn *fn = &parting->program->fns[number];
    const struct uses *uses = parting->uses;
    uint32_t at = uses->first[number], end = uses->first[number + 1];

    if (bitset_has(&parting->wraps, number))
        return;
    for (uint32_t c = 0; c < fn->n_calls && !fn->is_model; c++) {
        while (at < end && uses->items.items[at].instr < fn->calls[c].instr)
            vector_push(found, uses->items.items[at++]);
        add_call(parting, number, &fn->calls[c], found);
    }
    while (at < end)
        vector_push(found, uses->items.items[at++]);
}

void uses_lift_parts(const struct program *program, struct uses *uses)
{
    struct arena *scratch = arena_new();
    struct parting parting = {
        .program = program, .uses = uses, .wraps = bitset_new(scratch, program->n_fns)};
    struct bitset otherwise = bitset_new(scratch, elements_named(program));
    struct use_list found = {0};
    uint32_t *first = ARENA_ARRAY(scratch, uint32_t, program->n_fns + 1);

    for (uint32_t number = 1; number < program->n_fns; number++)
        if (is_wrapper(&parting, number))
            bitset_add(&parting.wraps, number);
    drop_used_otherwise(&parting, &otherwise);
    if (bitset_next(&parting.wraps, 0) < parting.wraps.size) {
        for (uint32_t number = 1; number < program->n_fns; number++) {
            first[number] = found.count;
            add_function(&parting, number, &found);
        }
        first[program->n_fns] = found.count;
        for (uint32_t number = 1; number <= program->n_fns; number++)
            uses->first[number] = first[number];
        vector_deinit(&uses->items);
        uses->items = found;
    }
    arena_free(scratch);
}
