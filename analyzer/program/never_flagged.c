/* A join that never comes: each one is behind a flag which the program never gives such a value. Whoever was to set it
 * where the thread is started, has forgotten to.
 *
 * Requires solve, contexts, members. */
#include "program/elements.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/unreaped_search.h"
#include "program/ways.h"

/* Whether code that is not in sight may set it: a field of a struct that a library shows its callers, or of the system's;
 * whatever is written through a pointer. */
static bool is_set_elsewhere(const struct search *search, uint32_t element)
{
    const struct program *program = search->program;
    const struct stores *stores = ways_stores(program->stop_facts->ways);
    uint32_t input = search_fn(search, search->record->fn)->input;

    if (bitset_has(&stores->address_taken, element))
        return true;
    if (!element_is_field(element))
        return program->entities[(element - 2) / 2].flags &
               (IR_SYMBOL_SYSTEM | IR_SYMBOL_THREAD_LOCAL);
    const struct record_info *record = &program->records[search_record(search, element)];
    bool is_shown = record_is_shown(record) && bitset_has(&program->programs_of[input], 0);
    return is_shown || record->flags & (IR_RECORD_SYSTEM | IR_RECORD_UNION);
}

/* Whether a function that is not understood as a whole may set it: one of the same unit, or any that sees the struct. */
static bool is_set_out_of_sight(const struct search *search, uint32_t element)
{
    const struct program *program = search->program;
    uint32_t input = search_fn(search, search->record->fn)->input;
    bool is_private =
        element_is_field(element)
            ? !(program->records[search_record(search, element)].flags & IR_RECORD_IN_HEADER)
            : program->entities[(element - 2) / 2].is_static;

    for (uint32_t f = 1; f < program->n_fns; f++) {
        const struct fn *fn = &program->fns[f];
        bool is_near = is_private ? fn->input == input : members_share(program, fn->input, input);
        if (!fn->is_model && is_near && (fn->ir->flags & IR_FUNCTION_DAMAGED || fn->ir->n_unknown))
            return true;
    }
    return false;
}

/* Whether the condition is on something of the thread's own that nothing ever makes so. */
static bool is_never_met(const struct search *search, const struct condition_on *condition)
{
    uint32_t element = condition->element;

    if (element == search->key.last || !search_belongs(search, element) ||
        number_compare(0, condition->relation, condition->number) ||
        is_set_elsewhere(search, element) || is_set_out_of_sight(search, element))
        return false;
    const struct stores *stores = ways_stores(search->program->stop_facts->ways);
    struct store_span span = stores_to(stores, element);
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        if (search_may_set(search, store->fn,
                           &search_fn(search, store->fn)->unit->instrs[store->instr], condition))
            return false;
    }
    return true;
}

/* Whether the instruction is behind a condition that no value of its flag meets: in its function, or before each call
 * of that. */
static bool is_shut_off(const struct search *search, uint32_t number, uint32_t instr,
                        uint32_t depth, struct condition_on *ret_condition)
{
    struct condition_list before = {0};
    bool shut = false;

    search_conditions(search, number, instr, &before);
    for (uint32_t i = 0; i < before.count && !shut; i++) {
        *ret_condition = before.items[i];
        shut = is_never_met(search, &before.items[i]);
    }
    vector_deinit(&before);
    const struct fn *fn = search_fn(search, number);
    if (shut || depth == SOLVER_DEPTH || fn->address_taken ||
        !search_is_called_from_sight(search, number))
        return shut;
    for (uint32_t k = 0; k < fn->n_called_at; k++) {
        const struct fn *caller = search_fn(search, fn->called_at[k].fn);
        if (!is_shut_off(search, fn->called_at[k].fn, caller->calls[fn->called_at[k].call].instr,
                         depth + 1, ret_condition))
            return false;
    }
    return fn->n_called_at > 0;
}

bool search_never_flagged(const struct search *search, struct unreaped *ret_unreaped)
{
    struct condition_on flag, ignored;
    uint32_t fn = 0;

    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *site = search->sites.items[i];
        if (!search_is_direct(search, site))
            continue;
        if (!is_shut_off(search, site->fn, site->instr, 0, fn ? &ignored : &flag))
            return false;
        fn = site->fn;
    }
    if (!fn || is_shut_off(search, search->record->fn, search->record->instr, 0, &ignored))
        return false;
    ret_unreaped->words = "is never joined, for nothing sets the flag that its join is behind";
    ret_unreaped->steps[0] = (struct step){
        search_place(search, fn, flag.at),
        arena_printf(search->program->run, "only here it is joined, and nothing sets '%s' so",
                     search_name(search, flag.element))};
    ret_unreaped->n_steps = 1;
    return true;
}
