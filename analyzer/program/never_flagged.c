/* A join that never comes: each one is behind a flag which the program never gives such a value. Whoever was to set it
 * where the thread is started, has forgotten to. Or the thread sets the flag itself, when it has got so far, and may leave
 * before: that it was started, the flag does not tell.
 *
 *   body:  if (!open_terminal(s))                     who stops it:  if (s->session)
 *              return NULL;                                              pthread_join(s->thread, NULL);
 *          s->session = connect_to(s->host);
 *
 * Requires solve, contexts, members. */
#include "program/elements.h"
#include "program/ending.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/unreaped_search.h"
#include "program/ways.h"

/* Whether code that is not in sight may set it: a field of the system's struct; whatever is written through a pointer. */
static bool is_set_elsewhere(const struct search *search, uint32_t element)
{
    const struct program *program = search->program;
    const struct stores *stores = ways_stores(program->stop_facts->ways);

    if (bitset_has(&stores->address_taken, element))
        return true;
    if (!element_is_field(element))
        return program->entities[(element - 2) / 2].flags &
               (IR_SYMBOL_SYSTEM | IR_SYMBOL_THREAD_LOCAL);
    return program->records[search_record(search, element)].flags &
           (IR_RECORD_SYSTEM | IR_RECORD_UNION);
}

/* Whether it is a field of a struct that a library shows its callers: they may set it. */
static bool is_shown(const struct search *search, uint32_t element)
{
    const struct program *program = search->program;
    uint32_t input = search_fn(search, search->record->fn)->input;

    return element_is_field(element) &&
           record_is_shown(&program->records[search_record(search, element)]) &&
           bitset_has(&program->programs_of[input], 0);
}

/* Whether the unit of the function knows the struct that the field is of. */
static bool is_known_to(const struct search *search, const struct fn *fn, uint32_t element)
{
    const uint32_t *record_of = search->program->record_of[fn->input];

    for (uint32_t i = 0; i < fn->unit->n_records; i++)
        if (record_of[i] == search_record(search, element))
            return true;
    return false;
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
        if (!fn->is_model && is_near && fn_is_broken(fn) &&
            (!element_is_field(element) || is_known_to(search, fn, element)))
            return true;
    }
    return false;
}

/* ---- the thread sets it itself ---- */

/* Whether none but the thread comes there. */
static bool is_of_thread_alone(const struct search *search, uint32_t number)
{
    const struct creation_record *record = search->record;
    const struct fn *fn = search_fn(search, number);
    bool found = false, alone = !record->relays.count;

    for (uint32_t i = 0; i < record->body_fns.count; i++) {
        uint32_t body = record->body_fns.items[i];
        const struct bitset *below = functions_below(search->program->stop_facts, body);
        found |= bitset_has(below, number);
        for (uint32_t k = 0; k < fn->callers.count; k++)
            alone &= bitset_has(below, fn->callers.items[k]);
    }
    return found && alone;
}

/* Whether the block may set it, itself or in a call. */
static bool may_set_below(const struct search *search, uint32_t number, uint32_t block,
                          const struct condition_on *condition)
{
    const struct fn *fn = search_fn(search, number);
    const struct stores *stores = ways_stores(search->program->stop_facts->ways);
    struct store_span span = stores_to(stores, condition->element);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        bool sets = store->fn == number && store->block == block;
        for (uint32_t k = 0; k < fn->n_calls && !sets; k++)
            sets = fn->calls[k].block == block &&
                   functions_lead_to(search->program->stop_facts, &fn->calls[k], store->fn);
        if (sets &&
            search_may_set(search, store->fn,
                           &search_fn(search, store->fn)->unit->instrs[store->instr], condition))
            return true;
    }
    return false;
}

/* Whether the block asks whether the body got an argument: it did. */
static bool asks_for_argument(const struct fn *fn, const struct ir_block *block)
{
    uint32_t local = block->end == IR_END_BRANCH ? fn_local(fn, block->a) : 0;

    if (!local || local <= fn->ir->n_parameters)
        return local != 0;
    const struct ir_instr *write = conditions_only_write(fn, block->a.index);
    uint32_t from = write && write->op == IR_COPY ? fn_local(fn, write->a) : 0;
    return from && from <= fn->ir->n_parameters;
}

/* A return of the body that is reached outside of its loops, without setting it; 0 = there is none. */
static uint32_t find_early_return(const struct search *search, uint32_t body,
                                  const struct condition_on *condition)
{
    const struct fn *fn = search_fn(search, body);
    struct bitset seen = bitset_new(search->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    uint32_t found = 0;

    vector_push(&todo, 1);
    while (todo.count && !found) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, id);
        bool stops = fn->loop_of[id] || may_set_below(search, body, id, condition);
        for (uint32_t i = 0; i < fn->n_calls && !stops; i++)
            stops = fn->calls[i].block == id && returns_never(search->program, fn, &fn->calls[i]);
        if (stops)
            continue;
        found = block->end == IR_END_RETURN ? id : 0;
        bool is_given = asks_for_argument(fn, block);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
            if (!(is_given && block->relation == (edge ? IR_NE : IR_EQ)) &&
                bitset_add(&seen, graph_successor(fn, block, edge)))
                vector_push(&todo, graph_successor(fn, block, edge));
    }
    vector_deinit(&todo);
    return found;
}

/* ---- whether the join comes ---- */

/* What keeps the join from coming. */
struct barrier {
    struct condition_on condition;
    uint32_t body,
        early; /* or the thread leaves there, before it sets the flag; 0 = nothing sets it */
};

/* Whether the condition is on something of the thread's own that nothing ever makes so, or none but the thread, and not
 * before it may leave. */
static bool is_barrier(const struct search *search, const struct condition_on *condition,
                       struct barrier *ret_barrier)
{
    uint32_t element = condition->element;
    bool by_thread = false;

    *ret_barrier = (struct barrier){.condition = *condition};
    if (element == search->key.last || !search_belongs(search, element) ||
        number_compare(0, condition->relation, condition->number) ||
        is_set_elsewhere(search, element) || is_set_out_of_sight(search, element))
        return false;
    const struct stores *stores = ways_stores(search->program->stop_facts->ways);
    struct store_span span = stores_to(stores, element);
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        if (!search_may_set(search, store->fn,
                            &search_fn(search, store->fn)->unit->instrs[store->instr], condition))
            continue;
        if (!is_of_thread_alone(search, store->fn))
            return false;
        by_thread = true;
    }
    if (!by_thread)
        return !is_shown(search, element);
    for (uint32_t i = 0; i < search->record->body_fns.count && !ret_barrier->early; i++) {
        ret_barrier->body = search->record->body_fns.items[i];
        ret_barrier->early = find_early_return(search, ret_barrier->body, condition);
    }
    return ret_barrier->early && !body_detaches_itself(search->program, search->record);
}

/* Whether the instruction is behind a condition that no value of its flag meets: in its function, or before each call
 * of that. */
static bool is_shut_off(const struct search *search, uint32_t number, uint32_t instr,
                        uint32_t depth, struct barrier *ret_barrier)
{
    struct condition_list before = {0};
    bool shut = false;

    search_conditions(search, number, instr, &before);
    for (uint32_t i = 0; i < before.count && !shut; i++)
        shut = is_barrier(search, &before.items[i], ret_barrier);
    vector_deinit(&before);
    const struct fn *fn = search_fn(search, number);
    if (shut || depth == SOLVER_DEPTH || fn->address_taken ||
        !search_is_called_from_sight(search, number))
        return shut;
    for (uint32_t k = 0; k < fn->n_called_at; k++) {
        const struct fn *caller = search_fn(search, fn->called_at[k].fn);
        if (!is_shut_off(search, fn->called_at[k].fn, caller->calls[fn->called_at[k].call].instr,
                         depth + 1, ret_barrier))
            return false;
    }
    return fn->n_called_at > 0;
}

static void tell(const struct search *search, uint32_t fn, const struct barrier *barrier,
                 struct unreaped *ret_unreaped)
{
    const char *name = search_name(search, barrier->condition.element);
    struct source_place join = search_place(search, fn, barrier->condition.at);
    struct step *steps = ret_unreaped->steps;

    if (!barrier->early) {
        ret_unreaped->words = "is never joined, for nothing sets the flag that its join is behind";
        steps[0] = (struct step){
            join, arena_printf(search->program->run,
                               "only here it is joined, and nothing sets '%s' so", name)};
        ret_unreaped->n_steps = 1;
        return;
    }
    const struct fn *body = search_fn(search, barrier->body);
    ret_unreaped->words =
        "is not joined where it leaves early, before it sets the flag that its join is behind";
    steps[0] = (struct step){
        search_place(search, barrier->body, fn_block(body, barrier->early)->at),
        arena_printf(search->program->run, "%s() may leave here, and has not set '%s' yet",
                     body->name, name)};
    steps[1] = (struct step){join, "by this condition it is not joined then"};
    ret_unreaped->n_steps = 2;
}

bool search_never_flagged(const struct search *search, struct unreaped *ret_unreaped)
{
    struct barrier first = {0}, barrier;
    uint32_t fn = 0;

    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *site = search->sites.items[i];
        if (!search_is_direct(search, site))
            continue;
        if (!is_shut_off(search, site->fn, site->instr, 0, &barrier))
            return false;
        if (!fn)
            first = barrier;
        fn = fn ? fn : site->fn;
    }
    if (!fn || is_shut_off(search, search->record->fn, search->record->instr, 0, &barrier))
        return false;
    tell(search, fn, &first, ret_unreaped);
    return true;
}
