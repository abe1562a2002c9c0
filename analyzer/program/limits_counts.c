/* What may say that there are enough threads: a counter, a free place that is looked for, a function of the program
 * that looks at such things. Whatever could be one is taken for one. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/limits_inside.h"
#include "program/solver.h"
#include "program/ways.h"

/* Bounds: what lies behind them may be a limit. */
enum { LIMITS_COPIES = 6, LIMITS_DOWN = 4 };

bool limits_has_block(const struct stretch *stretch, uint32_t block)
{
    return !stretch->loop || bitset_has(&stretch->loop->blocks, block);
}

/* Whether the field or global is counted up and down, or has values that are computed. */
static bool is_counter(const struct stretch *stretch, uint32_t element)
{
    const struct stores *stores = ways_stores(stretch->facts->ways);

    if (!element || element >= elements_named(stretch->program))
        return false;
    if (bitset_has(&stores->address_taken, element))
        return true;
    /* what the thread itself changes tells whether it is there */
    for (uint32_t i = stores->first[element]; i < stores->first[element + 1]; i++)
        if (stretch->bodies && bitset_has(stretch->bodies, stores->items[i].fn))
            return true;
    for (uint32_t i = stores->first[element]; i < stores->first[element + 1]; i++) {
        const struct store *store = &stores->items[i];
        const struct ir_instr *instr = &stretch->program->fns[store->fn].unit->instrs[store->instr];
        if (instr->op == IR_COMPUTE && (instr->operation == IR_ADD || instr->operation == IR_SUB))
            return true;
    }
    return false;
}

/* Whether the place is a list or table of free places: a global or field that holds pointers which the
 * program takes out and puts back. */
static bool is_pool(const struct stretch *stretch, uint32_t element, const struct ir_type *type)
{
    const struct stores *stores = ways_stores(stretch->facts->ways);
    uint32_t others = 0;

    if (!element || element >= elements_named(stretch->program) || type->kind != IR_TYPE_POINTER)
        return false;
    for (uint32_t i = stores->first[element]; i < stores->first[element + 1]; i++) {
        const struct store *store = &stores->items[i];
        const struct ir_instr *instr = &stretch->program->fns[store->fn].unit->instrs[store->instr];
        others += instr->op == IR_COPY && instr->a.kind == IR_OPERAND_PLACE;
    }
    return others > 1;
}

static bool may_limit_operand(const struct stretch *stretch, struct ir_operand operand,
                              uint32_t copies);

static bool looks_at_counter(const struct stretch *stretch, uint32_t number, uint32_t down);

/* Whether a function of the program looks at something that counts. */
static bool looks_inside(const struct stretch *stretch, uint32_t number, uint32_t down)
{
    const struct fn *fn = &stretch->program->fns[number];
    struct stretch inside = *stretch;

    if (fn->is_model)
        return false;
    if (down == LIMITS_DOWN)
        return true;
    inside.fn = number;
    inside.target = 0;
    inside.loop = NULL;
    inside.objects_pass = false; /* what is known of it holds for all that call it */
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        bool decides = block->end == IR_END_BRANCH || block->end == IR_END_RETURN;
        if (decides && may_limit_operand(&inside, block->a, 0))
            return true;
    }
    for (uint32_t i = 0; i < fn->n_calls; i++) {
        if (!fn->calls[i].targets.count &&
            !(stretch->program->entities[fn->calls[i].entity].flags & IR_SYMBOL_SYSTEM))
            return true;
        for (uint32_t k = 0; k < fn->calls[i].targets.count; k++)
            if (looks_at_counter(stretch, fn->calls[i].targets.items[k], down + 1))
                return true;
    }
    return false;
}

/* Each function is looked into once. */
static bool looks_at_counter(const struct stretch *stretch, uint32_t number, uint32_t down)
{
    enum { NOT_LOOKED, LOOKS_NOT, LOOKS };
    uint8_t *known = &stretch->facts->counts[number];

    if (*known == NOT_LOOKED) {
        *known = LOOKS_NOT; /* while it is looked into: recursion adds nothing */
        *known = looks_inside(stretch, number, down) ? LOOKS : LOOKS_NOT;
    }
    return *known == LOOKS;
}

bool limits_is_source(const struct stretch *stretch, const struct ir_instr *call)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];

    if (call->dst.index) {
        const struct ir_place *place = ir_place(fn->unit, fn->ir, call->dst);
        const struct ir_local *local =
            place->kind == IR_PLACE_LOCAL
                ? ir_local(fn->unit, fn->ir, (struct ir_local_id){place->argument})
                : NULL;
        if (local && fn->unit->types[local->type.index].kind == IR_TYPE_POINTER)
            return true;
    }
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        if (argument.kind != IR_OPERAND_ADDRESS)
            continue;
        const struct ir_place *place =
            ir_place(fn->unit, fn->ir, (struct ir_place_id){argument.index});
        if (place->kind == IR_PLACE_LOCAL)
            return true;
    }
    return false;
}

enum waiting limits_waits_below(const struct stretch *stretch, uint32_t number)
{
    const struct stop_facts *facts = stretch->facts;

    if (bitset_has(&facts->awaits, number))
        return WAITS_INSIDE;
    return bitset_has(&facts->waits, number) ? WAITS_OUTSIDE : WAITS_NOT;
}

/* Whether the call hands over the address of something that a local leads to: it may be filled there. */
static bool may_fill(const struct fn *fn, const struct ir_instr *call)
{
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        if (argument.kind == IR_OPERAND_ADDRESS && fn_root_local(fn, argument.index))
            return true;
    }
    return false;
}

bool limits_is_event(const struct stretch *stretch, const struct ir_instr *call, uint32_t target)
{
    return limits_is_source(stretch, call) || (bitset_has(&stretch->facts->waits, target) &&
                                               may_fill(&stretch->program->fns[stretch->fn], call));
}

/* Whether the call asks the pool itself, which is about to get work, such as how much it has. */
static bool asks_pool(const struct stretch *stretch, const struct ir_instr *call)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    bool asks = false;

    for (uint32_t i = 0; stretch->pool && i < call->arguments.count && !asks; i++) {
        uint32_t element = element_of_operand(stretch->program, stretch->fn,
                                              fn->unit->operands[call->arguments.first + i]);
        asks = element && region_same(stretch->facts, element, stretch->pool);
    }
    return asks;
}

static bool may_limit_call(const struct stretch *stretch, uint32_t instr)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, instr)];
    const struct ir_instr *call = &fn->unit->instrs[instr];

    if (!site->targets.count)
        return !stretch->in_sight &&
               (!site->entity ||
                !(stretch->program->entities[site->entity].flags & IR_SYMBOL_SYSTEM));
    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        if (stretch->program->fns[target].is_model && asks_pool(stretch, call))
            return true;
        if (stretch->program->fns[target].is_model)
            continue;
        enum waiting waiting = limits_waits_below(stretch, target);
        bool is_event = waiting == WAITS_OUTSIDE || (waiting && limits_is_source(stretch, call)) ||
                        (bitset_has(&stretch->facts->waits, target) && may_fill(fn, call));
        if (!is_event && looks_at_counter(stretch, target, 0))
            return true;
    }
    return false;
}

/* Whether a local is set in a loop inside of the stretch: a place was looked for. */
static bool is_searched(const struct stretch *stretch, uint32_t block)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    uint32_t loop = fn->loop_of[block];

    return loop && &fn->loops[loop - 1] != stretch->loop && limits_has_block(stretch, block) &&
           !bitset_has(&fn->loops[loop - 1].blocks, stretch->target ? stretch->target : 1);
}

/* Whether the instruction counts a local up or down. */
static bool is_step(const struct fn *fn, const struct ir_instr *instr)
{
    return instr->op == IR_COMPUTE && (instr->operation == IR_ADD || instr->operation == IR_SUB) &&
           instr->a.kind == IR_OPERAND_PLACE && instr->a.index == instr->dst.index &&
           ir_place(fn->unit, fn->ir, instr->dst)->kind == IR_PLACE_LOCAL;
}

static bool is_constant(struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_INTEGER || operand.kind == IR_OPERAND_NULL;
}

/* Whether a branch right before the block may be a limit: what is set there says how it went. */
static bool decided_by_limit(const struct stretch *stretch, uint32_t to, uint32_t copies)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        if (block->end == IR_END_BRANCH && limits_has_block(stretch, id) &&
            (block->target[0].index == to || block->target[1].index == to) &&
            (may_limit_operand(stretch, block->a, copies + 1) ||
             may_limit_operand(stretch, block->b, copies + 1)))
            return true;
    }
    return false;
}

static bool may_limit_local(const struct stretch *stretch, uint32_t local, uint32_t copies)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];

    if (copies > LIMITS_COPIES)
        return true;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (!instr->dst.index)
                continue;
            const struct ir_place *place = ir_place(fn->unit, fn->ir, instr->dst);
            if (place->kind != IR_PLACE_LOCAL || place->argument != local)
                continue;
            if (fn->loop_of[id] && limits_is_lookup(stretch, &fn->loops[fn->loop_of[id] - 1]))
                continue;
            if (is_searched(stretch, id) || is_step(fn, instr))
                return true;
            if (is_constant(instr->a) && decided_by_limit(stretch, id, copies))
                return true;
            if (instr->op == IR_CALL ? may_limit_call(stretch, block->instrs.first + i)
                                     : may_limit_operand(stretch, instr->a, copies + 1) ||
                                           (instr->op == IR_COMPUTE &&
                                            may_limit_operand(stretch, instr->b, copies + 1)))
                return true;
        }
    }
    return false;
}

static bool may_limit_operand(const struct stretch *stretch, struct ir_operand operand,
                              uint32_t copies)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];

    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
    if (place->kind == IR_PLACE_LOCAL)
        return may_limit_local(stretch, place->argument, copies);
    if (stretch->objects_pass && fn_root_local(fn, operand.index))
        return false;
    uint32_t element =
        element_of_place(stretch->program, stretch->fn, (struct ir_place_id){operand.index});
    return is_counter(stretch, element) ||
           is_pool(stretch, element, stores_type_of_place(fn, (struct ir_place_id){operand.index}));
}

/* Whether such an instruction of the blocks counts the place up, or down. */
static bool counts_in(const struct stretch *stretch, uint32_t fn, const struct bitset *blocks,
                      uint32_t element, enum ir_operator operation)
{
    const struct stores *stores = ways_stores(stretch->facts->ways);
    struct store_span span = stores_to(stores, element);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        const struct ir_instr *instr = &stretch->program->fns[store->fn].unit->instrs[store->instr];
        if (store->fn == fn && (!blocks || bitset_has(blocks, store->block)) &&
            instr->op == IR_COMPUTE && instr->operation == operation)
            return true;
    }
    return false;
}

/* Whether a body counts the place down and up again in each of its rounds: so many threads have nothing to do. */
static bool is_count_of_idle(const struct stretch *stretch, uint32_t element)
{
    const struct fn *fns = stretch->program->fns;

    for (uint32_t f = stretch->bodies ? bitset_next(stretch->bodies, 1) : UINT32_MAX;
         f < stretch->program->n_fns; f = bitset_next(stretch->bodies, f + 1))
        for (uint32_t i = 0; !fns[f].is_model && i < fns[f].n_loops; i++)
            if (counts_in(stretch, f, &fns[f].loops[i].blocks, element, IR_ADD) &&
                counts_in(stretch, f, &fns[f].loops[i].blocks, element, IR_SUB))
                return true;
    return false;
}

bool limits_asks_for_idle(const struct stretch *stretch, uint32_t block, uint32_t edge)
{
    struct condition_on condition = conditions_of_edge(stretch->program, stretch->fn, block, edge);
    bool is_none = (condition.relation == IR_EQ && condition.number == 0) ||
                   (condition.relation == IR_LE && condition.number == 0) ||
                   (condition.relation == IR_LT && condition.number == 1);

    return condition.element && is_none && is_count_of_idle(stretch, condition.element);
}

bool limits_is_count_of_running(const struct stretch *stretch, struct ir_operand operand)
{
    uint32_t element = element_of_operand(stretch->program, stretch->fn, operand);

    if (!element || element >= elements_named(stretch->program) || !stretch->bodies ||
        is_count_of_idle(stretch, element) ||
        !counts_in(stretch, stretch->fn, &stretch->loop->blocks, element, IR_ADD))
        return false;
    for (uint32_t f = bitset_next(stretch->bodies, 1); f < stretch->program->n_fns;
         f = bitset_next(stretch->bodies, f + 1))
        if (counts_in(stretch, f, NULL, element, IR_SUB))
            return true;
    return false;
}

bool limits_may_limit(const struct stretch *stretch, struct ir_operand operand)
{
    return may_limit_operand(stretch, operand, 0);
}
