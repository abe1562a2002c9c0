#include "program/closed_told.h"

#include "program/conditions.h"
#include "program/stop_region.h"
#include "program/stops.h"
#include "program/ways.h"

/* Bound: calls between the one that is asked about and the send; behind it, nothing asks. */
enum { ASKS_DOWN = 3 };

/* Whether the receiver looks at the element, itself or in what it calls. */
static bool looks_at(const struct program *program, uint32_t receiver, uint32_t element)
{
    const struct bitset *below = functions_below(stops_facts(program), receiver);
    bool looks = false;

    for (uint32_t fn = bitset_next(below, 0); fn < below->size && !looks;
         fn = bitset_next(below, fn + 1)) {
        if (program->fns[fn].is_model)
            continue;
        for (uint32_t id = 1; id < program->fns[fn].ir->blocks.count && !looks; id++)
            looks = fn_block(&program->fns[fn], id)->end == IR_END_BRANCH &&
                    conditions_of_edge(program, fn, id, 0).element == element;
    }
    return looks;
}

/* Whether somebody gives the element a constant, while the receiver may be there, with which the condition no
 * longer holds. */
static bool is_set_against(const struct program *program, const struct condition_on *on)
{
    struct ways *ways = stops_facts(program)->ways;
    struct store_span span = stores_to(ways_stores(ways), on->element);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &ways_stores(ways)->items[i];
        const struct fn *fn = &program->fns[store->fn];
        struct constant_write write =
            conditions_write(program, store->fn, &fn->unit->instrs[store->instr]);
        if (write.element == on->element && !write.counts_down &&
            !number_compare(write.number, on->relation, on->number) &&
            !ways_is_initial(ways, store))
            return true;
    }
    return false;
}

bool closed_asks_before(const struct program *program, uint32_t receiver, uint32_t fn,
                        uint32_t block)
{
    struct condition_list before = {0};
    bool asks = false;

    conditions_before(program, fn, block, &before);
    for (uint32_t i = 0; i < before.count && !asks; i++)
        asks = is_set_against(program, &before.items[i]) &&
               looks_at(program, receiver, before.items[i].element);
    vector_deinit(&before);
    return asks;
}

static bool asks_below(const struct program *program, uint32_t receiver, uint32_t number,
                       const struct call_site *site, uint32_t sender, uint32_t block,
                       uint32_t depth)
{
    bool asks = site->targets.count > 0;

    if (closed_asks_before(program, receiver, number, site->block))
        return true;
    for (uint32_t k = 0; k < site->targets.count && asks; k++) {
        uint32_t target = site->targets.items[k];
        const struct fn *fn = &program->fns[target];
        if (target == sender) {
            asks = closed_asks_before(program, receiver, target, block);
            continue;
        }
        for (uint32_t c = 0; c < fn->n_calls && asks; c++)
            if (functions_lead_to(stops_facts(program), &fn->calls[c], sender))
                asks = depth < ASKS_DOWN && asks_below(program, receiver, target, &fn->calls[c],
                                                       sender, block, depth + 1);
    }
    return asks;
}

bool closed_asks_below(const struct program *program, uint32_t receiver, uint32_t fn,
                       const struct call_site *site, uint32_t sender, uint32_t block)
{
    return asks_below(program, receiver, fn, site, sender, block, 0);
}
