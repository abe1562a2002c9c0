/* The conditions and waits of one stretch of the way from an event to a spawn: a branch on what counts, a wait for
 * somebody else's thread. */
#include "program/limits_inside.h"
#include "program/model_control.h"
#include "program/solver.h"
#include "program/ways.h"

/* What may not lie between a branch and the target. */
enum within {
    ROUND_OF_EVENTS, /* the event loop's next round */
    ROUND,           /* nor one of a loop between the event loop and the spawn */
};

/* Whether an edge within a loop around the target starts that loop's next round. */
static bool starts_round(const struct stretch *stretch, uint32_t from, uint32_t to)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];

    for (uint32_t i = fn->loop_of[stretch->target]; i; i = fn->loops[i - 1].parent)
        if (fn->loops[i - 1].head == to && bitset_has(&fn->loops[i - 1].blocks, from))
            return true;
    return false;
}

static bool stays_within(const struct stretch *stretch, uint32_t from, uint32_t to,
                         enum within within)
{
    bool again = stretch->loop && to == stretch->loop->head;

    return limits_has_block(stretch, to) && !again &&
           !(within == ROUND && starts_round(stretch, from, to));
}

static bool reaches_target(const struct stretch *stretch, uint32_t from, enum within within)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    struct bitset seen = bitset_new(stretch->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};

    bitset_add(&seen, from);
    vector_push(&todo, from);
    while (todo.count) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t to = graph_successor(fn, block, edge);
            if (stays_within(stretch, id, to, within) && bitset_add(&seen, to))
                vector_push(&todo, to);
        }
    }
    vector_deinit(&todo);
    return bitset_has(&seen, stretch->target);
}

bool limits_reach_target(const struct stretch *stretch, uint32_t from)
{
    return reaches_target(stretch, from, ROUND_OF_EVENTS);
}

/* The loop inside of the stretch that begins with the block; NULL = none does. */
static const struct loop *inner_loop_at(const struct stretch *stretch, uint32_t head)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    uint32_t loop = fn->loop_of[head];
    const struct loop *self = loop ? &fn->loops[loop - 1] : NULL;

    return self && self != stretch->loop && self->head == head ? self : NULL;
}

/* Whether the branch ends a loop between the event loop and the spawn, such as one over the events that
 * have come: it says how many there are, not how many there may be. */
static bool is_inner_count(const struct stretch *stretch, uint32_t id)
{
    const struct loop *loop = inner_loop_at(stretch, id);

    return loop && bitset_has(&loop->blocks, stretch->target);
}

/* Whether the branch ends a loop that only comes before the spawn: while (n >= MOST) usleep(…); */
static bool is_waited_for(const struct stretch *stretch, uint32_t id)
{
    const struct loop *loop = inner_loop_at(stretch, id);

    return loop && !bitset_has(&loop->blocks, stretch->target) && !limits_is_lookup(stretch, loop);
}

/* Whether the edge leaves the event loop for good, by a flag that is only ever set to constants: the service is
 * told to end, not that there are enough. */
static bool ends_service(const struct stretch *stretch, uint32_t id, uint32_t to)
{
    if (!stretch->loop || limits_has_block(stretch, to))
        return false;
    uint32_t flag = ways_flag_of_edge(stretch->facts->ways, stretch->fn, id);
    struct store_span span = stores_to(ways_stores(stretch->facts->ways), flag);
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &ways_stores(stretch->facts->ways)->items[i];
        const struct ir_instr *instr = &stretch->program->fns[store->fn].unit->instrs[store->instr];
        if (instr->op != IR_COPY || instr->a.kind != IR_OPERAND_INTEGER)
            return false;
    }
    return flag && span.first < span.end;
}

/* Whether the branch says whether the target is reached, other than by ending the service or by asking whether a
 * thread is idle. */
static bool decides(const struct stretch *stretch, uint32_t id, enum within within)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    const struct ir_block *block = fn_block(fn, id);
    uint32_t leads = 0, ends = 0, n = graph_n_successors(block);

    for (uint32_t edge = 0; edge < n; edge++) {
        uint32_t to = graph_successor(fn, block, edge);
        bool leads_there =
            stays_within(stretch, id, to, within) && reaches_target(stretch, to, within);
        if (leads_there && limits_asks_for_idle(stretch, id, edge))
            return false;
        leads += leads_there;
        ends += !leads_there && ends_service(stretch, id, to);
    }
    return leads && leads + ends < n;
}

/* Whether the branch looks at which of those that have come it is, not at how many there are: at what counts the
 * rounds of a loop around the target, at a character of a name. */
static bool asks_which(const struct stretch *stretch, uint32_t id)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    const struct ir_block *block = fn_block(fn, id);

    if (block->a.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_type *type = stores_type_of_place(fn, (struct ir_place_id){block->a.index});
    if (type->kind == IR_TYPE_ARRAY) /* its first element */
        type = &fn->unit->types[type->element.index];
    if (type->kind == IR_TYPE_INTEGER && type->count == 1 && (type->flags & IR_TYPE_SIGNED))
        return true;
    for (uint32_t i = fn->loop_of[stretch->target]; i; i = fn->loops[i - 1].parent) {
        const struct ir_block *head = fn_block(fn, fn->loops[i - 1].head);
        if (&fn->loops[i - 1] != stretch->loop && head->end == IR_END_BRANCH &&
            head->a.kind == IR_OPERAND_PLACE && head->a.index == block->a.index)
            return true;
    }
    return false;
}

/* A branch in a loop over what has come may pass over one of those: `if (item->busy) continue;`. */
static bool has_limiting_branch(const struct stretch *stretch)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (!limits_has_block(stretch, id) || graph_n_successors(block) < 2 ||
            !limits_reach_target(stretch, id))
            continue;
        if (is_waited_for(stretch, id) && limits_may_limit(stretch, block->a))
            return true;
        if (!is_inner_count(stretch, id) &&
            (decides(stretch, id, ROUND_OF_EVENTS) ||
             (decides(stretch, id, ROUND) && !asks_which(stretch, id))) &&
            (limits_may_limit(stretch, block->a) ||
             (block->end == IR_END_BRANCH && limits_may_limit(stretch, block->b))))
            return true;
    }
    return false;
}

static bool is_zero(const struct fn *fn, struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_NULL ||
           (operand.kind == IR_OPERAND_INTEGER && fn->unit->integers[operand.index] == 0);
}

/* Whether the condition that a wait stands under is that there is nothing to do yet: the wait is the
 * event. A bound is no zero. */
static bool waits_for_work(const struct stretch *stretch, uint32_t id)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    uint32_t loop = fn->loop_of[id];

    if (!loop || &fn->loops[loop - 1] == stretch->loop)
        return false;
    for (uint32_t b = 1; b < fn->ir->blocks.count; b++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){b});
        if (!bitset_has(&fn->loops[loop - 1].blocks, b) || block->end != IR_END_BRANCH)
            continue;
        if (!is_zero(fn, block->b))
            return false;
    }
    return true;
}

/* Whether the call registers a handler anew: one that takes itself out, it may be. */
static bool registers(const struct stretch *stretch, const struct call_site *site)
{
    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        struct model_callbacks callbacks = {.count = 0};
        if (stretch->program->fns[target].is_model)
            callbacks = model_callbacks(stretch->program, target);
        for (uint32_t i = 0; i < callbacks.count; i++)
            if (callbacks.items[i].kind == ROOT_UNIX_SIGNAL)
                return true;
    }
    return false;
}

/* Whether the call waits for as many events as there is room for: poll(fds, n_free, …). */
static bool waits_for_room(const struct stretch *stretch, const struct call_site *site)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    bool waits = false;

    for (uint32_t k = 0; k < site->targets.count; k++)
        waits |= stretch->program->fns[site->targets.items[k]].is_model &&
                 contexts_waits(stretch->program, site->targets.items[k]);
    for (uint32_t i = 0; waits && i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        const struct ir_place *place =
            argument.kind == IR_OPERAND_PLACE
                ? ir_place(fn->unit, fn->ir, (struct ir_place_id){argument.index})
                : NULL;
        if (place && place->kind == IR_PLACE_LOCAL && limits_may_limit(stretch, argument))
            return true;
    }
    return false;
}

static bool has_limiting_wait(const struct stretch *stretch)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    const struct uses *uses = stretch->facts->uses;

    for (uint32_t i = uses->first[stretch->fn]; i < uses->first[stretch->fn + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        if ((use->kind != USE_WAIT && use->kind != USE_RECEIVE) || use->outside ||
            !limits_has_block(stretch, use->block) || !limits_reach_target(stretch, use->block))
            continue;
        if (use->kind == USE_WAIT ? !waits_for_work(stretch, use->block)
                                  : !limits_is_source(stretch, &fn->unit->instrs[use->instr]))
            return true;
    }
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        if (!limits_has_block(stretch, site->block) || !limits_reach_target(stretch, site->block) ||
            (site->block == stretch->target && site->instr >= stretch->instr))
            continue;
        if (registers(stretch, site) || waits_for_room(stretch, site))
            return true;
        for (uint32_t k = 0; k < site->targets.count; k++)
            if (!stretch->program->fns[site->targets.items[k]].is_model &&
                limits_waits_below(stretch, site->targets.items[k]) == WAITS_INSIDE &&
                !limits_is_event(stretch, call, site->targets.items[k]))
                return true;
    }
    return false;
}

/* Whether the event loop compares how many run with some number: while there are too many, it may not ask for
 * more events. */
static bool has_back_pressure(const struct stretch *stretch)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];

    for (uint32_t id = 1; stretch->loop && id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        bool compares = block->end == IR_END_BRANCH && !is_zero(fn, block->b);
        if (bitset_has(&stretch->loop->blocks, id) && compares &&
            (limits_is_count_of_running(stretch, block->a) ||
             limits_is_count_of_running(stretch, block->b)))
            return true;
    }
    return false;
}

bool limits_in_stretch(const struct stretch *stretch)
{
    return has_limiting_branch(stretch) || has_limiting_wait(stretch) || has_back_pressure(stretch);
}
