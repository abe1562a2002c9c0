/* A function that clears the handle of a thread without a join, or makes the count smaller up to which threads are
 * joined: takes one off, or sets it to what it has found to be less.
 *
 * Requires solve, contexts, members, holders. */
#include "program/elements.h"
#include "program/stop_region.h"
#include "program/unreaped_search.h"
#include "program/ways.h"

bool search_called_unjoined(const struct search *search, uint32_t number)
{
    const struct fn *fn = search_fn(search, number);
    bool unjoined = !search_is_called_from_sight(search, number);

    for (uint32_t i = 0; i < fn->callers.count; i++) {
        const struct fn *caller = search_fn(search, fn->callers.items[i]);
        if (fn->callers.items[i] == search->record->fn)
            continue;
        for (uint32_t k = 0; k < caller->n_calls; k++)
            for (uint32_t t = 0; t < caller->calls[k].targets.count; t++)
                unjoined |=
                    caller->calls[k].targets.items[t] == number &&
                    !search_ends_before(search, fn->callers.items[i], caller->calls[k].instr, true);
    }
    return unjoined && contexts_reached(search->program, number);
}

bool search_reads(const struct search *search, uint32_t number, uint32_t element)
{
    const struct program *program = search->program;
    const struct fn *fn = search_fn(search, number);
    bool is_read = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        is_read |=
            block->end == IR_END_RETURN && element_of_operand(program, number, block->a) == element;
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            is_read |=
                instr->op == IR_COPY && element_of_operand(program, number, instr->a) == element;
            for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++)
                is_read |=
                    element_of_operand(program, number,
                                       fn->unit->operands[instr->arguments.first + k]) == element;
        }
    }
    return is_read;
}

/* Whether the write clears a handle that is seen to be there, and was not taken before. */
static bool clears_handle(const struct search *search, uint32_t number, uint32_t instr,
                          const struct constant_write *write)
{
    struct condition_list before = {0};

    if (write->element != search->key.last || write->number != 0 ||
        search_reads(search, number, write->element))
        return false;
    search_conditions(search, number, instr, &before);
    bool is_there = conditions_exclude(&before, write->element, 0);
    vector_deinit(&before);
    return is_there;
}

/* Whether two operands of the function were read from the same place. */
static bool are_of_same(const struct search *search, uint32_t number, struct ir_operand a,
                        struct ir_operand b)
{
    uint32_t source = conditions_source(search->program, number, a);

    return (a.kind == IR_OPERAND_PLACE && b.kind == IR_OPERAND_PLACE && a.index == b.index) ||
           (source && source == conditions_source(search->program, number, b));
}

/* Whether the edge is taken only where the value is less than what the place holds. */
static bool finds_less(const struct search *search, uint32_t number, const struct ir_block *block,
                       uint32_t edge, struct ir_operand value, struct ir_operand place)
{
    enum ir_operator relation = (enum ir_operator)block->relation;

    if (edge)
        relation = relation_negate(relation);
    if (relation == IR_LT)
        return are_of_same(search, number, block->a, value) &&
               are_of_same(search, number, block->b, place);
    return relation == IR_GT && are_of_same(search, number, block->a, place) &&
           are_of_same(search, number, block->b, value);
}

/* Whether the instruction sets a shared place to something that is less, as every way there has found. */
static uint32_t lowered_place(const struct search *search, uint32_t number, uint32_t instr)
{
    const struct fn *fn = search_fn(search, number);
    const struct ir_instr *self = &fn->unit->instrs[instr];
    struct ir_operand place = {IR_OPERAND_PLACE, self->dst.index};
    uint32_t element = self->dst.index && self->op == IR_COPY && self->a.kind == IR_OPERAND_PLACE
                           ? conditions_source(search->program, number, place)
                           : 0;
    uint32_t here = element ? conditions_block_of(fn, instr) : 0;

    for (uint32_t id = 1; here && id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t edge = 0; block->end == IR_END_BRANCH && edge < 2; edge++)
            if (finds_less(search, number, block, edge, self->a, place) &&
                graph_needs_edge(fn, here, id, edge))
                return element;
    }
    return 0;
}

/* Whether that instruction lets a thread get out of reach of those who join. */
static bool drops(const struct search *search, uint32_t number, uint32_t instr,
                  struct unreaped *ret_unreaped)
{
    const struct fn *fn = search_fn(search, number);
    const struct ir_instr *self = &fn->unit->instrs[instr];
    struct constant_write write = conditions_write(search->program, number, self);
    uint32_t lowered = write.element ? 0 : lowered_place(search, number, instr);
    bool counts = (write.counts_down || lowered) &&
                  search_are_counted_by(search, lowered ? lowered : write.element);

    if (lowered)
        write = (struct constant_write){.element = lowered, .counts_down = true};

    if (!write.element ||
        !(counts || (!write.counts_down && clears_handle(search, number, instr, &write))))
        return false;
    ret_unreaped->words = counts ? "is not joined when the count of threads gets smaller"
                                 : "is forgotten where its handle is cleared without a join";
    ret_unreaped->steps[0] = (struct step){
        search_place(search, number, self->at),
        arena_printf(search->program->run,
                     lowered  ? "%s() lowers '%s', up to which threads are joined"
                     : counts ? "%s() takes one off '%s', up to which threads are joined"
                              : "%s() clears '%s'",
                     fn->name, search_name(search, write.element))};
    ret_unreaped->n_steps = 1;
    return true;
}

/* The one count that the joins may run up to: that of the loop around the first; 0 = none. */
static uint32_t count_of_joins(const struct search *search)
{
    struct ir_location ignored;

    for (uint32_t i = 0; i < search->sites.count; i++)
        if (search_is_direct(search, search->sites.items[i]))
            return search_loop_count(search, search->sites.items[i], &ignored);
    return 0;
}

/* Whether the store stands before the other one, in the order of the program. */
static bool precedes(const struct store *a, const struct store *b)
{
    if (a->fn != b->fn)
        return a->fn < b->fn;
    return a->block != b->block ? a->block < b->block : a->instr < b->instr;
}

/* Whether the thread itself does it: leaving.c knows which of those leave without being told. */
static bool is_by_thread(const struct search *search, uint32_t number)
{
    for (uint32_t i = 0; i < search->record->body_fns.count; i++)
        if (search->record->body_fns.items[i] == number)
            return true;
    return false;
}

/* Whether the store comes behind the start of a thread in one function: who starts it may take back what it has
 * counted too early. */
static bool is_behind_start(const struct search *search, const struct store *store)
{
    const struct creation_record *record = search->record;

    if (store->fn != record->fn)
        return false;
    struct bitset behind =
        conditions_reach(search_fn(search, store->fn), record->block, search->scratch);
    return store->block == record->block || bitset_has(&behind, store->block);
}

static bool is_dropped_at(const struct search *search, const struct store *store,
                          struct unreaped *ret_unreaped)
{
    return !is_behind_start(search, store) && !bitset_has(&search->enders, store->fn) &&
           !is_by_thread(search, store->fn) &&
           drops(search, store->fn, store->instr, ret_unreaped) &&
           search_called_unjoined(search, store->fn);
}

/* All stores to the handle and to the count, in the order of the program. */
bool search_dropped(const struct search *search, struct unreaped *ret_unreaped)
{
    const struct stores *stores = ways_stores(search->program->stop_facts->ways);
    uint32_t handle = search->key.last, count = count_of_joins(search);
    struct store_span handles = stores_to(stores, handle);
    struct store_span counts = stores_to(stores, count == handle ? 0 : count);

    while (handles.first < handles.end || counts.first < counts.end) {
        bool is_handle = counts.first == counts.end ||
                         (handles.first < handles.end &&
                          precedes(&stores->items[handles.first], &stores->items[counts.first]));
        const struct store *store = &stores->items[is_handle ? handles.first++ : counts.first++];
        if (is_dropped_at(search, store, ret_unreaped))
            return true;
    }
    return false;
}
