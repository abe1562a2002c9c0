/* Items of a pool that are counted: up by whoever gives them to it, down by each item when it is done, and waited for until
 * none is left.
 *
 *     outstanding++;                       if (!load(item))
 *     pool_push(pool, item);                   return;             one is left for ever
 *     ...                                  if (--outstanding == 0)
 *     while (outstanding > 0)                  signal(&done);
 *         wait(&done);
 *
 * Requires channels, stores. */
#include "program/stop_region.h"
#include "program/stops.h"
#include "program/unsent_itself.h"
#include "program/unsent_paths.h"
#include "program/wake_ups.h"
#include "program/ways.h"

/* Whether it waits for the number to come back to zero. */
static bool is_for_zero(const struct look *look)
{
    return look->enough && !look->snapshot && look->number == 0 &&
           (look->relation == IR_NE || look->relation == IR_GT);
}

/* Marks the instructions of the query's function that count so; whether there is one, and none in a loop of its own. */
static bool mark_counts(const struct program *program, const struct predicate *predicate,
                        const struct look *look, enum store_effect effect, enum path_mark mark,
                        struct path_query *query)
{
    const struct stores *stores = ways_stores(stops_facts(program)->ways);
    const struct fn *fn = &program->fns[query->fn];
    struct store_span span = stores_to(stores, look->element);
    bool any = false;

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        if (store->fn != query->fn || fn->unit->instrs[store->instr].op != IR_COMPUTE ||
            predicate_store(program, predicate->wait.fn, look, store) != effect)
            continue;
        path_mark(query, store->instr, mark);
        any = true;
    }
    return any;
}

/* Whether the body counts down, once for each item. */
static bool counts_down(const struct program *program, const struct predicate *predicate,
                        const struct look *look, uint32_t body)
{
    struct path_query query = {.program = program, .fn = body};
    bool counts = mark_counts(program, predicate, look, STORE_OPENS, PATH_FROM | PATH_TO, &query) &&
                  !path_find(&query).found; /* never twice */

    path_query_deinit(&query);
    return counts;
}

/* The pool that runs the body for each of its items, as an element; 0 = it is not known. */
static uint32_t pool_of(const struct program *program, uint32_t body)
{
    const struct uses *uses = stops_uses(program);

    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *pool = &uses->items.items[i];
        const struct fn *fn = &program->fns[pool->fn];
        uint32_t c = pool->kind == USE_POOL ? graph_first_call(fn, pool->instr) : fn->n_calls;
        if (c < fn->n_calls && unsent_registers(program, pool->fn, &fn->calls[c], body))
            return pool->element;
    }
    return 0;
}

/* Whether the function never gives an item to the pool without having counted it: from the start; from the one before. */
static bool counts_up(const struct program *program, const struct predicate *predicate,
                      const struct look *look, uint32_t number, uint32_t pool)
{
    const struct uses *uses = stops_uses(program);
    bool counts = pool != 0;

    for (uint32_t from_entry = 0; from_entry < 2 && counts; from_entry++) {
        struct path_query query = {.program = program, .fn = number, .from_entry = from_entry};
        counts = mark_counts(program, predicate, look, STORE_CLOSES, PATH_STOP, &query);
        for (uint32_t i = 0; i < uses->items.count && counts; i++) {
            const struct use *push = &uses->items.items[i];
            if (push->kind != USE_POOL_PUSH || program->fns[push->fn].is_model ||
                !region_same(stops_facts(program), push->element, pool))
                continue;
            counts = push->fn == number; /* others give it items, too */
            path_mark(&query, push->instr, from_entry ? PATH_TO : PATH_FROM | PATH_TO);
        }
        counts = counts && !path_find(&query).found;
        path_query_deinit(&query);
    }
    return counts;
}

/* Whether the function says once, before it gives the first item to the pool, how many there will be. */
static bool is_set_before(const struct program *program, const struct predicate *predicate,
                          const struct look *look, uint32_t number, uint32_t pool)
{
    const struct stores *stores = ways_stores(stops_facts(program)->ways);
    const struct uses *uses = stops_uses(program);
    const struct fn *fn = &program->fns[number];
    struct store_span span = stores_to(stores, look->element);
    struct path_query query = {.program = program, .fn = number, .from_entry = true};
    uint32_t n = 0, n_pushes = 0;
    bool others = false;

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        enum store_effect effect = predicate_store(program, predicate->wait.fn, look, store);
        bool sets = store->fn == number && !fn->loop_of[store->block] && effect != STORE_OPENS &&
                    effect != STORE_ELSEWHERE;
        others |= !sets && (effect == STORE_CLOSES || store->fn == number);
        n += sets;
        if (sets)
            path_mark(&query, store->instr, PATH_STOP);
    }
    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *push = &uses->items.items[i];
        if (push->kind != USE_POOL_PUSH || program->fns[push->fn].is_model ||
            !region_same(stops_facts(program), push->element, pool))
            continue;
        others |= push->fn != number;
        n_pushes++;
        path_mark(&query, push->instr, PATH_TO);
    }
    bool set = pool && n == 1 && n_pushes == 1 && !others && !path_find(&query).found;
    path_query_deinit(&query);
    return set;
}

bool unsent_counts_items(const struct program *program, const struct channel_use *wait,
                         uint32_t body)
{
    if (wait->kind != USE_WAIT || wait->by_hand)
        return false;
    struct arena *scratch = arena_new();
    struct predicate predicate = wake_predicate(stops_facts(program), wait, scratch);
    bool counts = false;

    for (uint32_t i = 0; i < predicate.looks.count && !counts; i++) {
        const struct look *look = &predicate.looks.items[i];
        counts = is_for_zero(look) && counts_down(program, &predicate, look, body) &&
                 (counts_up(program, &predicate, look, wait->fn, pool_of(program, body)) ||
                  is_set_before(program, &predicate, look, wait->fn, pool_of(program, body)));
    }
    predicate_free(&predicate);
    arena_free(scratch);
    return counts;
}
