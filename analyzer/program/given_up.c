/* A thread that is given up on: who stops it waits for its end for some time only. Where that is over he returns without
 * a join, and nobody else joins or detaches it; what is joined are the threads that end in time.
 *
 *   for (tries = 0; tries < 50 && !w->done; tries++)      until (w->done) {
 *       usleep(100000);                                        if (now() - begin > limit)
 *   if (!w->done)                                                  return -1;           given up
 *       return -1;           given up                          cond_timedwait(...);
 *   pthread_join(w->thread, NULL);                        }
 *                                                         pthread_join(w->thread, NULL);
 *
 * or the join has a time limit itself.
 *
 * Requires contexts, members, loops. */
#include "program/below.h"
#include "program/choices.h"
#include "program/model_control.h"
#include "program/model_uses.h"
#include "program/solver.h"
#include "program/unreaped_search.h"

/* Calls below each other, down to one that waits, and up to one that tries again; bound of the blocks looked at. */
enum { DOWN_MOST = 3, UP_MOST = 2, BLOCKS_MOST = 400 };

/* ---- what takes time ---- */

/* Whether the model sleeps, or waits with a limit. */
static bool model_takes_time(const struct program *program, uint32_t number)
{
    struct model_uses uses = model_uses(program, number);
    bool waits = model_sleeps(program, number);

    for (uint32_t i = 0; i < uses.count; i++) {
        const struct model_use *use = &uses.items[i];
        bool is_limited = use->relation == IR_NO_OPERATOR && !use->number;
        waits |= is_limited && (use->kind == USE_WAIT || use->kind == USE_RECEIVE);
    }
    return waits;
}

/* Recursion is bounded by DOWN_MOST. */
static bool takes_time(const struct program *program, uint32_t number, uint32_t depth)
{
    const struct fn *fn = &program->fns[number];

    if (fn->is_model)
        return model_takes_time(program, number);
    for (uint32_t i = 0; i < fn->n_calls && depth < DOWN_MOST; i++)
        if (fn->calls[i].entity && fn->calls[i].targets.count == 1 &&
            takes_time(program, fn->calls[i].targets.items[0], depth + 1))
            return true;
    return false;
}

static bool call_takes_time(const struct program *program, const struct call_site *site)
{
    return site->entity && site->targets.count == 1 &&
           takes_time(program, site->targets.items[0], 0);
}

static bool waits_in(const struct program *program, const struct fn *fn, const struct loop *loop)
{
    for (uint32_t i = 0; i < fn->n_calls; i++)
        if (bitset_has(&loop->blocks, fn->calls[i].block) &&
            call_takes_time(program, &fn->calls[i]))
            return true;
    return false;
}

/* ---- ways that lead to no join ---- */

/* The function in which the threads are joined, and where. */
struct stopper {
    const struct search *search;
    uint32_t number;
    const struct fn *fn;
    struct bitset leading; /* blocks with a join, and those that lead to one */
    struct bitset returns; /* blocks that lead to a return */
};

/* Whether the branch asks whether a wait was over in time: what it tests is, somewhere, the result of one. */
static bool asks_for_wait(const struct stopper *stopper, const struct ir_block *block)
{
    const struct fn *fn = stopper->fn;

    if (block->end != IR_END_BRANCH || !fn_local(fn, block->a))
        return false;
    for (uint32_t i = 0; i < fn->n_calls; i++)
        if (fn->unit->instrs[fn->calls[i].instr].dst.index == block->a.index &&
            call_takes_time(stopper->search->program, &fn->calls[i]))
            return true;
    return false;
}

/* The same, or whether it compares what the function itself has counted, or measured, with a limit. */
static bool asks_for_time(const struct stopper *stopper, const struct ir_block *block)
{
    const struct fn *fn = stopper->fn;
    bool orders = block->relation != IR_EQ && block->relation != IR_NE;
    int64_t limit;

    if (block->end != IR_END_BRANCH || !fn_local(fn, block->a))
        return false;
    if (asks_for_wait(stopper, block))
        return true;
    /* below 0 is a failure */
    return orders && (fn_number(fn, block->b, &limit) ? limit > 0 : fn_local(fn, block->b) != 0);
}

static bool is_given_up(const struct stopper *stopper, uint32_t id)
{
    return !bitset_has(&stopper->leading, id) && bitset_has(&stopper->returns, id);
}

/* Whether a way out of the loop asks for what the condition asks for. */
static bool is_waited_for(const struct stopper *stopper, const struct loop *loop,
                          const struct condition_on *condition)
{
    for (uint32_t id = bitset_next(&loop->blocks, 0); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1))
        for (uint32_t edge = 0; edge < graph_n_successors(fn_block(stopper->fn, id)); edge++) {
            struct condition_on exit =
                conditions_of_edge(stopper->search->program, stopper->number, id, edge);
            if (exit.element == condition->element && graph_leaves_loop(stopper->fn, id, edge))
                return true;
        }
    return false;
}

/* The block of a branch that gives up when the time of that loop is over: in the loop, or behind it; 0 = none does. */
static uint32_t find_giving_up(const struct stopper *stopper, const struct loop *loop)
{
    const struct fn *fn = stopper->fn;
    struct bitset late = bitset_new(stopper->search->scratch, fn->ir->blocks.count);
    uint32_t found = 0;

    for (uint32_t id = bitset_next(&loop->blocks, 0); id < loop->blocks.size && !found;
         id = bitset_next(&loop->blocks, id + 1))
        for (uint32_t edge = 0; edge < graph_n_successors(fn_block(fn, id)); edge++) {
            uint32_t to = graph_successor(fn, fn_block(fn, id), edge);
            if (bitset_has(&loop->blocks, to) || !asks_for_time(stopper, fn_block(fn, id)))
                continue;
            struct bitset behind = conditions_reach(fn, to, stopper->search->scratch);
            bitset_add(&late, to);
            bitset_add_all(&late, &behind);
            found = is_given_up(stopper, to) ? id : found;
        }
    for (uint32_t id = 1; id < fn->ir->blocks.count && !found; id++)
        for (uint32_t edge = 0; bitset_has(&late, id) && !bitset_has(&loop->blocks, id) &&
                                edge < graph_n_successors(fn_block(fn, id));
             edge++) {
            struct condition_on condition =
                conditions_of_edge(stopper->search->program, stopper->number, id, edge);
            bool asks = condition.element ? is_waited_for(stopper, loop, &condition)
                                          : asks_for_wait(stopper, fn_block(fn, id));
            if (asks && bitset_has(&stopper->leading, id) &&
                is_given_up(stopper, graph_successor(fn, fn_block(fn, id), edge)))
                found = id;
        }
    return found;
}

/* Whether the call of the model may come back without having ended what it is handed. */
static bool may_fail(const struct program *program, uint32_t model)
{
    const struct summary *summary = &program->solution->summaries[model];

    for (uint32_t i = 0; program->fns[model].is_model && i < summary->n_outcomes; i++)
        if (!summary->outcomes[i].n_effects)
            return true;
    return false;
}

/* The block of a join that itself has a time limit, and gives up where that is over; 0 = there is none. */
static uint32_t find_limited_join(const struct stopper *stopper)
{
    const struct search *search = stopper->search;
    const struct fn *fn = stopper->fn;

    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *site = search->sites.items[i];
        if (site->fn != stopper->number || !may_fail(search->program, site->callee))
            continue;
        uint32_t id = conditions_block_of(fn, site->instr);
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
            if (is_given_up(stopper, graph_successor(fn, block, edge)))
                return id;
        if (block->end == IR_END_RETURN)
            return id;
    }
    return 0;
}

/* ---- who tries again ---- */

/* Whether a thread is started in the loop: then what is stopped in the next round is another one. */
static bool starts_in(const struct search *search, const struct bitset *starters, uint32_t number,
                      const struct loop *loop)
{
    const struct fn *fn = search_fn(search, number);
    bool starts = false;

    for (uint32_t i = 0; i < fn->n_calls && !starts; i++) {
        const struct call_site *site = &fn->calls[i];
        if (!bitset_has(&loop->blocks, site->block))
            continue;
        starts = (number == search->record->fn && site->instr == search->record->instr) ||
                 call_reaches_any(site, starters);
    }
    return starts;
}

/* Whether a call of the function may come behind another one, in one caller or, further above, for the same thread: then
 * it may be joined in a second try. `starters`: who starts it, or calls who does. Recursion is bounded by UP_MOST. */
static bool is_tried_again(const struct search *search, const struct bitset *starters,
                           uint32_t number, uint32_t up)
{
    const struct fn *fn = search_fn(search, number);

    for (uint32_t i = 0; i < fn->n_called_at; i++) {
        uint32_t caller = fn->called_at[i].fn;
        const struct fn *above = search_fn(search, caller);
        const struct call_site *site = &above->calls[fn->called_at[i].call];
        struct bitset behind = conditions_reach(above, site->block, search->scratch);
        uint32_t number_of_loop = above->loop_of[site->block];
        const struct loop *loop = number_of_loop ? &above->loops[number_of_loop - 1] : NULL;
        bool is_next = loop && starts_in(search, starters, caller, loop);
        if (loop && !is_next && !contexts_loop_walks(search->program, caller, loop))
            return true;
        for (uint32_t k = 0; k < fn->n_called_at; k++) {
            const struct call_site *other = &above->calls[fn->called_at[k].call];
            if (k != i && fn->called_at[k].fn == caller &&
                (other->block == site->block || bitset_has(&behind, other->block)))
                return true;
        }
        if (up < UP_MOST && site->entity && !bitset_has(starters, caller) &&
            is_tried_again(search, starters, caller, up + 1))
            return true;
    }
    return false;
}

/* ---- the whole ---- */

/* The function that all direct joins of the class stand in; 0 = they stand in several. */
static uint32_t find_stopper(const struct search *search)
{
    uint32_t number = 0;

    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *site = search->sites.items[i];
        if (!search_is_direct(search, site))
            continue;
        if (number && number != site->fn)
            return 0;
        number = site->fn;
    }
    return number;
}

static struct stopper stopper_of(const struct search *search, uint32_t number)
{
    struct stopper stopper = {.search = search, .number = number, .fn = search_fn(search, number)};
    const struct fn *fn = stopper.fn;

    stopper.leading = bitset_new(search->scratch, fn->ir->blocks.count);
    stopper.returns = bitset_new(search->scratch, fn->ir->blocks.count);
    for (uint32_t i = 0; i < search->sites.count; i++)
        if (search->sites.items[i]->fn == number)
            bitset_add(&stopper.leading, conditions_block_of(fn, search->sites.items[i]->instr));
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        if (fn_block(fn, id)->end == IR_END_RETURN)
            bitset_add(&stopper.returns, id);
    graph_add_leading(fn, &stopper.leading, NULL);
    graph_add_leading(fn, &stopper.returns, NULL);
    return stopper;
}

bool search_given_up(const struct search *search, struct unreaped *ret_unreaped)
{
    uint32_t number = find_stopper(search), at = 0;
    const struct fn *fn = search_fn(search, number);
    uint32_t maker = search->record->fn;
    bool again = contexts_multiplicity(search->program, maker, 1).often == OFTEN_PER_EVENT;

    if (!number || !again || fn->ir->blocks.count > BLOCKS_MOST || !fn->n_called_at)
        return false;
    struct stopper stopper = stopper_of(search, number);
    for (uint32_t i = 0; i < fn->n_loops && !at; i++)
        if (waits_in(search->program, fn, &fn->loops[i]))
            at = find_giving_up(&stopper, &fn->loops[i]);
    at = at ? at : find_limited_join(&stopper);
    if (!at)
        return false;
    struct bitset starters = bitset_new(search->scratch, search->program->n_fns);
    bitset_add(&starters, maker);
    functions_add_above_by_name(search->program, &starters);
    if (is_tried_again(search, &starters, number, 0))
        return false;
    ret_unreaped->words = "is given up on where it does not end in time";
    ret_unreaped->steps[0] = (struct step){
        search_place(search, number, fn_block(fn, at)->at),
        arena_printf(search->program->run, "%s() waits no longer here, and returns without a join",
                     fn->name)};
    ret_unreaped->n_steps = 1;
    return true;
}
