/* The verdict on one creation, from what solve.c recorded of it and what the program does elsewhere.
 *
 * Requires solve, contexts, members, holders. */
#include <stranded/check.h>

#include <string.h>

#include "ir/print.h"
#include "program/ending.h"
#include "program/clients.h"
#include "program/decisions.h"
#include "program/elements.h"
#include "program/ending_facts.h"
#include "program/hands_on.h"
#include "program/holders.h"
#include "program/model_control.h"
#include "program/null_arguments.h"
#include "program/relays.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/unreaped.h"
#include "program/ways.h"

bool ending_counts(const struct program *program, const struct creation_record *record, uint32_t fn)
{
    const struct fn *maker = &program->fns[record->fn], *ender = &program->fns[fn];
    bool reached = contexts_reached(program, fn) || !contexts_reached(program, record->fn);

    return reached && members_share(program, maker->input, ender->input);
}

static bool is_unknown(const struct creation_record *record)
{
    return record->unknown || record->readable;
}

bool ending_in_class(const struct program *program, const struct creation_record *record,
                     struct key key, unsigned events)
{
    const struct creations *all = &program->solution->creations;

    if (ending_facts_blind(program, record))
        return true;
    uint32_t at = creations_first_of_class(program, &all->first_ending, key);
    for (; at; at = all->next_ending[at - 1]) {
        const struct ending_record *ending = &all->endings.items[at - 1];
        if (ending->events & events && holders_match(program->holders, key, ending->key) &&
            ending_counts(program, record, ending->fn))
            return true;
    }
    return false;
}

/* ---- what the thread does about itself ---- */

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

/* The body ends it itself, or puts its argument where somebody takes it from who does: a queue of
 * those that have finished. */
static bool body_ends_class(const struct program *program, uint32_t body_of, struct key key,
                            unsigned events)
{
    const struct creation_record *record = &program->solution->creations.items.items[body_of];
    const struct creations *all = &program->solution->creations;
    uint32_t at = creations_first_of_class(program, &all->first_ending, key);

    for (; at; at = all->next_ending[at - 1]) {
        const struct ending_record *ending = &all->endings.items[at - 1];
        bool is_below = bitset_has(ending_facts_below(program, record), ending->fn) &&
                        !is_relay(record, ending->fn);
        if (ending->events & events && holders_match(program->holders, key, ending->key) &&
            (is_below ||
             (ending->key.before && writes_element(program, record, ending->key.before)) ||
             bodies_hand_on(program, record, ending)))
            return true;
    }
    return relay_ends_class(program, record, key, events);
}

/* Whether a function lets the thread that runs it be released by itself. */
static bool detaches_self(const struct program *program, uint32_t fn)
{
    const struct solution *solution = program->solution;
    const struct summary *summary = &solution->summaries[fn];

    if (summary->status == SUMMARY_GIVEN_UP)
        return true;
    for (uint32_t i = 0; i < summary->n_outcomes; i++)
        for (uint32_t k = 0; k < summary->outcomes[i].n_effects; k++)
            if (solution->effects.items[summary->outcomes[i].effects[k]].target.kind == VALUE_SELF)
                return true;
    return false;
}

static bool outcome_detaches(const struct solution *solution, const struct outcome *outcome)
{
    for (uint32_t k = 0; k < outcome->n_effects; k++)
        if (solution->effects.items[outcome->effects[k]].target.kind == VALUE_SELF)
            return true;
    return false;
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

/* Whether the one body detaches itself on some ways and leaves on others before it does. Who tells it by
 * its argument which of them to take may join those that do not. */
static bool leaves_before_detaching(const struct program *program,
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

bool body_may_end(const struct program *program, const struct creation_record *record)
{
    const struct bitset *exits = ending_facts_exits(program);
    bool ends = false;

    for (uint32_t i = 0; i < record->body_fns.count; i++)
        ends |= !program->fns[record->body_fns.items[i]].never_returns ||
                bitset_has(exits, record->body_fns.items[i]);
    return ends;
}

bool ending_cancels(const struct program *program, const struct creation_record *record,
                    struct key key)
{
    const struct creations *all = &program->solution->creations;
    uint32_t at = creations_first_of_class(program, &all->first_ending, key);

    for (; at; at = all->next_ending[at - 1]) {
        const struct ending_record *ending = &all->endings.items[at - 1];
        if (ending->events & EVENT_CANCEL && ending->key.last &&
            holders_match(program->holders, key, ending->key) &&
            ending_counts(program, record, ending->fn))
            return true;
    }
    return false;
}

/* Whether somebody cancels it, or what its handle is kept in: it ends, though its body does not, and has
 * still to be joined. */
static bool is_cancelled(const struct program *program, const struct creation_record *record)
{
    for (uint32_t i = 0; i < record->classes.count; i++)
        if (ending_cancels(program, record, record->classes.items[i]))
            return true;
    return record->cancelled;
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

/* Whether the thread may see to its own release: then nobody has to join it. */
static bool bodies_may_release(const struct program *program, const struct creation_record *record,
                               unsigned events)
{
    if (!record->body_fns.count || record->body_unknown)
        return true;

    bool releases = bodies_tell_themselves(program, record, events);
    for (uint32_t i = 0; i < record->body_fns.count && !leaves_before_detaching(program, record);
         i++)
        releases |= detaches_self(program, record->body_fns.items[i]);
    return releases || relays_detach(program, record);
}

/* ---- witnesses ---- */

/* Decisions shown before the loss: enough to see which path, few enough to read. */
enum { WITNESS_DECISIONS = 3 };

static struct step loss_step(const struct program *program, const struct loss_record *loss)
{
    const struct fn *fn = &program->fns[loss->fn];
    const char *holder = loss->holder && *loss->holder
                             ? arena_printf(program->run, "'%s'", loss->holder)
                             : "its handle";
    const char *text = "";

    switch (loss->loss) {
    case LOSS_DROPPED:
        text = "the handle that the call returns is not kept";
        break;
    case LOSS_RETURN:
        text = arena_printf(program->run, "%s() returns here, and %s goes out of scope", fn->name,
                            holder);
        break;
    case LOSS_OVERWRITTEN:
        text = arena_printf(program->run, "%s is overwritten here by the next one", holder);
        break;
    case LOSS_FREED:
        text = "the object that holds the handle is freed here";
        break;
    case LOSS_PART:
        text = arena_printf(program->run, "%s() returns here, and only a part of %s was ended",
                            fn->name, holder);
        break;
    case LOSS_WRONG_END:
        text = "its memory is freed here, and what it holds stays open";
        break;
    case LOSS_REPLACES:
        text = arena_printf(
            program->run, "%s still holds the one before, which nobody can close any more", holder);
        break;
    }
    return (struct step){graph_place(program, fn, loss->at), text};
}

static bool is_behind(struct ir_location at, struct ir_location start)
{
    return at.line > start.line || (at.line == start.line && at.column > start.column);
}

struct steps ending_witness(const struct program *program, const struct creation_record *record,
                            const struct loss_record *loss)
{
    const struct fn *fn = &program->fns[loss->fn];
    struct step steps[WITNESS_DECISIONS + 2];
    const uint32_t last = WITNESS_DECISIONS + 1;
    uint32_t count = 1, line = 0;

    steps[last] = loss_step(program, loss);
    for (const struct trail *at = loss->trail; at && count <= WITNESS_DECISIONS; at = at->before) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){at->block});
        bool shown = block->end == IR_END_BRANCH && at->at.line != line &&
                     is_behind(at->at, loss->made_at) && is_behind(loss->at, at->at);
        if (!shown)
            continue;
        line = at->at.line;
        steps[last - count++] = (struct step){graph_place(program, fn, at->at),
                                              decisions_text(program, fn, block, at->taken)};
    }
    if (loss->fn != record->fn)
        steps[last - count++] =
            (struct step){graph_place(program, fn, loss->made_at),
                          arena_printf(program->run, "%s() gets it here", fn->name)};
    return (struct steps){
        arena_copy(program->run, steps + last + 1 - count, count * sizeof(*steps)), count};
}

static const char *loss_words(enum loss loss)
{
    switch (loss) {
    case LOSS_DROPPED:
        return "is started and its handle is thrown away";
    case LOSS_RETURN:
        return NULL;
    case LOSS_OVERWRITTEN:
        return "is forgotten when the next one takes its variable";
    case LOSS_FREED:
        return "is forgotten when the object that holds it is freed";
    case LOSS_PART:
        return "is one of several of which only a part is ended";
    case LOSS_WRONG_END:
    case LOSS_REPLACES:
        break;
    }
    return NULL;
}

/* ---- the verdict ---- */

bool ending_may_lose(const struct program *program, const struct loss_record *loss)
{
    for (uint32_t i = 1; loss->needs_null >> i; i++)
        if (loss->needs_null >> i & 1 && !null_argument_is_given(program, loss->fn, i))
            return false;
    return true;
}

/* The first loss that counts. In main, a return is the end of the process: leaving on one path what is
 * ended on another is no leak there. */
static const struct loss_record *first_loss(const struct program *program,
                                            const struct creation_record *record)
{
    for (uint32_t i = 0; i < record->losses.count; i++) {
        const struct loss_record *loss = &record->losses.items[i];
        bool at_exit = loss->loss == LOSS_RETURN && contexts_in_main(program, loss->fn);
        if (!(at_exit && record->ended) && ending_may_lose(program, loss))
            return loss;
    }
    return NULL;
}

bool ending_may_be_detached(const struct program *program, const struct creation_record *record)
{
    const struct creations *all = &program->solution->creations;

    for (uint32_t i = 0; i < record->attributes.count; i++) {
        struct key key = record->attributes.items[i];
        uint32_t at = creations_first_of_class(program, &all->first_attribute, key);
        for (; at; at = all->next_attribute[at - 1])
            if (holders_match(program->holders, key, all->detached_attributes.items[at - 1]))
                return true;
    }
    return record->detached_unknown;
}

bool ending_is_guarded(const struct program *program, const struct creation_record *record,
                       unsigned events)
{
    for (uint32_t i = 0; i < record->guards.count; i++) {
        struct guard guard = record->guards.items[i];
        if (guard.body_of ? body_ends_class(program, guard.body_of, guard.key, events)
                          : ending_in_class(program, record, guard.key, events))
            return true;
    }
    return false;
}

/* Kept somewhere that nobody in sight ever reads to end it. */
static bool is_kept_for_nobody(const struct program *program, const struct creation_record *record,
                               unsigned events)
{
    for (uint32_t i = 0; i < record->classes.count; i++) {
        struct key key = record->classes.items[i];
        if (holders_escape(program->holders, key.last) ||
            holders_escape(program->holders, key.before) ||
            ending_in_class(program, record, key, events))
            return false;
    }
    return record->classes.count > 0;
}

const char *ending_assumption(const struct program *program, const struct creation_record *record)
{
    const struct fn *fn = &program->fns[record->fn];

    if (record->classes.count && bitset_has(&program->programs_of[fn->input], 0))
        return "no code outside of what was analysed ends it";
    return NULL;
}

/* A thread that those who could release it miss. */
static bool find_unreaped(const struct program *program, const struct creation_record *record,
                          unsigned events, struct ending *ret_ending)
{
    struct unreaped unreaped = {0};

    if (!unreaped_find(program, record, events, &unreaped))
        return false;
    ret_ending->verdict = ENDS_MAY;
    ret_ending->lost = unreaped.words;
    ret_ending->witness.items =
        arena_copy(program->run, unreaped.steps, unreaped.n_steps * sizeof(struct step));
    ret_ending->witness.count = unreaped.n_steps;
    return true;
}

static struct ending find_ending(const struct program *program,
                                 const struct creation_record *record, unsigned events)
{
    const struct loss_record *loss = first_loss(program, record);
    struct ending ending = {.verdict = ENDS_UNKNOWN};

    bool ended_otherwise = record->ended && !(record->ended & events);
    if (ended_otherwise || !(body_may_end(program, record) || is_cancelled(program, record)))
        return ending;
    if (ending_may_be_detached(program, record) || bodies_may_release(program, record, events) ||
        ending_is_guarded(program, record, events))
        return ending;
    if (loss) {
        ending.verdict =
            record->ended || record->classes.count || is_unknown(record) ? ENDS_MAY : ENDS_NEVER;
        ending.witness = ending_witness(program, record, loss);
        ending.lost = leaves_before_detaching(program, record)
                          ? "leaves on some ways before it detaches itself"
                          : loss_words(loss->loss);
        ending.at_process_end = loss->loss == LOSS_RETURN && contexts_in_main(program, loss->fn);
    } else if (!is_unknown(record) && !record->ended_though_kept &&
               is_kept_for_nobody(program, record, events)) {
        ending.verdict = record->ended ? ENDS_MAY : ENDS_NEVER;
        ending.assumption = ending_assumption(program, record);
    } else if (!is_unknown(record) && !record->ended_though_kept &&
               ending_freed_by_itself(program, record, events, &ending)) {
        ending.assumption = ending_assumption(program, record);
    } else if (!(record->ended & EVENT_DETACH) && find_unreaped(program, record, events, &ending)) {
        ending.assumption = ending_assumption(program, record);
    } else if (record->ended && !is_unknown(record) && !record->classes.count) {
        ending.verdict = ENDS_MUST;
    }
    return ending;
}

struct ending ending_of(const struct program *program, const struct creation_record *record,
                        unsigned events)
{
    uint32_t number = record->face.number;
    const struct ending *known = ending_facts_find(program, number, events);

    if (known)
        return *known;
    struct ending ending = record->kind != OBJECT_THREAD ? clients_ending(program, record)
                                                         : find_ending(program, record, events);
    ending_facts_keep(program, number, events, &ending);
    return ending;
}

struct multiplicity program_multiplicity(const struct program *program,
                                         const struct creation *creation)
{
    const struct creation_record *record =
        &program->solution->creations.items.items[creation->number];
    const struct loss_record *loss = record->kind != OBJECT_THREAD
                                         ? clients_loss(program, clients_worst(program, record))
                                         : first_loss(program, record);

    if (loss)
        return contexts_multiplicity(program, loss->fn, loss->made_in_block);
    return contexts_multiplicity(program, record->fn, record->block);
}
