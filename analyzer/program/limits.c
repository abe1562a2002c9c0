/* Whether something limits how many threads an event loop or a handler makes.
 *
 * The way from the event to the spawn is followed down the calls. What could be a limit on it: a branch
 * on a counter, on a free place that is looked for, on a function of the program that looks at such
 * things; a wait for somebody else's thread. Whatever could be one is taken for one.
 *
 * Requires solve, contexts, members, holders. */
#include <stranded/check.h>

#include "ir/print.h"
#include "program/below.h"
#include "program/elements.h"
#include "program/ending.h"
#include "program/limits.h"
#include "program/failed_starts.h"
#include "program/model_control.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/stops.h"
#include "program/threads.h"
#include "program/ways.h"

/* Bounds: what lies behind them may be a limit. */
enum { LIMITS_UP = 12, LIMITS_COPIES = 6, LIMITS_DOWN = 4 };

/* The joins of the threads in question. */
struct joins {
    struct points points;
    struct bitset above; /* functions with one of them or above it; no bits where there is none */
};

/* The part of one function that an event runs through on its way to the spawn. */
struct stretch {
    const struct stop_facts *facts;
    const struct program *program;
    uint32_t fn;
    uint32_t target;             /* the block of the spawn, or of the call that leads there */
    uint32_t instr;              /* that call */
    const struct loop *loop;     /* the event loop; NULL = the function as a whole */
    const struct bitset *bodies; /* functions that the threads run; NULL = not asked */
    bool in_sight;               /* only what is in sight counts as a limit */
    bool objects_pass; /* each event has an object of its own: what that counts is no limit */
    struct arena *scratch;
};

static bool is_in(const struct stretch *stretch, uint32_t block)
{
    return !stretch->loop || bitset_has(&stretch->loop->blocks, block);
}

/* ---- what counts ---- */

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

/* Whether the call hands over what it waits for: it is the event, not a limit. */
static bool is_source(const struct stretch *stretch, const struct ir_instr *call)
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

enum waiting { WAITS_NOT, WAITS_OUTSIDE, WAITS_INSIDE };

/* Whether the function, or one below it, waits: for something from outside, or for another thread. */
static enum waiting waits_below(const struct stretch *stretch, uint32_t number)
{
    const struct stop_facts *facts = stretch->facts;

    if (bitset_has(&facts->awaits, number))
        return WAITS_INSIDE;
    return bitset_has(&facts->waits, number) ? WAITS_OUTSIDE : WAITS_NOT;
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
        if (stretch->program->fns[target].is_model)
            continue;
        enum waiting waiting = waits_below(stretch, target);
        bool is_event = waiting == WAITS_OUTSIDE || (waiting && is_source(stretch, call));
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

    return loop && &fn->loops[loop - 1] != stretch->loop && is_in(stretch, block) &&
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
        if (block->end == IR_END_BRANCH && is_in(stretch, id) &&
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

/* ---- the conditions and waits of a stretch ---- */

/* Whether the block reaches the target without starting the loop's next round. */
static bool reaches_target(const struct stretch *stretch, uint32_t from)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    struct bitset seen = bitset_new(stretch->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};

    bitset_add(&seen, from);
    vector_push(&todo, from);
    while (todo.count) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t to = graph_successor(fn, block, edge);
            bool again = stretch->loop && to == stretch->loop->head;
            if (is_in(stretch, to) && !again && bitset_add(&seen, to))
                vector_push(&todo, to);
        }
    }
    vector_deinit(&todo);
    return bitset_has(&seen, stretch->target);
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

    return loop && !bitset_has(&loop->blocks, stretch->target);
}

static bool has_limiting_branch(const struct stretch *stretch)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        uint32_t leads = 0, n = graph_n_successors(block);
        if (!is_in(stretch, id) || n < 2 || !reaches_target(stretch, id))
            continue;
        if (is_waited_for(stretch, id) && may_limit_operand(stretch, block->a, 0))
            return true;
        for (uint32_t edge = 0; edge < n; edge++) {
            uint32_t to = graph_successor(fn, block, edge);
            bool again = stretch->loop && to == stretch->loop->head;
            leads += is_in(stretch, to) && !again && reaches_target(stretch, to);
        }
        if (leads < n && !is_inner_count(stretch, id) &&
            (may_limit_operand(stretch, block->a, 0) ||
             (block->end == IR_END_BRANCH && may_limit_operand(stretch, block->b, 0))))
            return true;
    }
    return false;
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
        bool zero = block->b.kind == IR_OPERAND_NULL || (block->b.kind == IR_OPERAND_INTEGER &&
                                                         fn->unit->integers[block->b.index] == 0);
        if (!zero)
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
        if (place && place->kind == IR_PLACE_LOCAL && may_limit_operand(stretch, argument, 0))
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
            !is_in(stretch, use->block) || !reaches_target(stretch, use->block))
            continue;
        if (use->kind == USE_WAIT ? !waits_for_work(stretch, use->block)
                                  : !is_source(stretch, &fn->unit->instrs[use->instr]))
            return true;
    }
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        if (!is_in(stretch, site->block) || !reaches_target(stretch, site->block) ||
            (site->block == stretch->target && site->instr >= stretch->instr))
            continue;
        if (registers(stretch, site) || waits_for_room(stretch, site))
            return true;
        for (uint32_t k = 0; k < site->targets.count; k++)
            if (!stretch->program->fns[site->targets.items[k]].is_model &&
                waits_below(stretch, site->targets.items[k]) == WAITS_INSIDE &&
                !is_source(stretch, call))
                return true;
    }
    return false;
}

/* Whether one of the joins is made in the stretch, or below a call in it. */
static bool has_join(const struct stretch *stretch, const struct joins *joins)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];

    if (!joins->points.count || !bitset_has(&joins->above, stretch->fn))
        return false;
    for (uint32_t i = 0; i < joins->points.count; i++)
        if (joins->points.items[i].fn == stretch->fn &&
            is_in(stretch, joins->points.items[i].block))
            return true;
    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t k = 0; is_in(stretch, fn->calls[c].block) && k < fn->calls[c].targets.count;
             k++)
            if (bitset_has(&joins->above, fn->calls[c].targets.items[k]))
                return true;
    return false;
}

/* ---- from the event to the spawn ---- */

/* The event loop around the block; NULL = none. */
static const struct loop *event_loop(const struct program *program, uint32_t number, uint32_t block)
{
    const struct fn *fn = &program->fns[number];
    const struct loop *found = NULL;

    for (uint32_t loop = fn->loop_of[block]; loop; loop = fn->loops[loop - 1].parent)
        if (contexts_is_event_loop(program, number, &fn->loops[loop - 1]))
            found = &fn->loops[loop - 1];
    return found;
}

/* Whether the handler was registered to be called until it returns zero. */
static bool ends_by_zero(const struct program *program, struct context_origin origin)
{
    const struct fn *fn = &program->fns[origin.from];
    uint32_t c = origin.from ? graph_first_call(fn, origin.from_instr) : fn->n_calls;

    if (c >= fn->n_calls || fn->calls[c].instr != origin.from_instr)
        return false;
    for (uint32_t i = 0; i < fn->calls[c].targets.count; i++)
        if (program->fns[fn->calls[c].targets.items[i]].is_model &&
            model_until_zero(program, fn->calls[c].targets.items[i]))
            return true;
    return false;
}

/* Whether the handler is removed by what it returns: a GSourceFunc that never says to go on. */
static bool runs_once(const struct stop_facts *facts, uint32_t number)
{
    const struct fn *fn = &facts->program->fns[number];
    uint32_t returns = 0;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        if (block->end != IR_END_RETURN)
            continue;
        returns++;
        if (block->a.kind != IR_OPERAND_INTEGER || fn->unit->integers[block->a.index] != 0)
            return false;
    }
    return returns > 0;
}

/* Whether the loop goes on behind a spawn that succeeds. */
static bool goes_on(const struct stretch *stretch, const struct start *start)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    uint32_t failure =
        start && start->fn == stretch->fn ? failed_start(stretch->program, start) : 0;

    if (!stretch->loop || !failure)
        return true;
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){start->block});
    for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
        struct stretch behind = *stretch;
        uint32_t to = graph_successor(fn, block, edge);
        behind.target = stretch->loop->head;
        behind.loop = NULL;
        if (to != failure && (to == behind.target || reaches_target(&behind, to)))
            return true;
    }
    return false;
}

/* The stretch of the point's function. `start` tells what the threads run; NULL = it is not asked. */
static struct stretch stretch_at(const struct stop_facts *facts, struct point at,
                                 const struct start *start, struct arena *scratch)
{
    return (struct stretch){.facts = facts,
                            .program = facts->program,
                            .fn = at.fn,
                            .target = at.block,
                            .instr = at.instr,
                            .loop = event_loop(facts->program, at.fn, at.block),
                            .bodies = start ? functions_below(facts, start->body) : NULL,
                            .scratch = scratch};
}

/* From a point to the call that leads to its function; false where no call in sight does. */
static bool go_up(struct context_origin origin, struct point *at)
{
    *at = (struct point){origin.from, origin.from_block, origin.from_instr};
    return at->fn && (origin.kind == ROOT_CALL || origin.kind == ROOT_THREAD);
}

static bool has_limit(const struct stretch *stretch)
{
    return has_limiting_branch(stretch) || has_limiting_wait(stretch);
}

/* Whether each event comes to the point without a limit on the way. */
/* Whether the call goes through a pointer that may be one of so many functions that it says little of which
 * event leads to which. */
static bool is_guess(const struct program *program, struct point at)
{
    enum { TARGETS_MOST = 8 };
    const struct fn *fn = &program->fns[at.fn];
    uint32_t c = graph_first_call(fn, at.instr);

    return c < fn->n_calls && fn->calls[c].instr == at.instr && !fn->calls[c].entity &&
           (fn->calls[c].unresolved || fn->calls[c].targets.count > TARGETS_MOST);
}

static bool is_unlimited(const struct stop_facts *facts, struct point at, const struct start *start,
                         const struct joins *joins, struct arena *scratch)
{
    for (uint32_t up = 0; up < LIMITS_UP; up++) {
        struct context_origin origin = contexts_origin(facts->program, at.fn);
        struct stretch stretch = stretch_at(facts, at, start, scratch);
        bool by_event = origin.kind == ROOT_REQUEST || origin.kind == ROOT_CONNECTION ||
                        origin.kind == ROOT_MESSAGE || origin.kind == ROOT_EVENT ||
                        origin.kind == ROOT_TIMER || origin.kind == ROOT_UNIX_SIGNAL;
        if (has_limit(&stretch) || has_join(&stretch, joins) ||
            once_guarded(facts->program, at.fn, at.block, NULL) || !goes_on(&stretch, start))
            return false;
        if (stretch.loop || by_event)
            return stretch.loop || !ends_by_zero(facts->program, origin) ||
                   !runs_once(facts, at.fn);
        if (!go_up(origin, &at) || is_guess(facts->program, at))
            return false;
    }
    return false;
}

/* Whether the function that starts threads for its callers limits them itself. */
static bool is_limited_inside(const struct stop_facts *facts, const struct creation_record *record,
                              const struct start *start, struct arena *scratch)
{
    struct point spawn = {record->fn, record->block, record->instr};
    struct stretch stretch = stretch_at(facts, spawn, start, scratch);

    return start->fn != record->fn && has_limit(&stretch);
}

/* Whether an event hands out the function: for an object of its own. */
static bool is_handed_out_per_event(const struct program *program, uint32_t handler)
{
    uint32_t entity = program->fns[handler].entity;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = 0; i < instrs.count; i++) {
                const struct ir_instr *instr = &fn->unit->instrs[instrs.first + i];
                if (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_FUNCTION &&
                    program->entity_of[fn->input][instr->a.index] == entity &&
                    contexts_often(program, number, id) == OFTEN_PER_EVENT)
                    return true;
            }
        }
    }
    return false;
}

/* Whether the call hands over something global: then that may be the object which is worked on. */
static bool hands_over_global(const struct program *program, struct context_origin origin)
{
    const struct fn *fn = &program->fns[origin.from];
    const struct ir_instr *call = &fn->unit->instrs[origin.from_instr];

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        bool is_place = argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS;
        if (is_place && !fn_root_local(fn, argument.index))
            return true;
    }
    return false;
}

/* Whether what the start is reached from, a thread or a handler, is made anew for each event: then so is the
 * object that it works on. */
static bool has_object_of_event(const struct program *program, const struct start *start)
{
    struct point at = {start->fn, start->block, start->instr};

    for (uint32_t up = 0; up < LIMITS_UP; up++) {
        struct context_origin origin = contexts_origin(program, at.fn);
        bool is_called = origin.from && (origin.kind == ROOT_CALL || origin.kind == ROOT_THREAD);
        if (contexts_in_main(program, at.fn) || (is_called && hands_over_global(program, origin)))
            return false;
        if (origin.kind == ROOT_THREAD && origin.from)
            return contexts_often(program, origin.from, origin.from_block) == OFTEN_PER_EVENT;
        if (origin.kind != ROOT_CALL)
            return is_handed_out_per_event(program, at.fn);
        go_up(origin, &at);
    }
    return false;
}

bool limits_found(const struct program *program, const struct start *start)
{
    const struct stop_facts *facts = stops_facts(program);
    struct arena *scratch = arena_new();
    struct point at = {start->fn, start->block, start->instr};
    bool objects_pass = has_object_of_event(program, start);
    bool found = false, goes_up = true;

    for (uint32_t up = 0; up < LIMITS_UP && goes_up && !found; up++) {
        struct context_origin origin = contexts_origin(program, at.fn);
        struct stretch stretch = stretch_at(facts, at, start, scratch);
        stretch.in_sight = true;
        stretch.objects_pass = objects_pass;
        found = has_limit(&stretch);
        goes_up = !stretch.loop && go_up(origin, &at);
    }
    arena_free(scratch);
    return found;
}

/* ---- threads ---- */

static bool is_detached(const struct program *program, const struct creation_record *record)
{
    if (record->detached_seen && !record->joinable_seen)
        return true;
    if (record->ended & EVENT_DETACH)
        return true;
    return ending_may_be_detached(program, record) || body_detaches_itself(program, record);
}

static struct joins joins_of(const struct program *program, const struct creation_record *record,
                             struct arena *scratch)
{
    struct joins joins = {.points = stops_joins(program, record)};

    if (joins.points.count)
        joins.above = bitset_new(scratch, program->n_fns);
    for (uint32_t i = 0; i < joins.points.count; i++)
        bitset_add(&joins.above, joins.points.items[i].fn);
    if (joins.points.count)
        functions_add_above(program, &joins.above);
    return joins;
}

/* Whether another thread than the one that starts them joins them: it does so while the other works. */
static bool has_reaper(const struct program *program, const struct start *start,
                       const struct joins *joins)
{
    const uint32_t *run_by = threads_run_by(program);
    const struct starts *starts = threads_starts(program);

    for (uint32_t i = 0; i < joins->points.count; i++) {
        uint32_t reaper = run_by[joins->points.items[i].fn];
        if (reaper != RUN_BY_NONE && reaper != RUN_BY_MANY && reaper != run_by[start->fn] &&
            threads_first_start(starts, reaper) < starts->count)
            return true;
    }
    return false;
}

static struct limit limit_of_thread(const struct program *program, const struct creation *creation)
{
    const struct creation_record *record =
        &program->solution->creations.items.items[creation->number];
    const struct stop_facts *facts = stops_facts(program);
    struct limit limit = {.verdict = LIMIT_UNKNOWN};
    struct arena *scratch = arena_new();
    struct joins joins = joins_of(program, record, scratch);
    bool detached = is_detached(program, record);
    struct ending ending = {0};

    if (!detached)
        ending = ending_of(program, record, EVENT_JOIN | EVENT_DETACH);
    bool leaks = ending.verdict == ENDS_NEVER || ending.verdict == ENDS_MAY;
    if (leaks || (!detached && (!joins.points.count || record->unknown || record->readable)))
        goto out;
    for (uint32_t i = 0; i < record->starts.count; i++) {
        const struct start *start = &record->starts.items[i];
        if (!contexts_reached(program, start->fn) ||
            is_limited_inside(facts, record, start, scratch) ||
            !is_unlimited(facts, (struct point){start->fn, start->block, start->instr}, start,
                          &joins, scratch) ||
            (!detached && has_reaper(program, start, &joins)))
            continue;
        limit.verdict = LIMIT_NONE;
        limit.often = contexts_multiplicity(program, start->fn, start->block);
        limit.until_shutdown = !detached;
        if (!detached && joins.points.count) {
            struct point join = joins.points.items[0];
            const struct fn *joiner = &program->fns[join.fn];
            struct step step = {
                graph_place(program, joiner, joiner->unit->instrs[join.instr].at),
                arena_printf(program->run, "%s() joins it, when the service ends", joiner->name)};
            limit.witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
        }
        break;
    }
out:
    vector_deinit(&joins.points);
    arena_free(scratch);
    return limit;
}

/* ---- pools ---- */

static bool is_without_limit(const struct program *program, const struct use *use)
{
    const struct fn *fn = &program->fns[use->fn];
    const struct ir_instr *call = &fn->unit->instrs[use->instr];

    if (!use->parameter || use->parameter > call->arguments.count)
        return false;
    struct ir_operand most = fn->unit->operands[call->arguments.first + use->parameter - 1];
    return most.kind == IR_OPERAND_INTEGER && fn->unit->integers[most.index] < 0;
}

/* Whether the pool has no limit from the start, or is rid of it later. */
static bool may_be_without_limit(const struct program *program, const struct uses *uses,
                                 const struct use *pool)
{
    for (uint32_t i = 0; i < uses->items.count; i++)
        if (uses->items.items[i].kind == USE_POOL_LIMIT &&
            is_without_limit(program, &uses->items.items[i]) && pool->element &&
            uses->items.items[i].element == pool->element)
            return true;
    return is_without_limit(program, pool);
}

void limits_find_pools(struct program *program, struct creation_list *list)
{
    const struct uses *uses = stops_uses(program);

    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind != USE_POOL || !may_be_without_limit(program, uses, use))
            continue;
        const struct fn *fn = &program->fns[use->fn];
        const struct ir_instr *call = &fn->unit->instrs[use->instr];
        struct creation *face = ARENA_NEW(program->run, struct creation);
        *face = (struct creation){
            .kind = CREATES_POOL,
            .number = i,
            .at = graph_place(program, fn, call->at),
            .function = fn->name,
            .object =
                call->dst.index ? ir_print_place(fn->unit, fn->ir, call->dst, program->run) : "",
            .anchor = ir_print_call(fn->unit, fn->ir, call, program->run),
        };
        vector_push(list, face);
    }
}

static struct limit limit_of_pool(const struct program *program, const struct creation *creation)
{
    const struct stop_facts *facts = stops_facts(program);
    const struct uses *uses = facts->uses;
    const struct use *pool = &uses->items.items[creation->number];
    const struct joins none = {0};
    struct limit limit = {.verdict = LIMIT_UNKNOWN};

    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind == USE_POOL_LIMIT && region_same(facts, use->element, pool->element) &&
            !is_without_limit(program, use))
            return limit;
    }
    for (uint32_t i = 0; i < uses->items.count && !limit.verdict; i++) {
        const struct use *push = &uses->items.items[i];
        struct arena *scratch = arena_new();
        if (push->kind == USE_POOL_PUSH && region_same(facts, push->element, pool->element) &&
            contexts_reached(program, push->fn) &&
            is_unlimited(facts, (struct point){push->fn, push->block, push->instr}, NULL, &none,
                         scratch)) {
            const struct fn *fn = &program->fns[push->fn];
            struct step step = {graph_place(program, fn, fn->unit->instrs[push->instr].at),
                                arena_printf(program->run,
                                             "%s() gives it work here, for which it may start one "
                                             "more thread",
                                             fn->name)};
            limit.verdict = LIMIT_NONE;
            limit.often = contexts_multiplicity(program, push->fn, push->block);
            limit.witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
        }
        arena_free(scratch);
    }
    return limit;
}

struct limit program_limit(const struct program *program, const struct creation *creation)
{
    return creation->kind == CREATES_POOL ? limit_of_pool(program, creation)
                                          : limit_of_thread(program, creation);
}
