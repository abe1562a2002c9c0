/* Threads that free the object which holds their own handle: whoever would join one finds no handle.
 *
 * Requires solve. */
#include "program/ending.h"
#include "program/elements.h"
#include "program/holders.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/stops_inside.h"

/* Whether the outcome is one of a call without an argument. */
static bool is_without_argument(const struct space *space, const struct outcome *outcome)
{
    for (uint32_t i = 0; i < outcome->n_facts; i++) {
        const struct fact *fact = &outcome->facts[i];
        const struct loc *loc =
            fact->value.kind == VALUE_INITIAL ? loc_get(space, fact->value.id) : NULL;
        if (loc && loc->kind == LOC_PARAM && loc->argument == 1 && !fact->low && !fact->high)
            return true;
    }
    return false;
}

bool ending_frees_argument(const struct program *program, uint32_t body)
{
    const struct solution *solution = program->solution;
    const struct summary *summary = &solution->summaries[body];

    if (summary->status != SUMMARY_SOLVED || !summary->n_outcomes)
        return false;
    for (uint32_t i = 0; i < summary->n_outcomes; i++) {
        const struct outcome *outcome = &summary->outcomes[i];
        bool frees = is_without_argument(&solution->space, outcome);
        for (uint32_t k = 0; k < outcome->n_effects; k++) {
            struct effect effect = solution->effects.items[outcome->effects[k]];
            const struct loc *loc = effect.target.kind == VALUE_INITIAL
                                        ? loc_get(&solution->space, effect.target.id)
                                        : NULL;
            frees |=
                effect.kind == EFFECT_FREE && loc && loc->kind == LOC_PARAM && loc->argument == 1;
        }
        if (!frees)
            return false;
    }
    return true;
}

/* Whether the call puts the handle into places of that element. */
static bool puts_into(const struct program *program, uint32_t number, const struct ir_instr *call,
                      uint32_t element)
{
    const struct fn *fn = &program->fns[number];

    if (call->dst.index && element_of_place(program, number, call->dst) == element)
        return true;
    for (uint32_t i = 0; call->op == IR_CALL && i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        if (argument.kind == IR_OPERAND_ADDRESS &&
            element_of_operand(program, number, argument) == element)
            return true;
    }
    return false;
}

/* Whether the function that starts it ends it, too, reading its handle back: such as one that detaches it at once. */
static bool is_ended_at_start(const struct program *program, const struct creation_record *record,
                              unsigned events)
{
    const struct creations *all = &program->solution->creations;
    const struct ir_instr *call = &program->fns[record->fn].unit->instrs[record->instr];

    for (uint32_t i = 0; i < all->sites.count; i++) {
        const struct end_site *site = &all->sites.items[i];
        if (site->fn == record->fn && site->events & events && site->instr > record->instr &&
            puts_into(program, record->fn, call, site->key.last))
            return true;
    }
    return false;
}

/* Whether the body goes on for ever unless that function sets a flag in such an object. */
static bool is_told_by(const struct program *program, uint32_t body, uint32_t record,
                       uint32_t setter)
{
    struct ways *ways = stops_facts(program)->ways;
    const struct stores *stores = ways_stores(ways);

    for (uint32_t f = 1; f < program->n_fields; f++) {
        struct store_span span = stores_to(stores, f * 2 + 1);
        bool sets = false;
        if (program->fields[f].record != record)
            continue;
        for (uint32_t i = span.first; i < span.end; i++)
            sets |= stores->items[i].fn == setter;
        if (!sets)
            continue;
        struct ways *without = ways_new_without(ways, f * 2 + 1);
        bool ends = stops_body_ends(without, body);
        ways_free(without);
        if (!ends)
            return true;
    }
    return false;
}

/* Whether the site may end such a thread: it reads a place that may keep its handle, or is called by who has it. */
static bool is_of_record(const struct program *program, const struct creation_record *record,
                         const struct end_site *site)
{
    for (uint32_t k = 0; k < record->classes.count; k++)
        if (holders_match(program->holders, record->classes.items[k], site->key))
            return true;
    for (uint32_t k = 0; k < record->ends.count; k++) {
        const struct end_point *end = &record->ends.items[k];
        const struct fn *fn = &program->fns[end->fn];
        const struct call_site *call = &fn->calls[graph_first_call(fn, end->instr)];
        if (functions_lead_to(program->stop_facts, call, site->fn))
            return true;
    }
    return false;
}

/* Whether who ends such a thread is who tells it to leave: then he has its handle before it frees that. */
static bool is_told_by_enders(const struct program *program, const struct creation_record *record,
                              unsigned events, uint32_t body)
{
    const struct creations *all = &program->solution->creations;
    bool found = false;

    for (uint32_t i = 0; i < all->sites.count; i++) {
        const struct end_site *site = &all->sites.items[i];
        if (!(site->events & events) || !program->fns[site->callee].is_model ||
            !is_of_record(program, record, site))
            continue;
        if (!element_is_field(site->key.last) ||
            !is_told_by(program, body, program->fields[site->key.last / 2].record, site->fn))
            return false;
        found = true;
    }
    return found;
}

bool ending_freed_by_itself(const struct program *program, const struct creation_record *record,
                            unsigned events, struct ending *ending)
{
    uint32_t body = 0;

    if (record->in_argument && !record->not_in_argument && record->body_fns.count == 1)
        body = record->body_fns.items[0];
    else if (record->in_relays && !record->not_in_relays && record->relays.count == 1)
        body = record->relays.items[0];
    if (!body ||
        !(ending_frees_argument(program, body) ||
          ending_frees_untold(program, record, events, body)) ||
        is_ended_at_start(program, record, events) ||
        is_told_by_enders(program, record, events, body))
        return false;
    const struct fn *fn = &program->fns[body];
    struct step step = {
        graph_place(program, fn, fn->ir->at),
        arena_printf(program->run, "%s() frees the object that holds its own handle", fn->name)};
    ending->verdict = ENDS_MAY;
    ending->lost = "frees the object that holds its own handle, so that nobody can join it";
    ending->witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
    return true;
}
