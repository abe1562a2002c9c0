/* Whether what wakes the thread may come when it does not wait yet: between its look at the flag and its wait, or
 * where it waits without a look. */
#include "program/conditions.h"
#include "program/held.h"
#include "program/paths.h"
#include "program/solver.h"
#include "program/stop_locks.h"
#include "program/stops_inside.h"

/* Whether some signal around the stop is sent with the mutex held. */
static bool is_signalled_locked(const struct question *question, struct region *region,
                                const struct use *wait, uint32_t mutex)
{
    const struct uses *uses = question->facts->unwrapped;

    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        struct point point = {use->fn, use->block, use->instr};
        if ((use->kind != USE_SIGNAL && use->kind != USE_BROADCAST) ||
            !region_same(question->facts, use->element, wait->element))
            continue;
        region_widen(region);
        if (region_has(region, use->fn, use->instr) &&
            locks_held_at(question->facts, mutex, point, question->scratch))
            return true;
    }
    return false;
}

/* Whether nothing keeps the flag from being set, and the signal from being sent, between the thread's look
 * and its wait: neither comes with the mutex. */
static bool is_told_unlocked(const struct question *question, const struct told *told,
                             struct region *region, const struct use *wait)
{
    uint32_t mutex = locks_of_wait(question->facts, wait);

    for (uint32_t i = 0; i < told->stores.count; i++) {
        /* who does not join may leave the signal to others */
        if (locks_protect(question->facts, mutex, told->stores.items[i], &told->joins,
                          question->scratch) ||
            (!told->is_one_place && is_signalled_locked(question, region, wait, mutex)))
            return false;
    }
    return true;
}

/* Blocks of the function that test the flag. */
static struct bitset looks_in(const struct question *question, uint32_t number, uint32_t flag)
{
    const struct fn *fn = &question->program->fns[number];
    struct bitset looks = bitset_new(question->scratch, fn->ir->blocks.count);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        if (ways_flag_of_edge(question->facts->ways, number, id) == flag)
            bitset_add(&looks, id);
    return looks;
}

/* Whether the values that such a way compares allow it: a queue that is not empty is not found to be empty on the next line. */
static bool is_possible(const struct question *question, const struct use *wait,
                        const struct bitset *looks)
{
    const struct fn *fn = &question->program->fns[wait->fn];
    struct path_query query = {.program = question->program, .fn = wait->fn, .ends = looks};

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        uint32_t instr = fn->calls[c].instr;
        if (instr != wait->instr && held_effect(question->facts, wait->fn, instr) == LOCK_TAKES)
            path_mark(&query, instr, PATH_FROM);
    }
    path_mark(&query, wait->instr, PATH_TO);
    bool possible = path_find(&query).found;
    path_query_deinit(&query);
    return possible;
}

/* Whether a way leads from where the mutex is taken to the wait without a look at the flag, and nothing that
 * decides on the way is changed where the thread is told: what was told before the mutex was taken is slept
 * through. */
static bool waits_blindly(const struct question *question, struct region *region,
                          const struct use *wait, uint32_t flag)
{
    const struct fn *fn = &question->program->fns[wait->fn];
    struct bitset looks = looks_in(question, wait->fn, flag);
    struct bitset ways = locks_blind_ways(question->facts, locks_of_wait(question->facts, wait),
                                          wait, &looks, question->scratch);

    if (!bitset_has(&ways, wait->block))
        return false;
    for (uint32_t id = bitset_next(&ways, 1); id < ways.size; id = bitset_next(&ways, id + 1)) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        if (id == wait->block || graph_n_successors(block) < 2)
            continue;
        uint32_t other = ways_flag_of_edge(question->facts->ways, wait->fn, id);
        if (!other || stops_written_late(question, region, other))
            return false;
    }
    return is_possible(question, wait, &looks);
}

/* Whether the loop waits, or signals. */
static bool loop_waits_or_wakes(const struct question *question, uint32_t number,
                                const struct loop *loop)
{
    const struct fn *fn = &question->program->fns[number];
    const struct uses *uses = question->facts->unwrapped;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        if (!bitset_has(&loop->blocks, fn->calls[c].block))
            continue;
        for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
            enum use_kind kind = uses->items.items[i].kind;
            if (uses->items.items[i].instr == fn->calls[c].instr &&
                (kind == USE_WAIT || kind == USE_SIGNAL || kind == USE_BROADCAST ||
                 kind == USE_RECEIVE || kind == USE_SEND))
                return true;
        }
    }
    return false;
}

/* Whether a join, or a store that tells, stands in the function behind the block. */
static bool leads_to_stop(const struct question *question, const struct told *told, uint32_t number,
                          uint32_t from)
{
    const struct points *both[] = {&told->stores, &told->joins};
    struct bitset reached =
        conditions_reach(&question->program->fns[number], from, question->scratch);

    for (int i = 0; i < 2; i++)
        for (uint32_t k = 0; k < both[i]->count; k++)
            if (both[i]->items[k].fn == number && bitset_has(&reached, both[i]->items[k].block))
                return true;
    return false;
}

/* Whether whoever tells it waits for its answer: a loop before the join hangs on what the thread sets. */
static bool is_answered(const struct question *question, const struct told *told,
                        struct region *region)
{
    const struct program *program = question->program;
    const struct stores *stores = ways_stores(question->facts->ways);

    for (uint32_t f = bitset_next(&region->tells, 1); f < region->tells.size;
         f = bitset_next(&region->tells, f + 1)) {
        const struct fn *fn = &program->fns[f];
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            uint32_t loop = fn->loop_of[id];
            uint32_t flag = loop ? ways_flag_of_edge(question->facts->ways, f, id) : 0;
            bool answered = false;
            for (uint32_t i = flag ? stores->first[flag] : 0; flag && i < stores->first[flag + 1];
                 i++)
                answered |= bitset_has(question->below, stores->items[i].fn);
            if (answered && loop_waits_or_wakes(question, f, &fn->loops[loop - 1]) &&
                leads_to_stop(question, told, f, id))
                return true;
        }
    }
    return false;
}

enum stop_failure stops_wake_is_lost(const struct question *question, const struct told *told,
                                     struct region *region, const struct use *wait)
{
    if (wait->kind != USE_WAIT || is_answered(question, told, region))
        return STOP_UNKNOWN;
    if (is_told_unlocked(question, told, region, wait))
        return STOP_WAKE_LOST;
    return waits_blindly(question, region, wait, told->flag) ? STOP_WAITS_BLINDLY : STOP_UNKNOWN;
}
