/* A function that clears the flag which says that there is a thread, and joins nobody: a slot that is given up. Who
 * joins looks at that flag first.
 *
 * That the object is one in use, and no new one, tells a look at it before, or that the thread is told to leave, and
 * that nothing is put into it.
 *
 * Requires solve, contexts, members, holders. */
#include "program/elements.h"
#include "program/stop_region.h"
#include "program/unreaped_search.h"
#include "program/ways.h"

/* Whether all who join look at the flag first, and pass a thread by where it holds the number. */
static bool is_passed_by(const struct search *search, uint32_t element, int64_t number)
{
    struct leaving as_if = {.element = element, .number = number};
    struct step ignored;

    return search_missed_everywhere(search, &as_if, &ignored);
}

/* Whether a function that puts the handle there sets the flag as well, to what lets it be joined. */
static bool is_set_at_start(const struct search *search, uint32_t element)
{
    const struct stores *stores = ways_stores(search->program->stop_facts->ways);
    struct store_span span = stores_to(stores, element);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        struct constant_write write = conditions_write(
            search->program, store->fn, &search_fn(search, store->fn)->unit->instrs[store->instr]);
        bool starts = store->fn == search->record->fn;
        for (uint32_t k = 0; k < search->record->keepings.count; k++)
            starts |= search->record->keepings.items[k].fn == store->fn;
        if (starts && write.element == element && !write.counts_down &&
            !is_passed_by(search, element, write.number))
            return true;
    }
    return false;
}

/* Whether a branch that may come before tests something of the same object. */
static bool looks_at_object(const struct search *search, const struct store *store)
{
    const struct fn *fn = search_fn(search, store->fn);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        uint32_t element = block->end == IR_END_BRANCH
                               ? element_of_operand(search->program, store->fn, block->a)
                               : 0;
        if (!element || element >= elements_named(search->program) || !element_is_field(element) ||
            !search_belongs(search, element))
            continue;
        struct bitset behind = conditions_reach(fn, id, search->scratch);
        if (bitset_has(&behind, store->block))
            return true;
    }
    return false;
}

/* Whether the store tells the thread to leave: it opens a way out of a loop of its body. */
static bool tells_to_leave(const struct search *search, const struct store *store)
{
    struct ways *ways = search->program->stop_facts->ways;

    for (uint32_t i = 0; i < search->record->body_fns.count; i++) {
        uint32_t body = search->record->body_fns.items[i];
        const struct fn *fn = search_fn(search, body);
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
            for (uint32_t edge = 0; fn->loop_of[id] && edge < 2; edge++) {
                struct shut_way way = {id, edge, store->element};
                if (fn_block(fn, id)->end == IR_END_BRANCH && graph_leaves_loop(fn, id, edge) &&
                    ways_flag_of_edge(ways, body, id) == store->element &&
                    ways_opens(ways, body, &way, store))
                    return true;
            }
    }
    return false;
}

/* Whether the function tells the thread of the object to leave. */
static bool tells_thread(const struct search *search, uint32_t number)
{
    const struct fn *fn = search_fn(search, number);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            struct constant_write write =
                conditions_write(search->program, number, &fn->unit->instrs[i]);
            struct store store = {write.element, number, id, i};
            if (write.element && !write.counts_down && element_is_field(write.element) &&
                search_belongs(search, write.element) && tells_to_leave(search, &store))
                return true;
        }
    }
    return false;
}

/* Whether the function fills the object with anything: it takes a free one into use. Nothing is there yet, then. */
static bool fills_object(const struct search *search, uint32_t number)
{
    const struct fn *fn = search_fn(search, number);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            uint32_t element = instr->dst.index && instr->op != IR_COMPUTE
                                   ? element_of_named_place(search->program, number, instr->dst)
                                   : 0;
            if (!element || !element_is_field(element) || !search_belongs(search, element))
                continue;
            struct constant_write write = conditions_write(search->program, number, instr);
            struct store store = {element, number, id, i};
            if (!write.element || (write.number > 0 && !tells_to_leave(search, &store)))
                return true;
        }
    }
    return false;
}

/* Whether one of the threads comes there itself: what it writes on its way out is another matter. */
static bool is_of_thread(const struct search *search, uint32_t number)
{
    const struct creation_record *record = search->record;

    for (uint32_t i = 0; i < record->body_fns.count; i++)
        if (bitset_has(functions_below(search->program->stop_facts, record->body_fns.items[i]),
                       number))
            return true;
    return record->relays.count > 0;
}

/* Whether somebody may call the function while there is a thread. Who joins one and then starts the next leaves one
 * behind. */
static bool is_called_with_thread(const struct search *search, uint32_t number)
{
    const struct stop_facts *facts = search->program->stop_facts;
    struct search for_good = *search;

    for_good.sites = (struct site_list){0};
    for_good.enders = bitset_new(search->scratch, search->program->n_fns);
    for (uint32_t f = bitset_next(&search->enders, 1); f < search->program->n_fns;
         f = bitset_next(&search->enders, f + 1))
        if (!bitset_has(functions_below(facts, f), search->record->fn))
            bitset_add(&for_good.enders, f);
    for (uint32_t i = 0; i < search->sites.count; i++)
        if (bitset_has(&for_good.enders, search->sites.items[i]->fn))
            vector_push(&for_good.sites, search->sites.items[i]);
    bool called = search_called_unjoined(&for_good, number);
    vector_deinit(&for_good.sites);
    return called;
}

static bool is_disowned_at(const struct search *search, const struct store *store)
{
    struct ways *ways = search->program->stop_facts->ways;
    struct constant_write write = conditions_write(
        search->program, store->fn, &search_fn(search, store->fn)->unit->instrs[store->instr]);

    return write.element == store->element && !write.counts_down &&
           store->fn != search->record->fn && !bitset_has(&search->enders, store->fn) &&
           is_passed_by(search, write.element, write.number) && !ways_is_initial(ways, store) &&
           !is_of_thread(search, store->fn) &&
           (looks_at_object(search, store) || tells_thread(search, store->fn)) &&
           !fills_object(search, store->fn) && !search_reads(search, store->fn, search->key.last) &&
           is_called_with_thread(search, store->fn);
}

static bool find_disowned_by(const struct search *search, uint32_t element,
                             struct unreaped *ret_unreaped)
{
    const struct stores *stores = ways_stores(search->program->stop_facts->ways);
    struct store_span span = stores_to(stores, element);

    if (!is_set_at_start(search, element))
        return false;
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = search_fn(search, store->fn);
        if (!is_disowned_at(search, store))
            continue;
        ret_unreaped->words =
            "is forgotten where the flag that stands for it is cleared without a join";
        ret_unreaped->steps[0] = (struct step){
            search_place(search, store->fn, fn->unit->instrs[store->instr].at),
            arena_printf(search->program->run, "%s() clears '%s', without which nobody joins it",
                         fn->name, search_name(search, element))};
        ret_unreaped->n_steps = 1;
        return true;
    }
    return false;
}

bool search_disowned(const struct search *search, struct unreaped *ret_unreaped)
{
    struct condition_list before = {0};
    bool found = false;

    if (!element_is_field(search->key.last))
        return false;
    for (uint32_t i = 0; i < search->sites.count && !before.count; i++)
        if (search_is_direct(search, search->sites.items[i]))
            search_conditions(search, search->sites.items[i]->fn, search->sites.items[i]->instr,
                              &before);
    for (uint32_t i = 0; i < before.count && !found; i++)
        found = before.items[i].element != search->key.last &&
                search_belongs(search, before.items[i].element) &&
                find_disowned_by(search, before.items[i].element, ret_unreaped);
    vector_deinit(&before);
    return found;
}
