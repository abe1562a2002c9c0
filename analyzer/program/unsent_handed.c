/* Waits that are the second half of a send, or its first:
 *
 *     while (slot->full)
 *         wait(&slot->taken);
 *     slot->value = value;
 *     slot->full = true;
 *     signal(&slot->offered);
 *     while (slot->full)
 *         wait(&slot->taken);
 *
 * Who puts something there closes the look himself, and it is opened by who takes that.
 *
 * Requires channels, stores. */
#include "program/unsent_handed.h"

#include "program/elements.h"
#include "program/stops.h"
#include "program/stores.h"
#include "program/wake_ups.h"
#include "program/ways.h"

/* Whether the function of the wait closes one of the looks, and nobody opens that again but where it is made. */
static bool is_closed_for_good(const struct channels *channels, const struct predicate *predicate)
{
    const struct program *program = channels->program;
    const struct stop_facts *facts = stops_facts(program);
    const struct stores *stores = ways_stores(facts->ways);

    for (uint32_t i = 0; i < predicate->looks.count; i++) {
        const struct look *look = &predicate->looks.items[i];
        struct store_span span = stores_to(stores, look->element);
        bool closes = false, opens = bitset_has(&stores->address_taken, look->element);
        for (uint32_t k = span.first; k < span.end; k++) {
            const struct store *store = &stores->items[k];
            enum store_effect effect = predicate_store(program, predicate->wait.fn, look, store);
            bool is_first = ways_is_initial(facts->ways, store) ||
                            program->fns[store->fn].ir->flags & IR_FUNCTION_INIT;
            closes |= store->fn == predicate->wait.fn && effect == STORE_CLOSES;
            opens |= !is_first && (effect == STORE_OPENS || effect == STORE_MAY_OPEN);
        }
        if (closes && !opens)
            return true;
    }
    return false;
}

/* Whether the function puts something there beside what the wait looks at. */
static bool puts_more(const struct channels *channels, const struct predicate *predicate)
{
    const struct program *program = channels->program;
    uint32_t number = predicate->wait.fn;
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            struct ir_place_id to = fn->unit->instrs[i].dst;
            uint32_t element = to.index ? element_of_named_place(program, number, to) : 0;
            bool is_look = !element || element >= elements_named(program);
            for (uint32_t k = 0; k < predicate->looks.count; k++)
                is_look |= element == predicate->looks.items[k].element;
            if (!is_look)
                return true;
        }
    }
    return false;
}

/* The signal of the function, or of what it calls, that is made in it. */
static const struct channel_use *signal_of(const struct channels *channels, uint32_t fn)
{
    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if ((use->kind == USE_SIGNAL || use->kind == USE_BROADCAST) && use->at_fn == fn)
            return use;
    }
    return NULL;
}

static bool comes_behind(const struct channels *channels, const struct channel_use *sent,
                         const struct channel_use *wait)
{
    struct path_query query = {.program = channels->program, .fn = wait->at_fn};

    path_mark(&query, sent->at_instr, PATH_FROM);
    path_mark(&query, wait->at_instr, PATH_TO);
    bool behind = path_find(&query).found;
    path_query_deinit(&query);
    return behind;
}

/* Whether another wait of the function comes behind the signal. */
static bool has_other_behind(const struct channels *channels, const struct channel_use *sent,
                             const struct channel_use *wait)
{
    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->kind == USE_WAIT && use->at_fn == wait->at_fn && use->at_instr != wait->at_instr &&
            comes_behind(channels, sent, use))
            return true;
    }
    return false;
}

bool unsent_is_handed_over(const struct channels *channels, const struct channel_use *wait,
                           const struct channel_use **ret_sent)
{
    const struct channel_use *sent = wait->kind == USE_WAIT && wait->forever && !wait->by_hand
                                         ? signal_of(channels, wait->at_fn)
                                         : NULL;
    if (!sent)
        return false;
    struct arena *scratch = arena_new();
    struct predicate predicate = wake_predicate(stops_facts(channels->program), wait, scratch);
    bool is_handed = predicate.looks.count && is_closed_for_good(channels, &predicate) &&
                     puts_more(channels, &predicate);
    predicate_free(&predicate);
    arena_free(scratch);
    bool is_told = is_handed &&
                   (comes_behind(channels, sent, wait) || !has_other_behind(channels, sent, wait));
    *ret_sent = is_told ? sent : NULL;
    return is_handed;
}
