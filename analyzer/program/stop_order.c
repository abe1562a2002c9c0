/* A thread that is told to stop, but in the wrong order: a join comes before the flag is set. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/failed_starts.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/stops_inside.h"

/* Whether the condition stands against an edge: one of the list holds only where the other one is taken. */
static bool is_against(const struct condition_list *conditions, uint32_t block, uint32_t edge)
{
    for (uint32_t i = 0; i < conditions->count; i++)
        if (conditions->items[i].block == block && conditions->items[i].edge != edge)
            return true;
    return false;
}

/* As way_past(), on a way on which the conditions of that function hold. */
static bool way_past_if(struct question *question, uint32_t number, uint32_t from, struct point to,
                        const struct points *others, const struct condition_list *conditions)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];
    struct bitset seen = bitset_new(question->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool found = false;

    vector_push(&todo, from);
    bitset_add(&seen, from);
    while (todo.count && !found) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        uint32_t stop = UINT32_MAX;
        for (uint32_t i = 0; i < others->count; i++)
            if (others->items[i].fn == number && others->items[i].block == id &&
                others->items[i].instr < stop)
                stop = others->items[i].instr;
        for (uint32_t c = 0; c < fn->n_calls; c++) {
            const struct call_site *site = &fn->calls[c];
            if (site->block != id || site->instr >= stop)
                continue;
            for (uint32_t k = 0; k < site->targets.count; k++) {
                if (program->fns[site->targets.items[k]].is_model)
                    continue;
                const struct bitset *below =
                    functions_below(question->facts, site->targets.items[k]);
                for (uint32_t i = 0; i < others->count; i++)
                    if (bitset_has(below, others->items[i].fn))
                        stop = site->instr;
            }
        }
        if (id == to.block && to.instr < stop) {
            found = true;
            break;
        }
        if (stop != UINT32_MAX)
            continue;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (!is_against(conditions, id, edge) && bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return found;
}

/* Whether a way leads to the point, from the function's entry or from `from`, that passes none of the
 * other points, nor a call below which one of them is. */
static bool way_past(struct question *question, uint32_t number, uint32_t from, struct point to,
                     const struct points *others)
{
    const struct condition_list none = {0};

    return way_past_if(question, number, from, to, others, &none);
}

/* Adds the stores; of one in a loop that tells them all, and that may be passed without a round, its head. */
static void add_stores(const struct program *program, const struct points *stores,
                       struct point join, struct points *others)
{
    for (uint32_t i = 0; i < stores->count; i++) {
        struct point store = stores->items[i];
        const struct fn *fn = &program->fns[store.fn];
        vector_push(others, store);
        for (uint32_t loop = fn->loop_of[store.block]; loop && store.fn == join.fn;
             loop = fn->loops[loop - 1].parent)
            if (!bitset_has(&fn->loops[loop - 1].blocks, join.block))
                vector_push(others, (struct point){store.fn, fn->loops[loop - 1].head, 0});
    }
}

/* Whether the join is reached on the error path of that spawn, and nothing on it tells the thread. */
static bool is_untold_at(struct question *question, const struct told *told,
                         const struct start *failing, struct point join)
{
    uint32_t failure = failed_start(question->program, failing);
    struct points others = {0};
    bool untold;

    if (!failure)
        return false;
    add_stores(question->program, &told->stores, join, &others);
    /* the way back to a spawn is another start, not the error path */
    vector_push(&others, (struct point){failing->fn, failing->block, failing->instr});
    untold = way_past(question, failing->fn, failure, join, &others);
    vector_deinit(&others);
    return untold;
}

/* The same for a join in a function that the error path calls: nothing tells the thread there, either. */
static bool is_untold_below(struct question *question, const struct told *told,
                            const struct start *failing, struct point join)
{
    struct points one = {&join, 1, 1};
    bool untold = false;

    if (join.fn == failing->fn)
        return is_untold_at(question, told, failing, join);
    if (!way_past(question, join.fn, 1, join, &told->stores))
        return false;
    struct points calls = region_calls_of(question->program, &one);
    for (uint32_t i = 0; i < calls.count && !untold; i++)
        untold = calls.items[i].fn == failing->fn &&
                 is_untold_at(question, told, failing, calls.items[i]);
    vector_deinit(&calls);
    return untold;
}

/* Whether one that was started may be there when the other start fails. */
static bool is_there(struct question *question, const struct start *failing)
{
    const struct start *start = question->start;
    const struct fn *fn = &question->program->fns[start->fn];
    const struct points none = {0};

    if (failing->instr == start->instr)
        return fn->loop_of[start->block] != 0;
    return way_past(question, start->fn, start->block,
                    (struct point){failing->fn, failing->block, failing->instr}, &none);
}

static void answer_partial(struct question *question, const struct told *told, struct point join)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[join.fn];
    const struct ir_instr *call = &fn->unit->instrs[join.instr];
    const char *flag = question_name(program, told->flag);

    question_anchor_at(question, join);
    question->answer.failure = STOP_NOT_TOLD;
    question->answer.flag = flag;
    struct step step =
        question_step(program, join.fn, call->at,
                      arena_printf(program->run,
                                   "%s() waits here for what was started before, and "
                                   "nothing has set '%s' on this way",
                                   fn->name, flag));
    question_add_steps(question, &step, 1);
}

/* A join on the error path of the start-up that nothing told the thread about. */
bool stops_judge_partial(struct question *question, const struct told *told)
{
    const struct program *program = question->program;
    const struct creations *all = &program->solution->creations;
    uint32_t fn = question->start->fn;

    for (uint32_t i = 0; i < told->stores.count; i++)
        if (contexts_in_handler(program, told->stores.items[i].fn))
            return false;
    for (uint32_t i = all->first_start[fn]; i < all->first_start[fn + 1]; i++) {
        const struct start *failing = &all->starts_in[i];
        if (!is_there(question, failing))
            continue;
        for (uint32_t k = 0; k < question->joins.count; k++) {
            struct point join = question->joins.items[k];
            if (!is_untold_below(question, told, failing, join))
                continue;
            answer_partial(question, told, join);
            return true;
        }
    }
    return false;
}

static struct points points_calling(const struct program *program, uint32_t fn,
                                    const struct points *without)
{
    struct point self = {fn, 0, 0};
    struct points one = {&self, 1, 1};

    return region_calls_without(program, &one, without);
}

/* Whether the function that starts the thread gives that place a value with which the condition holds: then, where
 * it does not hold, there is no thread. */
static bool tells_of_start(const struct question *question, const struct condition_on *condition)
{
    const struct program *program = question->program;
    uint32_t number = question->start->fn;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[question->start->instr];
    bool is_handle = element_of_place(program, number, call->dst) == condition->element;

    for (uint32_t k = 0; k < call->arguments.count; k++)
        is_handle |=
            element_of_operand(program, number, fn->unit->operands[call->arguments.first + k]) ==
            condition->element;
    if (is_handle && condition->number == 0)
        return condition->relation == IR_NE;
    struct store_span span = stores_to(ways_stores(question->facts->ways), condition->element);
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &ways_stores(question->facts->ways)->items[i];
        struct constant_write write = conditions_write(
            program, store->fn, &program->fns[store->fn].unit->instrs[store->instr]);
        if (store->fn == number && write.element == condition->element && !write.counts_down &&
            number_compare(write.number, condition->relation, condition->number))
            return true;
    }
    return false;
}

/* Adds what holds before the join where there is a thread to join. */
static void add_conditions(const struct question *question, struct point join,
                           struct condition_list *conditions)
{
    struct condition_list before = {0};

    conditions_before(question->program, join.fn, join.block, &before);
    for (uint32_t i = 0; i < before.count; i++)
        if (tells_of_start(question, &before.items[i]))
            vector_push(conditions, before.items[i]);
    vector_deinit(&before);
}

/* Whether every way to the point passes a join first: in its function, or in all that call it. */
static bool is_behind_joins(struct question *question, struct point point,
                            const struct points *joins, const struct points *untold, uint32_t up)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[point.fn];
    const struct points none = {0};
    struct condition_list conditions = {0};
    struct points here = {0};

    for (uint32_t i = 0; i < joins->count; i++) {
        struct point join = joins->items[i];
        uint32_t loop = fn->loop_of[join.fn == point.fn ? join.block : 1];
        /* a call that leads to both says nothing of their order */
        if (join.fn != point.fn || join.instr == point.instr)
            continue;
        /* a join that follows is the one that the thread is told for */
        if (way_past(question, point.fn, point.block, join, &none) &&
            !(join.block == point.block && join.instr < point.instr)) {
            vector_deinit(&conditions);
            vector_deinit(&here);
            return false;
        }
        vector_push(&here, join);
        add_conditions(question, join, &conditions);
        /* a loop that joins all of an array may be passed without a round: its head counts */
        if (loop && !bitset_has(&fn->loops[loop - 1].blocks, point.block))
            vector_push(&here, (struct point){join.fn, fn->loops[loop - 1].head, 0});
    }
    bool behind = here.count && !way_past_if(question, point.fn, 1, point, &here, &conditions);
    vector_deinit(&conditions);
    vector_deinit(&here);
    if (behind || up == 0 || contexts_in_main(program, point.fn) ||
        members_has_unseen_callers(program, point.fn))
        return behind;
    struct points calls = points_calling(program, point.fn, untold);
    /* who calls the function may join by itself, or call who does */
    struct points lifted = region_calls_of(program, joins);
    for (uint32_t i = 0; i < joins->count; i++)
        vector_push(&lifted, joins->items[i]);
    behind = calls.count > 0;
    for (uint32_t i = 0; i < calls.count && behind; i++)
        behind = is_behind_joins(question, calls.items[i], &lifted, untold, up - 1);
    vector_deinit(&calls);
    vector_deinit(&lifted);
    return behind;
}

bool stops_is_without_thread(struct question *question, struct point point)
{
    const struct program *program = question->program;
    const struct start *start = question->start;
    uint32_t failure = failed_start(program, start);

    if (point.fn != start->fn || !failure || program->fns[start->fn].loop_of[start->block])
        return false;
    struct point gate = {start->fn, failure, 0};
    struct points gates = {&gate, 1, 1};
    return !way_past(question, start->fn, 1, point, &gates);
}

/* Told only when the join is over. */
bool stops_judge_late(struct question *question, const struct told *told)
{
    const struct program *program = question->program;
    const struct point *last = NULL;

    if (!question->joins.count)
        return false;
    for (uint32_t i = 0; i < told->stores.count; i++) {
        const struct point *store = &told->stores.items[i];
        if (stops_is_without_thread(question, *store))
            continue;
        if (!is_behind_joins(question, *store, &question->joins, &told->untold, 1))
            return false;
        last = last ? last : store;
    }
    if (!last)
        return false;
    struct point late = *last, after = question->joins.items[0];
    const char *flag = question_name(program, told->flag);
    struct step steps[] = {
        question_step(
            program, after.fn, program->fns[after.fn].unit->instrs[after.instr].at,
            arena_printf(program->run, "%s() waits here for its end", program->fns[after.fn].name)),
        question_step(program, late.fn, program->fns[late.fn].unit->instrs[late.instr].at,
                      flag ? arena_printf(program->run, "only then '%s' is set", flag)
                           : "this comes only then"),
    };
    question->answer.failure = STOP_TOLD_LATE;
    question->answer.flag = flag;
    question_add_steps(question, steps, 2);
    return true;
}
