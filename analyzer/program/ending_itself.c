/* What a thread does about its own release: its bodies end it, tell somebody its handle, or detach it.
 *
 * Requires what ending.c requires. */
#include "program/ending_inside.h"

#include "program/below.h"
#include "program/ending_facts.h"
#include "program/hands_on.h"
#include "program/holders.h"
#include "program/relays.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/ways.h"

bool body_may_end(const struct program *program, const struct creation_record *record)
{
    const struct bitset *exits = ending_facts_exits(program);
    bool ends = false;

    for (uint32_t i = 0; i < record->body_fns.count; i++)
        ends |= !program->fns[record->body_fns.items[i]].never_returns ||
                bitset_has(exits, record->body_fns.items[i]);
    return ends;
}

/* ---- ends ---- */

/* Whether all bodies free in the end what they were started with, and leave no thread that detaches itself: nobody takes
 * it from where they have put it. */
static bool bodies_free_argument(const struct program *program,
                                 const struct creation_record *record)
{
    if (body_detaches_itself(program, record))
        return false;
    for (uint32_t i = 0; i < record->body_fns.count; i++)
        if (!ending_frees_argument(program, record->body_fns.items[i]))
            return false;
    return true;
}

/* Whether a function below the bodies writes to a place of that element. */
static bool writes_element(const struct program *program, const struct creation_record *record,
                           uint32_t element)
{
    const struct stores *stores = ways_stores(program->stop_facts->ways);
    struct store_span span = stores_to(stores, element);

    for (uint32_t i = span.first; i < span.end; i++)
        if (bitset_has(ending_facts_below(program, record), stores->items[i].fn))
            return true;
    return false;
}

static bool is_relay(const struct creation_record *record, uint32_t fn)
{
    for (uint32_t i = 0; i < record->relays.count; i++)
        if (record->relays.items[i] == fn)
            return true;
    return false;
}

/* Whether a relay itself ends it, and not what others run through it. */
static bool relay_ends_class(const struct program *program, const struct creation_record *record,
                             struct key key, unsigned events)
{
    const struct creations *all = &program->solution->creations;
    uint32_t at = creations_first_of_class(program, &all->first_site, key);

    for (; at; at = all->next_site[at - 1]) {
        const struct end_site *site = &all->sites.items[at - 1];
        if (site->events & events && is_relay(record, site->fn) &&
            holders_match(program->holders, key, site->key) &&
            !relay_runs_at(program, site->fn, site->instr))
            return true;
    }
    return false;
}

/* Whether a body hands its argument on to where the ending takes it from. What it frees itself in the end, nobody
 * takes from there. */
static bool bodies_hand_on(const struct program *program, const struct creation_record *record,
                           const struct ending_record *ending)
{
    bool hand_on = false;

    for (uint32_t i = 0; i < record->body_fns.count && !hand_on; i++)
        hand_on = !ending_frees_argument(program, record->body_fns.items[i]) &&
                  hands_on_argument(program, record->body_fns.items[i], ending->key.before);
    return hand_on && ending_counts(program, record, ending->fn);
}

/* Whether one of the bodies calls the function by name, or what calls it so. */
static bool bodies_name(const struct program *program, const struct creation_record *record,
                        uint32_t fn)
{
    struct arena *scratch = arena_new();
    struct bitset above = bitset_new(scratch, program->n_fns);
    bool found = false;

    bitset_add(&above, fn);
    functions_add_above_by_name(program, &above);
    for (uint32_t i = 0; i < record->body_fns.count; i++)
        found |= bitset_has(&above, record->body_fns.items[i]);
    arena_free(scratch);
    return found;
}

/* Whether what ends it lies below the bodies. What they run for others, through pointers, gets what those have given
 * it: no job of a pool waits for the end of the worker that runs it. */
static bool is_below(const struct program *program, const struct creation_record *record,
                     const struct creation_record *body_of, const struct ending_record *ending)
{
    if (!bitset_has(ending_facts_below(program, body_of), ending->fn) ||
        is_relay(body_of, ending->fn))
        return false;
    return record != body_of || body_of->relays.count || ending->events & EVENT_DETACH ||
           bodies_name(program, body_of, ending->fn);
}

bool ending_by_body(const struct program *program, const struct creation_record *of,
                    uint32_t body_of, struct key key, unsigned events)
{
    const struct creation_record *record = &program->solution->creations.items.items[body_of];
    const struct creations *all = &program->solution->creations;
    uint32_t at = creations_first_of_class(program, &all->first_ending, key);

    for (; at; at = all->next_ending[at - 1]) {
        const struct ending_record *ending = &all->endings.items[at - 1];
        if (ending->events & events && holders_match(program->holders, key, ending->key) &&
            (is_below(program, of, record, ending) ||
             (ending->key.before && !bodies_free_argument(program, record) &&
              writes_element(program, record, ending->key.before)) ||
             bodies_hand_on(program, record, ending)))
            return true;
    }
    return relay_ends_class(program, record, key, events);
}

/* ---- detaches ---- */

static bool outcome_detaches(const struct solution *solution, const struct outcome *outcome)
{
    for (uint32_t k = 0; k < outcome->n_effects; k++)
        if (solution->effects.items[outcome->effects[k]].target.kind == VALUE_SELF)
            return true;
    return false;
}

/* Whether a function lets the thread that runs it be released by itself. */
static bool detaches_self(const struct program *program, uint32_t fn)
{
    const struct solution *solution = program->solution;
    const struct summary *summary = &solution->summaries[fn];

    if (summary->status == SUMMARY_GIVEN_UP)
        return true;
    for (uint32_t i = 0; i < summary->n_outcomes; i++)
        if (outcome_detaches(solution, &summary->outcomes[i]))
            return true;
    return false;
}

bool ending_detaches_caller(const struct program *program, uint32_t fn)
{
    return detaches_self(program, fn);
}

/* Whether the outcome hangs on what the function was called with. */
static bool is_asked_for(const struct space *space, const struct outcome *outcome)
{
    for (uint32_t i = 0; i < outcome->n_facts; i++)
        if (outcome->facts[i].value.kind == VALUE_INITIAL &&
            loc_get(space, outcome->facts[i].value.id)->root == LOC_PARAM)
            return true;
    return false;
}

bool ending_leaves_before_detaching(const struct program *program,
                                    const struct creation_record *record)
{
    const struct solution *solution = program->solution;
    bool detaches = false, leaves = false;

    if (record->body_fns.count != 1 || record->relays.count)
        return false;
    const struct summary *summary = &solution->summaries[record->body_fns.items[0]];
    for (uint32_t i = 0; i < summary->n_outcomes && summary->status == SUMMARY_SOLVED; i++) {
        const struct outcome *outcome = &summary->outcomes[i];
        bool is_detached = outcome_detaches(solution, outcome);
        if (!is_detached && is_asked_for(&solution->space, outcome))
            return false;
        detaches |= is_detached;
        leaves |= !is_detached;
    }
    return detaches && leaves && summary->n_outcomes < SOLVER_OUTCOMES;
}

static bool relays_detach(const struct program *program, const struct creation_record *record)
{
    for (uint32_t i = 0; i < record->relays.count; i++)
        if (relay_detaches(program, record->relays.items[i]))
            return true;
    return false;
}

bool body_detaches_itself(const struct program *program, const struct creation_record *record)
{
    for (uint32_t i = 0; i < record->body_fns.count; i++)
        if (program->solution->summaries[record->body_fns.items[i]].status == SUMMARY_SOLVED &&
            detaches_self(program, record->body_fns.items[i]))
            return true;
    return relays_detach(program, record);
}

/* ---- tells ---- */

/* Whether the bodies tell somebody their own handle who may then end it. */
static bool bodies_tell_themselves(const struct program *program,
                                   const struct creation_record *record, unsigned events)
{
    const struct creations *all = &program->solution->creations;
    bool tells = false;

    for (uint32_t i = 0; i < record->body_fns.count; i++)
        tells |= bitset_has(ending_facts_tells(program), record->body_fns.items[i]);
    for (uint32_t i = 0; i < record->relays.count; i++)
        tells |= bitset_has(ending_facts_tells(program), record->relays.items[i]);

    for (uint32_t i = 0; tells && i < all->selves.count; i++) {
        const struct self_record *self = &all->selves.items[i];
        /* what a function tells that then ends the process, nobody can use */
        bool of_others =
            is_relay(record, self->fn) && relay_runs_at(program, self->fn, self->instr);
        if (!program->fns[self->fn].never_returns && !of_others &&
            bitset_has(ending_facts_below(program, record), self->fn) &&
            (!self->key.last || ending_in_class(program, record, self->key, events)))
            return true;
    }
    return false;
}

bool ending_may_release_itself(const struct program *program, const struct creation_record *record,
                               unsigned events)
{
    if (!record->body_fns.count || record->body_unknown)
        return true;

    bool releases =
        bodies_tell_themselves(program, record, events) && !ending_leaves_untold(program, record);
    for (uint32_t i = 0;
         i < record->body_fns.count && !ending_leaves_before_detaching(program, record); i++)
        releases |= detaches_self(program, record->body_fns.items[i]);
    return releases || relays_detach(program, record);
}
