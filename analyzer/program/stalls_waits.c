/* What may stall at all, found before anything is walked: waits, and sends that wait, which only known uses end.
 *
 * Requires stalls_find_joins(). */
#include "program/stalls_inside.h"

#include <stdlib.h>

#include "base/memory.h"
#include "program/model_control.h"
#include "program/unsent.h"

/* ---- the order of uses ---- */

static int compare_order(const void *a, const void *b)
{
    const struct channel_use *left = *(const struct channel_use *const *)a;
    const struct channel_use *right = *(const struct channel_use *const *)b;
    const uint32_t keys[][2] = {{left->fn, right->fn},
                                {left->instr, right->instr},
                                {left->group, right->group},
                                {left->member, right->member}};

    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return left < right ? -1 : left > right;
}

void stalls_sort_uses(struct stalls *stalls)
{
    const struct channel_uses *uses = &stalls->channels->uses;
    const struct channel_use **sorted = memory_zeroed(uses->count + 1, sizeof(*sorted));

    stalls->order = ARENA_ARRAY(stalls->arena, uint32_t, uses->count + 1);
    stalls->first_of_fn = ARENA_ARRAY(stalls->arena, uint32_t, stalls->program->n_fns + 1);
    for (uint32_t i = 0; i < uses->count; i++) {
        sorted[i] = &uses->items[i];
        stalls->first_of_fn[uses->items[i].fn + 1]++;
    }
    for (uint32_t i = 1; i <= stalls->program->n_fns; i++)
        stalls->first_of_fn[i] += stalls->first_of_fn[i - 1];
    qsort(sorted, uses->count, sizeof(const struct channel_use *), compare_order);
    for (uint32_t i = 0; i < uses->count; i++)
        stalls->order[i] = (uint32_t)(sorted[i] - uses->items);
    free(sorted);
}

/* ---- closes of both ends ---- */

static bool forks(const struct program *program)
{
    for (uint32_t number = 1; number < program->n_fns; number++)
        if (!program->fns[number].is_model && model_control_forks(program, number))
            return true;
    return false;
}

void stalls_find_moot(struct stalls *stalls)
{
    const struct channel_use *uses = stalls->channels->uses.items;

    if (forks(stalls->program))
        return;
    for (uint32_t at = 0; at < stalls->channels->uses.count; at++) {
        const struct channel_use *close = &uses[stalls->order[at]];
        const struct fn *fn = &stalls->program->fns[close->fn];
        if (close->kind != USE_CLOSE || !close->end)
            continue;
        uint32_t call = graph_first_call(fn, close->instr);
        for (uint32_t k = stalls->first_of_fn[close->fn]; k < stalls->first_of_fn[close->fn + 1];
             k++) {
            const struct channel_use *other = &uses[stalls->order[k]];
            uint32_t second = graph_first_call(fn, other->instr);
            if (other->kind == USE_CLOSE && other->class == close->class && other->end &&
                other->end != close->end && (second == call + 1 || call == second + 1))
                bitset_add(&stalls->moot, stalls->order[at]);
        }
    }
}

/* ---- waits that may stall ---- */

static bool can_stall(const struct stalls *stalls, const struct channel_use *use)
{
    const struct channel *channel = channels_find(stalls->channels, use);
    bool is_own = (channel->made || use->by_hand) && !channel->is_set;

    switch (use->kind) {
    case USE_RECEIVE:
    case USE_AWAIT_EACH:
    case USE_WAIT:
        if (!use->forever || (use->kind != USE_WAIT && !is_own))
            return false;
        if (use->by_hand && bitset_has(&stalls->filled_first, use->at_fn))
            return false; /* there is something to take before anybody adds to it */
        break;
    case USE_WATCH:
        return use->is_watched && is_own && !unsent_ends_otherwise(stalls->channels, channel, use);
    case USE_AWAIT:
        if (!use->forever || !channel->is_set || stalls->channels->adds_unseen)
            return false;
        break;
    case USE_SEND:
        if (!use->forever || !channel->made || channel->room != 0)
            return false;
        break;
    default:
        return false;
    }
    return !unsent_ends_otherwise(stalls->channels, channel, use) && stalls_is_sure(stalls, use);
}

/* A gate at which not all who come there may stall is none. */
static void leave_gates(struct stalls *stalls)
{
    const struct channel_uses *uses = &stalls->channels->uses;

    for (uint32_t i = 0; i < uses->count; i++)
        if (stalls_is_shut(stalls, &uses->items[i]) && !bitset_has(&stalls->may_stall, i))
            stalls_leave_gate(stalls, &uses->items[i]);
}

void stalls_find_waits(struct stalls *stalls)
{
    VECTOR(uint32_t) todo = {0};
    const struct channel_uses *uses = &stalls->channels->uses;

    for (uint32_t i = 0; i < uses->count; i++)
        if (can_stall(stalls, &uses->items[i])) {
            bitset_add(&stalls->may_stall, i);
            if (bitset_add(&stalls->has_waits, uses->items[i].fn))
                vector_push(&todo, uses->items[i].fn);
        }
    leave_gates(stalls);
    if (!todo.count) /* then no join stalls, either */
        return;
    for (uint32_t i = 0; i < stalls->joins.count; i++)
        if (bitset_add(&stalls->has_waits, stalls->joins.items[i].fn))
            vector_push(&todo, stalls->joins.items[i].fn);
    while (todo.count) {
        const struct fn_list *callers = &stalls->program->fns[vector_pop(&todo)].callers;
        for (uint32_t i = 0; i < callers->count; i++)
            if (bitset_add(&stalls->has_waits, callers->items[i]))
                vector_push(&todo, callers->items[i]);
    }
    vector_deinit(&todo);
    for (uint32_t number = 1; number < stalls->program->n_fns; number++) {
        const struct fn *fn = &stalls->program->fns[number];
        if (!fn->is_model && !bitset_has(&stalls->has_waits, number))
            bitset_add(&stalls->returns, number);
    }
}
