/* Who waits for a condition, and whether the wake-up reaches the one whom it is for.
 *
 * Requires channels, threads, stores. */
#include "program/conditions.h"
#include "program/creations.h"
#include "program/elements.h"
#include "program/solver.h"
#include "program/threads.h"
#include "program/value.h"
#include "program/wake_ups_inside.h"

/* Whether the block, or a call that leads to its function, stands in a loop. */
static bool is_repeated(const struct program *program, uint32_t number, uint32_t block)
{
    struct points here = {0};

    if (program->fns[number].loop_of[block])
        return true;
    vector_push(&here, (struct point){number, block, 0});
    struct points above = region_calls_of(program, &here);
    bool repeated = false;
    for (uint32_t i = 0; i < above.count; i++)
        repeated |= !program->fns[above.items[i].fn].is_model &&
                    program->fns[above.items[i].fn].loop_of[above.items[i].block] != 0;
    vector_deinit(&here);
    vector_deinit(&above);
    return repeated;
}

/* ---- without a look ---- */

/* Whether a store beside the signal ends what its condition asks for, and all that brings that back is what the
 * function of the wait does itself, before it waits. */
static bool is_used_up(const struct wake_question *question, const struct condition_on *condition,
                       struct point signal)
{
    const struct program *program = question->program;
    const struct stores *stores = question->stores;
    bool ended = false;

    if (condition->element >= elements_named(program) ||
        bitset_has(&stores->address_taken, condition->element))
        return false;
    for (uint32_t i = stores->first[condition->element]; i < stores->first[condition->element + 1];
         i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = &program->fns[store->fn];
        const struct ir_instr *instr = &fn->unit->instrs[store->instr];
        bool ends = instr->op == IR_COPY && instr->a.kind == IR_OPERAND_INTEGER &&
                    !number_compare(fn->unit->integers[instr->a.index], condition->relation,
                                    condition->number);
        if (ends)
            ended |= store->fn == signal.fn && store->block == signal.block;
        else if (store->fn != question->predicate.wait.fn &&
                 !ways_is_initial(question->facts->ways, store))
            return false;
    }
    return ended;
}

/* Whether the stores to what the one who signals waits for are made by the waiter alone, who asks so for the signal; the
 * other one takes that back each time. */
static bool is_asked_by_waiter(const struct wake_question *question, uint32_t signaller,
                               const struct predicate *asked, const struct look *look)
{
    const struct stores *stores = question->stores;
    struct store_span span = stores_to(stores, look->element);
    bool asks = false, takes_back = false;

    if (!look->enough || bitset_has(&stores->address_taken, look->element))
        return false;
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        enum store_effect effect = predicate_store(question->program, asked->wait.fn, look, store);
        if (ways_is_initial(question->facts->ways, store) || effect == STORE_ELSEWHERE)
            continue;
        if (effect == STORE_CLOSES)
            takes_back |= store->fn == signaller;
        else if (store->fn == question->predicate.wait.fn)
            asks = true;
        else
            return false;
    }
    return asks && takes_back;
}

/* Whether who signals in a loop waits in it for the question, each time. */
static bool is_asked_for(const struct wake_question *question, const struct channel_use *signal)
{
    const struct program *program = question->program;
    const struct uses *uses = question->facts->uses;
    const struct fn *fn = &program->fns[signal->at_fn];
    uint32_t loop = fn->loop_of[signal->at_block];
    bool asked_for = false;

    while (loop && fn->loops[loop - 1].parent)
        loop = fn->loops[loop - 1].parent;
    for (uint32_t i = uses->first[signal->at_fn]; loop && i < uses->first[signal->at_fn + 1]; i++) {
        const struct use *wait = &uses->items.items[i];
        if (wait->kind != USE_WAIT || !bitset_has(&fn->loops[loop - 1].blocks, wait->block))
            continue;
        struct predicate asked = predicate_of(
            question->facts, (struct point){wait->fn, wait->block, wait->instr}, question->scratch);
        for (uint32_t k = 0; k < asked.looks.count && !asked_for; k++)
            asked_for = is_asked_by_waiter(question, signal->at_fn, &asked, &asked.looks.items[k]);
        predicate_free(&asked);
    }
    return asked_for;
}

/* Whether the signal is sent once for each time that the waiter has asked for it: so it is guarded, in its
 * function or where that is called. */
static bool is_answer(const struct wake_question *question, const struct channel_use *use)
{
    const struct program *program = question->program;
    uint32_t waiters = threads_run_by(program)[question->predicate.wait.fn];
    bool is_global = question->wait->element % 2 == 0;
    struct point signal = {use->fn, use->block, use->instr};
    struct points here = {0};
    bool answer = false;

    if (contexts_in_handler(program, use->fn) ||
        (is_global && (waiters == RUN_BY_MANY || wake_several(question, waiters))))
        return false; /* the answer to another may wake him */
    if (is_asked_for(question, use))
        return true;
    vector_push(&here, signal);
    struct points above = region_calls_of(program, &here);
    vector_push(&above, signal);
    for (uint32_t i = 0; i < above.count && !answer; i++) {
        struct condition_list before = {0};
        conditions_before(program, above.items[i].fn, above.items[i].block, &before);
        for (uint32_t k = 0; k < before.count && !answer; k++)
            answer = is_used_up(question, &before.items[k], signal) ||
                     is_used_up(question, &before.items[k], above.items[i]);
        vector_deinit(&before);
    }
    vector_deinit(&here);
    vector_deinit(&above);
    return answer;
}

/* Whether somebody signals again and again, in a handler, or as time passes: who misses one gets the next. */
static bool is_signalled_often(const struct wake_question *question)
{
    const struct channel *channel = question->channel;
    const struct program *program = question->program;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        if (wake_any >> use->kind & 1 && use->reached &&
            (is_repeated(program, use->at_fn, use->at_block) ||
             is_repeated(program, use->fn, use->block) || contexts_in_handler(program, use->fn) ||
             contexts_by_timer(program, use->fn)) &&
            !is_answer(question, use))
            return true;
    }
    return false;
}

/* A reached use that wakes the waiter; NULL = none. */
static const struct channel_use *first_waker(const struct wake_question *question)
{
    return channels_first(question->channels, question->channel, wake_any, true, question->wait);
}

bool wake_is_bare(struct wake_question *question)
{
    const struct predicate *predicate = &question->predicate;
    const struct fn *fn = &question->program->fns[predicate->wait.fn];
    const struct channel_use *waker = first_waker(question);

    if (!predicate->held.whole || predicate->held.calls || predicate->held.writes ||
        predicate->looks.count || !waker || is_signalled_often(question))
        return false;
    for (uint32_t id = bitset_next(&predicate->held.blocks, 1); id < predicate->held.blocks.size;
         id = bitset_next(&predicate->held.blocks, id + 1))
        if (ir_block(fn->unit, fn->ir, (struct ir_block_id){id})->end != IR_END_JUMP)
            return false;
    wake_state(question, WAIT_BARE, waker->fn, waker->instr,
               wake_say(question, waker->fn, "wakes here, maybe before anybody waits"),
               "that the signal comes before the wait");
    return true;
}

/* ---- one signal for several ---- */

/* Whether somebody who was woken wakes the next: on his way on from the wait, before he takes a lock again; or
 * in another function that such threads run. */
static bool is_passed_on(const struct wake_question *question, uint32_t root)
{
    struct point wait = question->predicate.wait;
    const struct fn *fn = &question->program->fns[wait.fn];
    const struct bitset *below = functions_below(question->facts, root);
    const struct channel *channel = question->channel;
    struct path_query query = {.program = question->program, .fn = wait.fn};

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        if (wake_any >> use->kind & 1 && use->fn != wait.fn && bitset_has(below, use->fn))
            return true;
    }
    path_mark(&query, wait.instr, PATH_FROM);
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        if (held_effect(question->facts, wait.fn, site->instr) == LOCK_TAKES)
            path_mark(&query, site->instr, PATH_STOP);
        else if (site->instr != wait.instr && wake_at_call(question, wait.fn, site, wake_any))
            path_mark(&query, site->instr, PATH_TO);
    }
    bool passed = path_find(&query).found;
    path_query_deinit(&query);
    return passed;
}

/* Whether what the store has made come true lasts: a constant, or one round more. */
static bool lasts(const struct wake_question *question, const struct opening *opening)
{
    const struct fn *fn = &question->program->fns[opening->store->fn];
    const struct ir_instr *instr = &fn->unit->instrs[opening->store->instr];

    return opening->look->snapshot || (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_INTEGER);
}

/* Whether the call in a loop is given what its function was given, as it is: each round gives the same. */
static bool gives_on(const struct fn *fn, const struct start *start)
{
    const struct ir_instr *call = &fn->unit->instrs[start->instr];

    for (uint32_t i = 0; fn->loop_of[start->block] && i < call->arguments.count; i++) {
        if (conditions_parameter(fn, fn->unit->operands[call->arguments.first + i]))
            return true;
    }
    return false;
}

/* Whether all those threads are started by one call in a loop, which hands all of them the same object. */
static bool share_object(const struct program *program, uint32_t root)
{
    const struct starts *starts = threads_starts(program);
    uint32_t n = 0, giving = 0;

    for (uint32_t i = threads_first_start(starts, root);
         i < starts->count && starts->items[i].body == root; i++) {
        const struct start *start = &starts->items[i];
        const struct fn *fn = &program->fns[start->fn];
        const struct call_site *site = &fn->calls[graph_first_call(fn, start->instr)];
        if (site->targets.count && !program->fns[site->targets.items[0]].is_model)
            continue; /* a caller of who starts them */
        n++;
        giving += gives_on(fn, start);
    }
    return n == 1 && giving == 1;
}

/* Whether it is one object that all those threads wait for, and none of them uses up what has come true: then it is
 * true for all of them, and each signal is for all. */
static bool is_left_alone(const struct wake_question *question, uint32_t root)
{
    const struct bitset *below = functions_below(question->facts, root);
    struct opening opening;

    if (question->wait->element >= elements_named(question->program) ||
        (question->wait->element % 2 && !share_object(question->program, root)))
        return false;
    for (uint32_t at = 0; wake_next_opening(question, STORE_CLOSES, &at, &opening);)
        if (bitset_has(below, opening.store->fn))
            return false;
    return true;
}

bool wake_is_for_one(struct wake_question *question)
{
    uint32_t fn = question->predicate.wait.fn;
    uint32_t root = threads_run_by(question->program)[fn];
    struct opening opening, first = {0};

    if (!question->predicate.held.whole || root == RUN_BY_MANY || !wake_several(question, root) ||
        is_passed_on(question, root))
        return false;
    bool shared = is_left_alone(question, root);
    for (uint32_t at = 0; wake_next_opening(question, STORE_CLOSES, &at, &opening);)
        if (!shared && !ways_is_initial(question->facts->ways, opening.store))
            return false;
    for (uint32_t at = 0; wake_next_opening(question, STORE_MAY_OPEN, &at, &opening);)
        if (!wake_comes_before_start(question, wake_point(opening.store)) &&
            !wake_soon_behind(question, wake_point(opening.store), wake_all))
            return false;
    for (uint32_t at = 0; wake_next_opening(question, STORE_OPENS, &at, &opening);) {
        struct point point = wake_point(opening.store);
        bool repeated =
            !opening.look->snapshot && is_repeated(question->program, point.fn, point.block);
        if (!shared && (repeated || !lasts(question, &opening)))
            return false;
        if (!wake_soon_behind(question, point, wake_one) ||
            wake_soon_behind(question, point, wake_all) || wake_above(question, point.fn, wake_any))
            continue;
        first = first.store ? first : opening;
    }
    if (!first.store)
        return false;
    wake_state(
        question, WAIT_ONE_WOKEN, first.store->fn, first.store->instr,
        wake_say(question, first.store->fn, "makes it come true here, and wakes one of them"),
        "that several of these threads wait then");
    return true;
}
