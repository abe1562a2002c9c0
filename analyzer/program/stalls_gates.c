/* Gates: waits for a condition that look at something which is closed from the start,
 *
 *     while (!ready)
 *         wait(&changed, &lock);
 *
 * so that nobody comes by before control has come to a store that may open it. Without the look, every wait for a
 * condition would be one that may be passed.
 *
 * Requires stores, ways. Whatever is not known may open a gate: it is none then. */
#include "program/stalls_inside.h"

#include <stdlib.h>

#include "program/elements.h"
#include "program/predicates.h"
#include "program/stops.h"
#include "program/unsent.h"
#include "program/value.h"
#include "program/ways.h"

/* Bounds: waits that are looked at; openings of one gate. */
enum { GATES_MOST = 2000, OPENINGS_MOST = 100 };

static uint64_t key_of(uint32_t fn, uint32_t instr)
{
    return (uint64_t)fn << 32 | instr;
}

/* ---- what is closed from the start ---- */

/* Whether the object may be zeroed as a whole later. */
static bool may_be_zeroed(const struct stalls *stalls, const struct stores *stores,
                          uint32_t element)
{
    uint32_t record = element % 2 ? stalls->program->fields[element / 2].record : 0;

    for (uint32_t i = record ? stores->first_zeroing[record] : 0;
         record && i < stores->first_zeroing[record + 1]; i++)
        if (!ways_is_initial(stops_facts(stalls->program)->ways, &stores->zeroings[i]))
            return true;
    return false;
}

/* Whether nobody who comes there goes by, as long as no store that is added to `openings` has been come to. */
static bool is_closed(struct stalls *stalls, const struct predicate *predicate,
                      const struct look *look, struct points *openings)
{
    const struct program *program = stalls->program;
    struct ways *ways = stops_facts(program)->ways;
    const struct stores *stores = ways_stores(ways);
    struct store_span span = stores_to(stores, look->element);
    bool zero_opens =
        look->relation == IR_NO_OPERATOR || !number_compare(0, look->relation, look->number);
    bool closed = false;

    if (!look->enough || look->snapshot || look->relation == IR_NO_OPERATOR ||
        bitset_has(&stores->address_taken, look->element) ||
        (zero_opens && may_be_zeroed(stalls, stores, look->element)))
        return false;
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        bool is_initial =
            ways_is_initial(ways, store) || program->fns[store->fn].ir->flags & IR_FUNCTION_INIT;
        switch (predicate_store(program, predicate->wait.fn, look, store)) {
        case STORE_OPENS:
        case STORE_MAY_OPEN:
            if (is_initial)
                bitset_add(&stalls->filled_first, predicate->wait.fn);
            if (is_initial || openings->count == OPENINGS_MOST)
                return false;
            vector_push(openings, (struct point){store->fn, store->block, store->instr});
            break;
        case STORE_CLOSES:
            closed |=
                is_initial && program->fns[store->fn].unit->instrs[store->instr].op == IR_COPY;
            break;
        case STORE_ELSEWHERE:
            break;
        }
    }
    return closed || !zero_opens;
}

static void add_gate(struct stalls *stalls, const struct predicate *predicate,
                     const struct points *openings)
{
    uint32_t number = ++stalls->n_gates;

    intmap_put(&stalls->gates, key_of(predicate->wait.fn, predicate->wait.instr), number, NULL);
    for (uint32_t k = 0; k < predicate->looks.count; k++)
        intmap_put(&stalls->ways_by,
                   key_of(predicate->wait.fn, predicate->looks.items[k].block) << 1 |
                       !predicate->looks.items[k].edge,
                   number, NULL);
    for (uint32_t k = 0; k < openings->count; k++) {
        struct opening_of opening = {openings->items[k].fn, openings->items[k].instr, number,
                                     predicate->wait.fn};
        vector_push(&stalls->openings, opening);
        bitset_add(&stalls->opens_in, opening.fn);
    }
}

static void find_gate(struct stalls *stalls, const struct channel_use *wait, struct arena *scratch)
{
    struct predicate predicate =
        predicate_of(stops_facts(stalls->program),
                     (struct point){wait->at_fn, wait->at_block, wait->at_instr}, scratch);
    struct points openings = {0};
    bool closed = predicate.known && predicate.looks.count && predicate.held.whole;

    for (uint32_t k = 0; closed && k < predicate.looks.count; k++)
        closed = is_closed(stalls, &predicate, &predicate.looks.items[k], &openings);
    if (closed && openings.count)
        add_gate(stalls, &predicate, &openings);
    vector_deinit(&openings);
    predicate_free(&predicate);
}

static int compare_openings(const void *a, const void *b)
{
    const struct opening_of *left = a, *right = b;

    if (left->fn != right->fn)
        return left->fn < right->fn ? -1 : 1;
    if (left->instr != right->instr)
        return left->instr < right->instr ? -1 : 1;
    return (left->gate > right->gate) - (left->gate < right->gate);
}

void stalls_find_gates(struct stalls *stalls)
{
    const struct channel_uses *uses = &stalls->channels->uses;
    struct intmap seen = {0}; /* 1: to be looked at; 2: something else may end the wait */
    struct arena *scratch = arena_new();
    uint32_t n = 0;

    stalls->opens_in = bitset_new(stalls->arena, stalls->program->n_fns);
    stalls->filled_first = bitset_new(stalls->arena, stalls->program->n_fns);
    for (uint32_t i = 0; i < uses->count; i++) {
        const struct channel_use *wait = &uses->items[i];
        if (wait->kind != USE_WAIT || wait->by_hand || !wait->at_fn)
            continue;
        if (!wait->forever ||
            unsent_ends_otherwise(stalls->channels, channels_find(stalls->channels, wait), wait))
            intmap_put(&seen, key_of(wait->at_fn, wait->at_instr), 2, NULL);
    }
    for (uint32_t i = 0; i < uses->count && n < GATES_MOST; i++) {
        const struct channel_use *wait = &uses->items[i];
        if (wait->kind != USE_WAIT || wait->by_hand ||
            intmap_find(&seen, key_of(wait->at_fn, wait->at_instr)))
            continue;
        intmap_put(&seen, key_of(wait->at_fn, wait->at_instr), 1, NULL);
        find_gate(stalls, wait, scratch);
        n++;
    }
    if (stalls->openings.count)
        qsort(stalls->openings.items, stalls->openings.count, sizeof(*stalls->openings.items),
              compare_openings);
    stalls->opened = bitset_new(stalls->arena, stalls->n_gates + 1);
    intmap_deinit(&seen);
    arena_free(scratch);
}

/* ---- while control is followed ---- */

void stalls_open_at(struct stalls *stalls, uint32_t fn, uint32_t instr)
{
    uint32_t low = 0, high = stalls->openings.count;

    if (stalls->open || !bitset_has(&stalls->opens_in, fn))
        return;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        const struct opening_of *opening = &stalls->openings.items[middle];
        if (opening->fn < fn || (opening->fn == fn && opening->instr < instr))
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < stalls->openings.count; low++) {
        const struct opening_of *opening = &stalls->openings.items[low];
        if (opening->fn != fn || opening->instr != instr)
            return;
        if (!bitset_add(&stalls->opened, opening->gate))
            continue;
        stalls_push(stalls, opening->waiter);
        stalls_push_all(stalls, &stalls->stalls_in);
    }
}

bool stalls_is_shut(const struct stalls *stalls, const struct channel_use *wait)
{
    const uint32_t *gate = wait->kind == USE_WAIT && !wait->by_hand
                               ? intmap_find(&stalls->gates, key_of(wait->at_fn, wait->at_instr))
                               : NULL;

    return gate && !bitset_has(&stalls->opened, *gate);
}

void stalls_leave_gate(struct stalls *stalls, const struct channel_use *wait)
{
    bitset_add(&stalls->opened, *intmap_find(&stalls->gates, key_of(wait->at_fn, wait->at_instr)));
}

bool stalls_is_way_past(const struct stalls *stalls, uint32_t fn, uint32_t block, uint32_t edge)
{
    return stalls->n_gates && intmap_find(&stalls->ways_by, key_of(fn, block) << 1 | edge);
}

bool stalls_is_way_shut(const struct stalls *stalls, uint32_t fn, uint32_t block, uint32_t edge)
{
    const uint32_t *gate = stalls->n_gates && !stalls->open
                               ? intmap_find(&stalls->ways_by, key_of(fn, block) << 1 | edge)
                               : NULL;

    return gate && !bitset_has(&stalls->opened, *gate);
}
