/* What is waited for comes true outside of the lock: the wake-up may come between the look and the wait.
 *
 * Requires channels, threads, stores. */
#include "program/conditions.h"
#include "program/creations.h"
#include "program/solver.h"
#include "program/wake_ups_inside.h"

/* Bound: calls that lead to a store. */
enum { LOCKED_CALLERS = 60 };

/* Whether a lock is taken by the call, or somewhere below. */
static bool call_locks(const struct wake_question *question, uint32_t number,
                       const struct call_site *site)
{
    const struct program *program = question->program;
    const struct uses *uses = question->facts->uses;

    if (held_effect(question->facts, number, site->instr) != LOCK_NONE || site->unresolved)
        return true;
    if (!site->targets.count) /* not in sight: what is the project's own may be a lock of its own */
        return !site->entity || !(program->entities[site->entity].flags & IR_SYMBOL_SYSTEM);
    for (uint32_t k = 0; k < site->targets.count; k++) {
        const struct bitset *below = functions_below(question->facts, site->targets.items[k]);
        for (uint32_t i = uses_in(uses, below, 0); i < uses->items.count;
             i = uses_in(uses, below, i + 1))
            if (uses->items.items[i].kind == USE_LOCK)
                return true;
    }
    return false;
}

/* Whether a thread begins in the function, and so holds no lock. */
static bool is_root(const struct wake_question *question, uint32_t number)
{
    const struct program *program = question->program;
    const struct creations *all = &program->solution->creations;

    if (contexts_origin(program, number).kind == ROOT_MAIN && contexts_in_main(program, number))
        return true;
    for (uint32_t i = 1; i < program->n_fns; i++)
        for (uint32_t k = all->first_start[i]; k < all->first_start[i + 1]; k++)
            if (all->starts_in[k].body == number)
                return true;
    return false;
}

/* Adds the calls of the function by name. */
static void add_calls(const struct wake_question *question, uint32_t number, struct points *points)
{
    const struct program *program = question->program;
    const struct fn_list *callers = &program->fns[number].callers;

    for (uint32_t i = 0; i < callers->count; i++) {
        const struct fn *caller = &program->fns[callers->items[i]];
        for (uint32_t c = 0; !caller->is_model && c < caller->n_calls; c++)
            for (uint32_t k = 0; k < caller->calls[c].targets.count; k++)
                if (caller->calls[c].targets.items[k] == number && caller->calls[c].entity)
                    vector_push(points, (struct point){callers->items[i], caller->calls[c].block,
                                                       caller->calls[c].instr});
    }
}

/* Whether a lock is taken between the store and a wake-up: then nobody can be between look and wait by that time.
 * One that is taken when all is told does not help. */
static bool is_locked_before_wake(const struct wake_question *question, const struct store *store)
{
    const struct fn *fn = &question->program->fns[store->fn];
    struct bitset behind = conditions_reach(fn, store->block, question->scratch);

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        struct point point = {store->fn, site->block, site->instr};
        bool later = bitset_has(&behind, site->block) ||
                     (site->block == store->block && site->instr > store->instr);
        if (later && call_locks(question, store->fn, site) &&
            (wake_at_call(question, store->fn, site, wake_any) ||
             wake_behind(question, point, wake_any)))
            return true;
    }
    return false;
}

/* Whether the function gives a lock back behind the point, before it takes one: it has held that at the point. */
static bool gives_back(const struct wake_question *question, struct point point)
{
    const struct fn *fn = &question->program->fns[point.fn];
    struct path_query query = {.program = question->program, .fn = point.fn};

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        enum lock_effect effect = held_effect(question->facts, point.fn, fn->calls[c].instr);
        if (effect != LOCK_NONE)
            path_mark(&query, fn->calls[c].instr, effect == LOCK_GIVES ? PATH_TO : PATH_STOP);
    }
    path_mark(&query, point.instr, PATH_FROM);
    bool gives = path_find(&query).found;
    path_query_deinit(&query);
    return gives;
}

/* Whether some thread comes to the store and holds no lock there; and none is taken behind it, before those who
 * wait are woken. */
static bool is_made_unlocked(const struct wake_question *question, const struct store *store)
{
    struct bitset seen = bitset_new(question->scratch, question->program->n_fns);
    struct points todo = {0};
    bool unlocked = false;

    if (is_locked_before_wake(question, store))
        return false;
    vector_push(&todo, wake_point(store));
    for (uint32_t at = 0; at < todo.count && at < LOCKED_CALLERS && !unlocked; at++) {
        struct point point = todo.items[at];
        if (held_before(question->facts, point, question->scratch).some ||
            gives_back(question, point))
            continue;
        unlocked = is_root(question, point.fn);
        if (bitset_add(&seen, point.fn))
            add_calls(question, point.fn, &todo);
    }
    vector_deinit(&todo);
    return unlocked;
}

bool wake_is_unlocked(struct wake_question *question)
{
    struct opening opening;

    if (!question->predicate.held.whole)
        return false;
    for (uint32_t at = 0; wake_next_opening(question, STORE_OPENS, &at, &opening);) {
        uint32_t fn = opening.store->fn;
        if (wake_is_own(question, fn) || contexts_in_handler(question->program, fn) ||
            !wake_behind(question, wake_point(opening.store), wake_any) ||
            !is_made_unlocked(question, opening.store))
            continue;
        wake_state(question, WAIT_UNLOCKED, fn, opening.store->instr,
                   wake_say(question, fn,
                            "makes what is waited for come true here, without the lock, and wakes"),
                   "that this happens between the look and the wait");
        return true;
    }
    return false;
}
