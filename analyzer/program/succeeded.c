/* Another thread whose handle takes the place of one that nobody has joined:
 *
 *   replaced    the thread that leaves clears a flag, whereupon another is started
 *   succeeded   a global gets a new handle with each event, and what is joined is the last one
 *
 * Both are ways from outside to the spawn on which nobody joins.
 *
 * Requires solve, contexts, members, holders. */
#include "program/choices.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/unreaped_search.h"
#include "program/value.h"
#include "program/ways.h"

/* What has to be seen on a way: that a flag is asked for, or that nothing shared is. */
struct way {
    const struct leaving *leaving; /* replaced: the flag; NULL = succeeded */
    struct step guard;
    bool guarded;
    const struct keeping *keeping; /* succeeded: it passes the call that yields the handle there */
    bool passed;
    bool left;          /* on some choice, nothing below the function joins behind the start */
    struct bitset seen; /* functions above which it was looked */
};

/* Calls below each other on a way that is followed from the spawn upwards. */
enum { WAY_DEPTH = 8 };

/* Whether a handler makes the condition true again each time that something happens, and ends nothing:
 * `if (got_hangup)`. Other conditions may hold only once. */
static bool is_renewed(const struct search *search, const struct condition_on *condition)
{
    const struct stores *stores = ways_stores(search->program->stop_facts->ways);

    struct store_span span = stores_to(stores, condition->element);

    for (uint32_t i = span.first; i < span.end; i++) {
        uint32_t number = stores->items[i].fn;
        const struct fn *fn = search_fn(search, number);
        if (!fn->address_taken || bitset_has(&search->enders, number) ||
            contexts_often(search->program, number, 1) != OFTEN_PER_EVENT)
            continue;
        struct constant_write write =
            conditions_write(search->program, number, &fn->unit->instrs[stores->items[i].instr]);
        if (write.element && !write.counts_down &&
            number_compare(write.number, condition->relation, condition->number))
            return true;
    }
    return false;
}

/* Whether the condition is but the end of an earlier loop: sooner or later it holds. */
static bool ends_loop(const struct search *search, uint32_t number,
                      const struct condition_on *condition)
{
    return graph_leaves_loop(search_fn(search, number), condition->block, condition->edge);
}

/* Whether the condition asks for what the function itself has put there right before: `if (!(o->buffer = malloc()))`
 * is no guard. */
static bool is_fresh(const struct search *search, uint32_t number,
                     const struct condition_on *condition)
{
    const struct stores *stores = ways_stores(search->program->stop_facts->ways);
    struct store_span span = stores_to(stores, condition->element);

    for (uint32_t i = span.first; i < span.end; i++)
        if (stores->items[i].fn == number && stores->items[i].block == condition->block)
            return true;
    return false;
}

static bool is_asked_for(const struct search *search, struct way *way, uint32_t number,
                         uint32_t instr)
{
    struct condition_list before = {0};
    bool fits = true;

    search_conditions(search, number, instr, &before);
    if (!way->leaving) {
        for (uint32_t i = 0; i < before.count; i++)
            fits &= before.items[i].stays || ends_loop(search, number, &before.items[i]) ||
                    is_fresh(search, number, &before.items[i]) ||
                    is_renewed(search, &before.items[i]);
    } else {
        fits = !conditions_exclude(&before, way->leaving->element, way->leaving->number);
        if (fits && conditions_ask(&before, way->leaving->element, way->leaving->number)) {
            way->guarded = true;
            way->guard = (struct step){
                search_place(search, number, search_fn(search, number)->unit->instrs[instr].at),
                arena_printf(search->program->run,
                             "%s() then puts the handle of another thread over it",
                             search_fn(search, number)->name)};
        }
    }
    vector_deinit(&before);
    return fits;
}

static bool find_way(const struct search *search, struct way *way, uint32_t number, uint32_t instr,
                     uint32_t depth);

static bool find_way_above(const struct search *search, struct way *way, uint32_t number,
                           uint32_t depth)
{
    const struct fn *fn = search_fn(search, number);

    if (!bitset_add(&way->seen, number))
        return false;
    for (uint32_t i = 0; i < fn->callers.count; i++) {
        const struct fn *caller = search_fn(search, fn->callers.items[i]);
        for (uint32_t k = 0; k < caller->n_calls; k++)
            for (uint32_t t = 0; t < caller->calls[k].targets.count; t++)
                if (caller->calls[k].targets.items[t] == number &&
                    find_way(search, way, fn->callers.items[i], caller->calls[k].instr, depth + 1))
                    return true;
    }
    return false;
}

static bool find_way(const struct search *search, struct way *way, uint32_t number, uint32_t instr,
                     uint32_t depth)
{
    bool guarded = way->guarded, passed = way->passed, left = way->left, found = false;
    const struct fn *fn = search_fn(search, number);

    if (depth == WAY_DEPTH)
        return false;
    if (way->keeping && way->keeping->fn == number && way->keeping->instr == instr)
        way->passed = true;
    uint32_t block = conditions_block_of(fn, instr);
    enum often often = contexts_often(search->program, number, block);
    bool again = way->leaving ? often != OFTEN_ONCE : often == OFTEN_PER_EVENT;
    if (again && !search_ends_before(search, number, instr, !left) &&
        is_asked_for(search, way, number, instr)) {
        /* who calls a library may do so once, unless a flag shows what it is prepared for */
        bool is_public = members_is_public(search->program, number);
        bool from_outside =
            way->leaving ? is_public || fn->address_taken : !is_public && fn->address_taken;
        bool rounds = contexts_often(search->program, number, 1) != OFTEN_PER_EVENT;
        way->left =
            left && choice_leaves_unended(search->program, number, instr, &search->all_enders);
        found = (way->leaving ? way->guarded : way->passed) && (from_outside || rounds);
        found = found || find_way_above(search, way, number, depth);
    }
    if (!found) {
        way->guarded = guarded;
        way->passed = passed;
        way->left = left;
    }
    return found;
}

static bool find_way_from(const struct search *search, struct way *way, uint32_t number,
                          uint32_t instr)
{
    way->left = way->leaving != NULL;
    way->seen = bitset_new(search->scratch, search->program->n_fns);
    return find_way(search, way, number, instr, 0);
}

bool search_replaced(const struct search *search, struct unreaped *ret_unreaped)
{
    for (uint32_t i = 0; i < search->leavings.count; i++) {
        const struct leaving *leaving = &search->leavings.items[i];
        struct way way = {.leaving = leaving};
        if (leaving->counts_down || leaving->wiped || leaving->element == search->key.last ||
            !search_belongs(search, leaving->element) ||
            !find_way_from(search, &way, search->record->fn, search->record->instr))
            continue;
        ret_unreaped->words = "is forgotten when it has left and another takes its place";
        ret_unreaped->steps[0] = search_leaving_step(search, leaving);
        ret_unreaped->steps[1] = way.guard;
        ret_unreaped->n_steps = 2;
        return true;
    }
    return false;
}

/* Whether nothing that ends the class happens as often as threads are started: it comes at the end of the process. */
static bool ends_at_last(const struct search *search)
{
    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *site = search->sites.items[i];
        uint32_t block = conditions_block_of(search_fn(search, site->fn), site->instr);
        if (contexts_often(search->program, site->fn, block) == OFTEN_PER_EVENT)
            return false;
    }
    return search->sites.count > 0;
}

/* The record of the call that starts the thread itself. */
static const struct creation_record *innermost_of(const struct search *search)
{
    const struct creations *all = &search->program->solution->creations;
    const struct creation_record *record = search->record;

    while (record->through)
        record = &all->items.items[record->through];
    return record;
}

bool search_succeeded(const struct search *search, const struct keeping *keeping,
                      struct unreaped *ret_unreaped)
{
    struct way way = {.keeping = keeping};
    /* what a wrapper asks before it starts a thread counts as well */
    const struct creation_record *innermost = innermost_of(search);

    if (!keeping->in_fixed || !ends_at_last(search) ||
        !find_way_from(search, &way, innermost->fn, innermost->instr))
        return false;
    const struct end_site *site = search->sites.items[0];
    const struct ir_instr *call = &search_fn(search, site->fn)->unit->instrs[site->instr];
    ret_unreaped->words = "is forgotten when the next one takes its place";
    ret_unreaped->steps[0] = (struct step){search_place(search, site->fn, call->at),
                                           "only the last one is joined, once, here"};
    ret_unreaped->n_steps = 1;
    return true;
}
