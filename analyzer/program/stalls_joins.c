/* Joins stall as well: of threads whose bodies do not return. */
#include "program/stalls_inside.h"

#include <stdlib.h>

#include "program/solver.h"
#include "program/stops.h"

/* ---- the order of joins ---- */

static int compare_joins(const void *a, const void *b)
{
    const struct joining *left = a, *right = b;

    if (left->fn != right->fn)
        return left->fn < right->fn ? -1 : 1;
    if (left->instr != right->instr)
        return left->instr < right->instr ? -1 : 1;
    return (left->body > right->body) - (left->body < right->body);
}

static int compare_bodies(const void *a, const void *b)
{
    const struct joining *left = a, *right = b;

    return left->body != right->body ? (left->body < right->body ? -1 : 1) : compare_joins(a, b);
}

/* The first join at or behind that instruction of the function. */
static uint32_t first_join(const struct stalls *stalls, uint32_t fn, uint32_t instr)
{
    const struct joining wanted = {fn, instr, 0};
    uint32_t low = 0, high = stalls->joins.count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (compare_joins(&stalls->joins.items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t first_of_body(const struct stalls *stalls, uint32_t body)
{
    uint32_t low = 0, high = stalls->by_body.count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (stalls->by_body.items[middle].body < body)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- the whole ---- */

void stalls_find_joins(struct stalls *stalls)
{
    const struct creations *all = &stalls->program->solution->creations;

    for (uint32_t i = 1; i < all->items.count; i++) {
        const struct creation_record *record = &all->items.items[i];
        bool known = record->body_fns.count == 1 && !record->body_unknown;
        struct points joins = stops_joins(stalls->program, record);
        for (uint32_t k = 0; k < joins.count; k++) {
            struct joining joining = {joins.items[k].fn, joins.items[k].instr,
                                      known ? record->body_fns.items[0] : 0};
            vector_push(&stalls->joins, joining);
            bitset_add(&stalls->joins_in, joining.fn);
            bitset_add(&stalls->joined, joining.body);
        }
        vector_deinit(&joins);
    }
    for (uint32_t i = 0; i < stalls->joins.count; i++)
        vector_push(&stalls->by_body, stalls->joins.items[i]);
    if (!stalls->joins.count)
        return;
    qsort(stalls->joins.items, stalls->joins.count, sizeof(*stalls->joins.items), compare_joins);
    qsort(stalls->by_body.items, stalls->by_body.count, sizeof(*stalls->by_body.items),
          compare_bodies);
}

bool stalls_is_join_stalled(const struct stalls *stalls, uint32_t fn, uint32_t instr)
{
    bool any = false;

    if (!bitset_has(&stalls->joins_in, fn))
        return false;
    for (uint32_t i = first_join(stalls, fn, instr); i < stalls->joins.count; i++) {
        const struct joining *joining = &stalls->joins.items[i];
        if (joining->fn != fn || joining->instr != instr)
            break;
        any = true;
        if (!joining->body || stalls_may_return(stalls, joining->body) ||
            bitset_has(&stalls->channels->cancelled, joining->body))
            return false;
    }
    return any && !stalls->exits;
}

void stalls_push_joiners(struct stalls *stalls, uint32_t body)
{
    if (!bitset_has(&stalls->joined, body))
        return;
    for (uint32_t i = first_of_body(stalls, body);
         i < stalls->by_body.count && stalls->by_body.items[i].body == body; i++)
        stalls_push(stalls, stalls->by_body.items[i].fn);
}
