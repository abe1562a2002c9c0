#include "program/channel_flow_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "program/elements.h"

/* ---- the whole ---- */

/* Denies what looked new and is not; whether there was any. All that looked new is looked at again. */
static bool deny_leaky(struct channel_flow *flow, const uint8_t *makes_before)
{
    bool any = false;

    for (uint32_t number = 1; number < flow->program->n_fns; number++) {
        if (!makes_before[number])
            continue;
        bitset_add(&flow->is_stale, number);
        channel_flow_make_callers_stale(flow, number);
        flow->denied[number] |= !flow->makes[number];
        any |= !flow->makes[number];
    }
    return any;
}

/* Finds what makes and what leaks, until the one agrees with the other. */
static void settle(struct channel_flow *flow, struct arena *scratch)
{
    enum { ROUNDS = 4 }; /* then nothing is taken for new */
    const struct program *program = flow->program;
    uint8_t *before = memory_zeroed(program->n_fns, sizeof(*before));
    uint32_t round = 0;

    for (uint32_t number = 1; number < program->n_fns; number++)
        bitset_add(&flow->is_stale, number);
    do {
        if (round == ROUNDS)
            memset(flow->denied, 1, program->n_fns * sizeof(*flow->denied));
        channel_flow_find_makers(flow, scratch);
        memcpy(before, flow->makes, program->n_fns * sizeof(*before));
        channel_flow_find_leaks(flow);
    } while (deny_leaky(flow, before) && round++ < ROUNDS);
    free(before);
}

struct channel_flow *channel_flow_new(const struct program *program, const struct wait_sets *sets)
{
    struct channel_flow *flow = memory_zeroed(1, sizeof(*flow));
    struct arena *scratch = arena_new();
    uint32_t n = elements_count(program);

    flow->program = program;
    flow->wait_sets = sets;
    flow->n_named = elements_named(program);
    flow->alias = memory_zeroed(n - flow->n_named, sizeof(*flow->alias));
    flow->leaks = memory_zeroed(n - flow->n_named, sizeof(*flow->leaks));
    flow->makes = memory_zeroed(program->n_fns, sizeof(*flow->makes));
    flow->denied = memory_zeroed(program->n_fns, sizeof(*flow->denied));
    flow->models = memory_zeroed(program->n_fns, sizeof(*flow->models));
    element_sets_init(&flow->sets, program);
    flow->handed_out = bitset_new(program->run, program->n_records + 1);
    flow->is_stale = bitset_new(program->run, program->n_fns);
    for (uint32_t number = 1; number < program->n_fns; number++)
        if (program->fns[number].is_model)
            flow->models[number] = model_flow_of(program, number);
    channel_flow_mark_handlers(flow);
    settle(flow, scratch);
    channel_flow_unify(flow);
    arena_free(scratch);
    return flow;
}

void channel_flow_free(struct channel_flow *flow)
{
    if (!flow)
        return;
    element_sets_deinit(&flow->sets);
    free(flow->alias);
    free(flow->leaks);
    free(flow->makes);
    free(flow->denied);
    free(flow->models);
    vector_deinit(&flow->passings);
    vector_deinit(&flow->handings);
    free(flow);
}

/* ---- what is asked ---- */

bool channel_flow_makes(const struct channel_flow *flow, uint32_t fn)
{
    return flow->makes[fn];
}

uint32_t channel_flow_class(struct channel_flow *flow, uint32_t element)
{
    return element_sets_root(&flow->sets, element_index(flow->program, element));
}

bool channel_flow_has_unseen(const struct channel_flow *flow)
{
    return flow->has_unseen;
}

void channel_flow_join(struct channel_flow *flow, uint32_t element, uint32_t other)
{
    element_sets_unify(&flow->sets, element, other);
}

void channel_flow_give_away(struct channel_flow *flow, uint32_t element)
{
    element_sets_escape(&flow->sets, element);
}

bool channel_flow_is_private(struct channel_flow *flow, uint32_t element)
{
    uint32_t index = element_index(flow->program, element);

    /* nothing has been put into one set with it */
    return element >= flow->n_named && flow->sets.parent[index] == index && !flow->sets.rank[index];
}

bool channel_flow_escapes(struct channel_flow *flow, uint32_t class)
{
    return flow->sets.escapes[element_sets_root(&flow->sets, class)] & ~ESCAPES_TO_SYSTEM;
}

bool channel_flow_is_used_unseen(struct channel_flow *flow, uint32_t class)
{
    return flow->sets.escapes[element_sets_root(&flow->sets, class)] &
           (ESCAPES_ITSELF | ESCAPES_TO_SYSTEM);
}
