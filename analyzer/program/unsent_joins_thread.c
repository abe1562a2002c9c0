/* The thread of a wait that somebody may join: whether it comes to the wait before anything else, and finds that it has to.
 *
 * Requires channels, stores. */
#include "program/unsent_joins_inside.h"

#include "program/below.h"
#include "program/stops.h"
#include "program/value.h"
#include "program/ways.h"

static void find_listeners(struct channels *channels)
{
    channels->listeners = bitset_new(channels->program->run, channels->program->n_fns);
    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->kind != USE_RECEIVE && use->kind != USE_WAIT && use->kind != USE_AWAIT &&
            use->kind != USE_AWAIT_EACH)
            continue;
        bitset_add(&channels->listeners, use->at_fn);
        intmap_put(&channels->listens, (uint64_t)use->at_fn << 32 | use->at_instr, 1, NULL);
    }
    functions_add_above(channels->program, &channels->listeners);
}

/* Whether the call, by which the thread may say how far it is, waits for something or looks whether it has come. */
bool joined_listens(const struct joined_wait *joined, uint32_t number, const struct call_site *site)
{
    struct channels *channels = joined->program->stop_facts->message_channels;

    if (!channels->listeners.words)
        find_listeners(channels);
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (bitset_has(&channels->listeners, site->targets.items[k]))
            return true;
    return intmap_find(&channels->listens, (uint64_t)number << 32 | site->instr);
}

/* The calls of the function that lead to the wait get the mark; those that lead to another wait, the other one. */
static void mark_waits(const struct joined_wait *joined, struct path_query *query,
                       enum path_mark to_wait, enum path_mark to_others)
{
    const struct fn *fn = &joined->program->fns[query->fn];
    uint32_t at = joined->wait->at_fn;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        bool is_it = (query->fn == at && site->instr == joined->wait->at_instr) ||
                     functions_lead_to(joined->facts, site, at);
        if (is_it) {
            path_mark(query, site->instr, to_wait);
            continue;
        }
        if (to_others && (site->unresolved || joined_listens(joined, query->fn, site)))
            path_mark(query, site->instr, to_others);
    }
    for (uint32_t c = 0; query->fn == joined->predicate.wait.fn && c < fn->n_calls; c++)
        if (bitset_has(&joined->predicate.held.blocks, fn->calls[c].block) &&
            held_effect(joined->facts, query->fn, fn->calls[c].instr) == LOCK_TAKES)
            path_mark(query, fn->calls[c].instr, to_wait);
}

/* Whether every way through the function comes to the wait, or to the look before it. */
bool joined_must_come(const struct joined_wait *joined, uint32_t number)
{
    struct path_query query = {
        .program = joined->program, .fn = number, .from_entry = true, .to_return = true};

    mark_waits(joined, &query, PATH_STOP, 0);
    bool may_not = path_find(&query).found;
    path_query_deinit(&query);
    return !may_not;
}

/* Whether the thread may come there before it waits for anything else. */
bool joined_may_come_first(const struct joined_wait *joined)
{
    struct path_query query = {.program = joined->program, .fn = joined->body, .from_entry = true};

    mark_waits(joined, &query, PATH_TO, PATH_STOP);
    bool comes = path_find(&query).found;
    path_query_deinit(&query);
    return comes;
}

/* Whether the look says wait as long as nobody has opened it: from the start. */
static bool is_closed_at_first(const struct joined_wait *joined, const struct look *look)
{
    struct store_span span = stores_to(joined->stores, look->element);
    bool any = false;

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &joined->stores->items[i];
        if (!ways_is_initial(joined->facts->ways, store) &&
            !(joined->program->fns[store->fn].ir->flags & IR_FUNCTION_INIT))
            continue;
        enum store_effect effect =
            predicate_store(joined->program, joined->predicate.wait.fn, look, store);
        if (effect == STORE_OPENS || effect == STORE_MAY_OPEN)
            return false;
        any |= effect == STORE_CLOSES;
    }
    return any || look->snapshot ||
           (look->relation != IR_NO_OPERATOR && number_compare(0, look->relation, look->number));
}

/* Whether the thread itself closes the look, and comes back to it. */
static bool is_closed_again(const struct joined_wait *joined, const struct look *look)
{
    const struct fn *body = &joined->program->fns[joined->body];
    const struct bitset *below = functions_below(joined->facts, joined->body);
    struct store_span span = stores_to(joined->stores, look->element);
    bool comes_back = false;

    for (uint32_t c = 0; c < body->n_calls; c++)
        comes_back |= body->loop_of[body->calls[c].block] &&
                      functions_lead_to(joined->facts, &body->calls[c], joined->wait->at_fn);
    for (uint32_t i = span.first; comes_back && i < span.end; i++)
        if (bitset_has(below, joined->stores->items[i].fn) &&
            predicate_store(joined->program, joined->predicate.wait.fn, look,
                            &joined->stores->items[i]) == STORE_CLOSES)
            return true;
    return false;
}

/* Whether the thread finds all looks closed: the first time; or, where it waits for room, once it has closed them
 * itself. */
bool joined_waits_at_last(struct joined_wait *joined)
{
    bool again = false;

    joined->at_first = true;
    for (uint32_t i = 0; i < joined->predicate.looks.count; i++) {
        bool closed = is_closed_at_first(joined, &joined->predicate.looks.items[i]);
        bool closes = is_closed_again(joined, &joined->predicate.looks.items[i]);
        if (!closed && !(joined->for_room && closes))
            return false;
        joined->at_first = joined->at_first && closed;
        again |= closes;
    }
    return again || !joined->for_room;
}
