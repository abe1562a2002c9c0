/* What is waited for is made true by a helper of those who hold the lock, and who wake:
 *
 *     put(queue, item):  queue->size++;            lock(&queue->lock);
 *                                                  put(queue, item);
 *                                                  signal(&queue->filled);
 *                                                  unlock(&queue->lock);
 *
 * The calls of it stand for the store.
 *
 * Requires channels, threads, stores. */
#include "program/wake_ups_inside.h"

/* Bound: calls that lead to a store. */
enum { HELPER_CALLS = 60 };

/* Whether the function neither takes nor gives back a lock, so that it leaves that to its callers. */
static bool leaves_locks_alone(const struct wake_question *question, uint32_t number)
{
    const struct fn *fn = &question->program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (held_effect(question->facts, number, fn->calls[c].instr) != LOCK_NONE)
            return false;
    return true;
}

static bool is_held(const struct wake_question *question, struct point point)
{
    return held_before(question->facts, point, question->scratch).whole;
}

/* The calls through which control comes to the store with the lock held, where the store's function leaves that to them.
 * `ret_all`: it comes in no other way. */
static struct points calls_with_lock(const struct wake_question *question,
                                     const struct store *store, bool *ret_all)
{
    const struct program *program = question->program;
    struct bitset seen = bitset_new(question->scratch, program->n_fns);
    struct points todo = {0}, locked = {0};

    *ret_all = true;
    vector_push(&todo, wake_point(store));
    for (uint32_t at = 0; at < todo.count; at++) {
        struct point point = todo.items[at];
        const struct fn *fn = &program->fns[point.fn];
        if (is_held(question, point)) {
            vector_push(&locked, point);
            continue;
        }
        bool goes_on = fn->n_called_at && todo.count + fn->n_called_at <= HELPER_CALLS &&
                       leaves_locks_alone(question, point.fn);
        *ret_all &= goes_on;
        if (!goes_on || !bitset_add(&seen, point.fn))
            continue;
        for (uint32_t i = 0; i < fn->n_called_at; i++) {
            uint32_t caller = fn->called_at[i].fn;
            const struct call_site *site = &program->fns[caller].calls[fn->called_at[i].call];
            vector_push(&todo, (struct point){caller, site->block, site->instr});
        }
    }
    vector_deinit(&todo);
    return locked;
}

bool wake_is_made_locked(const struct wake_question *question, const struct store *store)
{
    bool all;
    struct points locked = calls_with_lock(question, store, &all);

    vector_deinit(&locked);
    return all;
}

/* ---- one caller of several ---- */

/* Whether the function takes the lock of the wait, as far as fields and globals tell. */
static bool takes_same_lock(const struct wake_question *question, uint32_t number)
{
    const struct uses *uses = question->facts->uses;
    uint32_t waiter = question->predicate.wait.fn;

    for (uint32_t i = uses->first[waiter]; i < uses->first[waiter + 1]; i++)
        for (uint32_t k = uses->first[number]; k < uses->first[number + 1]; k++)
            if (uses->items.items[i].kind == USE_LOCK && uses->items.items[k].kind == USE_LOCK &&
                uses->items.items[i].element &&
                uses->items.items[i].element == uses->items.items[k].element)
                return true;
    return false;
}

/* Whether the function also takes back what is waited for, by itself or below. */
static bool closes_too(const struct wake_question *question, uint32_t number)
{
    const struct bitset *below = functions_below(question->facts, number);
    struct opening opening;

    for (uint32_t at = 0; wake_next_opening(question, STORE_CLOSES, &at, &opening);)
        if (opening.store->fn == number || bitset_has(below, opening.store->fn))
            return true;
    return false;
}

/* Whether the function of the call wakes, or the call itself. */
static bool tells_at(const struct wake_question *question, struct point call)
{
    const struct fn *fn = &question->program->fns[call.fn];

    return wake_at_call(question, call.fn, &fn->calls[graph_first_call(fn, call.instr)],
                        wake_any) ||
           wake_behind(question, call, wake_any) || wake_before(question, call);
}

/* Whether a function that calls this one by its name wakes beside that. */
static bool tells_above(const struct wake_question *question, uint32_t number)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; i < fn->n_called_at; i++)
        if (program->fns[fn->called_at[i].fn].calls[fn->called_at[i].call].entity)
            return wake_right_above(question, number, wake_any);
    return false;
}

/* Whether somebody else may wait when the function makes the call. */
static bool may_be_waited_for(const struct wake_question *question, struct point call)
{
    return !wake_is_own(question, call.fn) && contexts_reached(question->program, call.fn) &&
           takes_same_lock(question, call.fn) && !closes_too(question, call.fn) &&
           !wake_comes_before_start(question, call) && !wake_is_of_other_table(question, call.fn);
}

/* The call, of those, behind which nobody is told, while most others tell; NULL = there is none. */
static const struct point *find_untold(const struct wake_question *question,
                                       const struct points *calls)
{
    const struct point *untold = NULL;
    uint32_t told = 0, silent = 0;

    for (uint32_t i = 0; i < calls->count; i++) {
        const struct point *call = &calls->items[i];
        if (tells_at(question, *call)) {
            told++;
        } else if (may_be_waited_for(question, *call) && !tells_above(question, call->fn)) {
            silent++;
            untold = untold ? untold : call;
        }
    }
    return told >= silent ? untold : NULL;
}

bool wake_is_untold_by_caller(struct wake_question *question)
{
    struct opening opening;

    for (uint32_t at = 0; wake_next_opening(question, STORE_OPENS, &at, &opening);) {
        bool all;
        if (is_held(question, wake_point(opening.store)) ||
            ways_is_initial(question->facts->ways, opening.store))
            continue;
        struct points calls = calls_with_lock(question, opening.store, &all);
        const struct point *untold = find_untold(question, &calls);
        if (untold)
            wake_state(question, WAIT_UNTOLD, untold->fn, untold->instr,
                       wake_say(question, untold->fn,
                                "has what is waited for made true here, and wakes nobody"),
                       "that somebody waits then");
        vector_deinit(&calls);
        if (untold)
            return true;
    }
    return false;
}
