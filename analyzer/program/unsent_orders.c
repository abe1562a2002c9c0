/* Requests that are no messages: a flag, or a number that says what to do, which whoever serves waits for and puts back.
 *
 *     order = what; signal(&ordered);          while (!order)
 *     while (!done)                                wait(&ordered);
 *         wait(&answered);                     order = 0;          taken here
 *
 * Requires channels, stores. Whatever is not known is no request. */
#include "program/unsent_answers_inside.h"

#include "program/predicates.h"
#include "program/ways.h"

/* Whether the block lies in the loop of the server, or in one inside it. */
static bool is_in_server(const struct answering *answering, uint32_t block)
{
    const struct loop *loop =
        &answering->program->fns[answering->server.fn].loops[answering->server.loop - 1];

    return bitset_has(&loop->blocks, block);
}

/* Whether the function of the wait never comes to it without one of those stores before. */
static bool orders_first(const struct answering *answering, const struct points *orders)
{
    uint32_t fn = answering->wait->at_fn;
    struct path_query query = {.program = answering->program, .fn = fn, .from_entry = true};
    bool any = false;

    for (uint32_t i = 0; i < orders->count; i++) {
        if (orders->items[i].fn != fn)
            continue;
        path_mark(&query, orders->items[i].instr, PATH_STOP);
        any = true;
    }
    path_mark(&query, answering->wait->at_instr, PATH_TO);
    any = any && !path_find(&query).found;
    path_query_deinit(&query);
    return any;
}

/* Sorts the stores to what is looked at into those that order something and the one by which the server takes an order;
 * false where they are none. */
static bool sort_stores(const struct answering *answering, uint32_t waits_in,
                        const struct look *look, struct points *orders, struct point *ret_taking)
{
    const struct program *program = answering->program;
    const struct stores *stores = ways_stores(answering->facts->ways);
    const struct bitset *below = functions_below(answering->facts, answering->server.fn);
    struct store_span span = stores_to(stores, look->element);
    const struct fn *server = &program->fns[answering->server.fn];
    uint32_t n_takings = 0;

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        enum store_effect effect = predicate_store(program, waits_in, look, store);
        struct point point = {store->fn, store->block, store->instr};
        if (effect == STORE_ELSEWHERE || ways_is_initial(answering->facts->ways, store) ||
            program->fns[store->fn].ir->flags & IR_FUNCTION_INIT)
            continue;
        if (effect == STORE_CLOSES) {
            if (!bitset_has(below, store->fn))
                continue;
            if (store->fn != answering->server.fn ||
                server->loop_of[store->block] != answering->server.loop || n_takings++)
                return false;
            *ret_taking = point;
        } else if (bitset_has(below, store->fn)) {
            return false;
        } else {
            vector_push(orders, point);
        }
    }
    return n_takings;
}

static bool is_order(const struct answering *answering, const struct predicate *predicate,
                     const struct look *look, struct point *ret_taking)
{
    const struct stores *stores = ways_stores(answering->facts->ways);
    struct points orders = {0};
    bool found = look->enough && !look->snapshot && look->relation != IR_NO_OPERATOR &&
                 !bitset_has(&stores->address_taken, look->element) &&
                 sort_stores(answering, predicate->wait.fn, look, &orders, ret_taking) &&
                 orders_first(answering, &orders);

    for (uint32_t i = 0; i < orders.count && found; i++)
        found = answering_is_followed(answering, orders.items[i].fn, orders.items[i].instr);
    vector_deinit(&orders);
    return found;
}

bool answering_finds_order(const struct answering *answering, struct point *ret_taking)
{
    const struct channel_uses *uses = &answering->channels->uses;
    bool found = false;

    for (uint32_t i = 0; i < uses->count && !found; i++) {
        const struct channel_use *use = &uses->items[i];
        if (use->kind != USE_WAIT || use->by_hand || !use->forever ||
            use->at_fn != answering->server.fn || !is_in_server(answering, use->at_block))
            continue;
        struct predicate predicate =
            predicate_of(answering->facts, (struct point){use->at_fn, use->at_block, use->at_instr},
                         answering->scratch);
        for (uint32_t k = 0; k < predicate.looks.count && !found; k++)
            found = is_order(answering, &predicate, &predicate.looks.items[k], ret_taking);
        predicate_free(&predicate);
    }
    return found;
}
