/* Whether what tells a thread to stop also wakes it where it waits. */
#include "program/elements.h"
#include "program/solver.h"
#include "program/stops_inside.h"

/* ---- waiting while it is told ---- */

/* Whether a branch in the loop tests the flag. */
static bool loop_tests(const struct question *question, uint32_t number, const struct loop *loop,
                       uint32_t flag)
{
    for (uint32_t id = bitset_next(&loop->blocks, 1); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1))
        if (ways_flag_of_edge(question->facts->ways, number, id) == flag)
            return true;
    return false;
}

/* Whether some loop around the block looks at the flag. */
static bool in_flag_loop(const struct question *question, uint32_t number, uint32_t block,
                         uint32_t flag)
{
    const struct fn *fn = &question->program->fns[number];

    for (uint32_t loop = fn->loop_of[block]; loop; loop = fn->loops[loop - 1].parent)
        if (loop_tests(question, number, &fn->loops[loop - 1], flag))
            return true;
    return false;
}

/* Whether the innermost loop around the block looks at the flag. */
static bool looks_at(const struct question *question, uint32_t number, uint32_t block,
                     uint32_t flag)
{
    const struct fn *fn = &question->program->fns[number];
    uint32_t loop = fn->loop_of[block];

    return loop && loop_tests(question, number, &fn->loops[loop - 1], flag);
}

/* Functions that are called in the loops that the flag ends. */
static struct bitset called_in_loops(const struct question *question, uint32_t flag)
{
    const struct program *program = question->program;
    struct bitset called = bitset_new(question->scratch, program->n_fns);

    for (uint32_t f = bitset_next(question->below, 1); f < program->n_fns;
         f = bitset_next(question->below, f + 1)) {
        const struct fn *fn = &program->fns[f];
        for (uint32_t c = 0; !fn->is_model && c < fn->n_calls; c++) {
            if (!in_flag_loop(question, f, fn->calls[c].block, flag))
                continue;
            for (uint32_t k = 0; k < fn->calls[c].targets.count; k++) {
                const struct bitset *below =
                    functions_below(question->facts, fn->calls[c].targets.items[k]);
                bitset_add_all(&called, below);
            }
        }
    }
    return called;
}

/* Whether receiving from the channel was given a time-out somewhere. */
static bool has_timeout(const struct question *question, const struct use *wait)
{
    const struct uses *uses = question->facts->uses;

    for (uint32_t i = 0; i < uses->timeouts.count; i++)
        if (region_same(question->facts, uses->timeouts.items[i].element, wait->element))
            return true;
    return false;
}

/* The one call in which the body waits without end while the flag may be set; NULL: none, or it wakes by
 * itself now and then. */
static const struct use *find_wait(const struct question *question, const struct told *told)
{
    uint32_t flag = told->flag;
    const struct uses *uses = question->facts->uses;
    struct bitset called = called_in_loops(question, flag);
    const struct use *found = NULL;
    bool found_looks = false;

    for (uint32_t i = uses_in(uses, question->below, 0); i < uses->items.count;
         i = uses_in(uses, question->below, i + 1)) {
        const struct use *use = &uses->items.items[i];
        bool waits = use->kind == USE_RECEIVE || use->kind == USE_WAIT;
        bool here = waits && (bitset_has(&called, use->fn) ||
                              in_flag_loop(question, use->fn, use->block, flag));
        if (!waits || !here)
            continue;
        if (!use->forever || (use->kind == USE_RECEIVE && has_timeout(question, use)))
            return NULL;
        /* a body that may end otherwise must at least look at the flag where it waits; and where it
         * does so somewhere, that is where it means to be stopped */
        bool looks = looks_at(question, use->fn, use->block, flag);
        if (looks && (!found || !found_looks)) {
            found = use;
            found_looks = true;
        } else if (!found && (told->needed || in_flag_loop(question, use->fn, use->block, flag))) {
            found = use;
        }
    }
    return found;
}

/* Whether the body's threads wake each other. */
static bool passes_on(const struct question *question, const struct use *wait)
{
    const struct uses *uses = question->facts->uses;

    for (uint32_t i = uses_in(uses, question->below, 0); i < uses->items.count;
         i = uses_in(uses, question->below, i + 1)) {
        const struct use *use = &uses->items.items[i];
        if ((use->kind == USE_SIGNAL || use->kind == USE_BROADCAST || use->kind == USE_SEND ||
             use->kind == USE_CLOSE || use->kind == USE_FINISH) &&
            region_same(question->facts, use->element, wait->element))
            return true;
    }
    return false;
}

/* Whether the loop right around the wait goes on without a look at the flag, and the region changes
 * nothing that it looks at. */
static bool waits_on(const struct question *question, const struct region *region,
                     const struct use *wait, uint32_t flag)
{
    const struct fn *fn = &question->program->fns[wait->fn];
    const struct stores *stores = ways_stores(question->facts->ways);
    uint32_t loop = fn->loop_of[wait->block];

    if (!loop || wait->kind != USE_WAIT)
        return false;
    const struct loop *self = &fn->loops[loop - 1];
    uint32_t n_exits = 0;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t edge = 0; bitset_has(&self->blocks, id) && edge < graph_n_successors(block);
             edge++) {
            if (bitset_has(&self->blocks, graph_successor(fn, block, edge)))
                continue;
            uint32_t other = ways_flag_of_edge(question->facts->ways, wait->fn, id);
            if (!other || other == flag)
                return false;
            for (uint32_t i = stores->first[other]; i < stores->first[other + 1]; i++)
                if (region_writes_in(region, stores->items[i].fn))
                    return false;
            n_exits++;
        }
        /* a look at the flag that is no way out of this loop may still jump */
        if (bitset_has(&self->blocks, id) &&
            ways_flag_of_edge(question->facts->ways, wait->fn, id) == flag)
            return false;
    }
    return n_exits > 0;
}

static bool is_told_by_signal(const struct question *question, const struct told *told)
{
    for (uint32_t i = 0; i < told->stores.count; i++)
        if (contexts_in_handler(question->program, told->stores.items[i].fn) ||
            bitset_has(question->below, told->stores.items[i].fn))
            return true;
    return false;
}

void stops_judge_waking(struct question *question, const struct told *told)
{
    const struct program *program = question->program;
    const struct use *wait = find_wait(question, told);
    const struct start *start = question->start;

    if (!wait || !question->joins.count || question_is_cancelled(question) ||
        is_told_by_signal(question, told))
        return;
    struct region region =
        region_around(question->facts, &told->stores, &question->joins, question->scratch);
    enum waking waking = region_wakes(&region, wait);
    bool several = program->fns[start->fn].loop_of[start->block] != 0;

    if (waking == WAKES_NOT)
        question->answer.failure = STOP_NOT_WOKEN;
    else if (waits_on(question, &region, wait, told->flag))
        question->answer.failure = STOP_NOT_SEEN;
    else if (waking == WAKES_ONE && several && !passes_on(question, wait))
        question->answer.failure = STOP_ONE_WOKEN;
    else if (wait->kind == USE_WAIT && !region_locks(&region))
        question->answer.failure = STOP_WAKE_LOST;
    region_free(&region);
    if (!question->answer.failure)
        return;
    const struct fn *waiter = &program->fns[wait->fn];
    const struct ir_instr *call = &waiter->unit->instrs[wait->instr];
    struct point store = told->stores.items[0], join = question->joins.items[0];
    const struct fn *setter = &program->fns[store.fn], *joiner = &program->fns[join.fn];
    const char *flag = question_name(program, told->flag);
    struct step steps[] = {
        question_step(program, wait->fn, call->at,
                      arena_printf(program->run, "%s() waits here, without end", waiter->name)),
        question_step(program, store.fn, setter->unit->instrs[store.instr].at,
                      arena_printf(program->run, "%s() sets '%s'", setter->name, flag)),
        question_step(program, join.fn, joiner->unit->instrs[join.instr].at,
                      arena_printf(program->run, "%s() waits for its end", joiner->name)),
    };
    question->answer.flag = flag;
    question->answer.waits =
        program->entities[waiter->calls[graph_first_call(waiter, wait->instr)].entity].name;
    question_add_steps(question, steps, 3);
}
