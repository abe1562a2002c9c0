/* What is written around the stop of a thread: what it looks at where it waits may be changed there, by name or through
 * a pointer that is kept, such as the end of a list that begins empty. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/stops_inside.h"

/* Whether the function gives a mutex back in the block, behind the one instruction and before the other. */
static bool unlocks_in(const struct question *question, uint32_t number, uint32_t block,
                       uint32_t from, uint32_t to)
{
    const struct uses *uses = question->facts->unwrapped;

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind == USE_UNLOCK && use->block == block && use->instr > from && use->instr < to)
            return true;
    }
    return false;
}

/* Whether a way leads from the write to the point that gives no mutex back: they are one step for whoever takes it. */
static bool is_one_piece(const struct question *question, const struct store *write,
                         const struct point *point)
{
    const struct fn *fn = &question->program->fns[write->fn];
    struct bitset seen = bitset_new(question->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool found = write->block == point->block && write->instr < point->instr &&
                 !unlocks_in(question, write->fn, write->block, write->instr, point->instr);

    if (!unlocks_in(question, write->fn, write->block, write->instr, UINT32_MAX))
        vector_push(&todo, write->block);
    while (todo.count && !found) {
        const struct ir_block *block = fn_block(fn, vector_pop(&todo));
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (!bitset_add(&seen, next))
                continue;
            found |=
                next == point->block && !unlocks_in(question, write->fn, next, 0, point->instr);
            if (!unlocks_in(question, write->fn, next, 0, UINT32_MAX))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return found;
}

/* Whether the write comes with what tells the thread in its function, or behind it. What is written before that, and
 * seen before that, is over when the thread is told. */
static bool is_with_point(const struct question *question, const struct store *write,
                          const struct point *point)
{
    const struct fn *fn = &question->program->fns[write->fn];
    struct bitset behind = conditions_reach(fn, point->block, question->scratch);

    return bitset_has(&behind, write->block) ||
           (write->block == point->block && write->instr > point->instr) ||
           is_one_piece(question, write, point);
}

/* Whether the write stands in a function with such points, and no way leads from it to one of them. */
static bool is_behind_all(const struct question *question, const struct store *write,
                          const struct points *points)
{
    const struct fn *fn = &question->program->fns[write->fn];
    struct bitset behind = {0};
    bool found = false;

    for (uint32_t i = 0; i < points->count; i++) {
        const struct point *point = &points->items[i];
        if (point->fn != write->fn)
            continue;
        if (!found)
            behind = conditions_reach(fn, write->block, question->scratch);
        found = true;
        if (bitset_has(&behind, point->block) ||
            (point->block == write->block && point->instr > write->instr))
            return false;
    }
    return found;
}

/* Whether the write comes only when the thread is joined, as where what it has left in its queue is freed. */
static bool is_over(const struct question *question, const struct region *region,
                    const struct store *write)
{
    return is_behind_all(question, write, &region->joins) ||
           is_behind_all(question, write, &region->joins_up);
}

/* Whether the write comes with what tells the thread, or later, but before the joins are over. */
static bool is_late_or_tells(const struct question *question, struct region *region,
                             const struct store *store)
{
    bool tells_here = false;

    region_widen(region);
    if (is_over(question, region, store))
        return false;
    if (bitset_has(&region->late, store->fn))
        return true;
    for (uint32_t i = 0; i < region->stores.count; i++) {
        if (region->stores.items[i].fn != store->fn)
            continue;
        if (is_with_point(question, store, &region->stores.items[i]))
            return true;
        tells_here = true;
    }
    return !tells_here && bitset_has(&region->tells, store->fn);
}

static bool is_written_in(const struct question *question, struct region *region, uint32_t element)
{
    struct store_span span = stores_to(ways_stores(question->facts->ways), element);

    for (uint32_t i = span.first; i < span.end; i++)
        if (is_late_or_tells(question, region, &ways_stores(question->facts->ways)->items[i]))
            return true;
    return false;
}

/* The same for what may hold its address. */
static bool is_written_through(const struct question *question, struct region *region,
                               uint32_t element)
{
    const struct program *program = question->program;
    const struct stores *stores = ways_stores(question->facts->ways);
    uint32_t n = stores->first[elements_named(program)];

    for (uint32_t i = 0; bitset_has(&stores->address_taken, element) && i < n; i++) {
        const struct store *store = &stores->items[i];
        const struct ir_instr *instr = &program->fns[store->fn].unit->instrs[store->instr];
        if (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_ADDRESS &&
            store->element != element &&
            element_of_named_place(program, store->fn, (struct ir_place_id){instr->a.index}) ==
                element &&
            is_written_in(question, region, store->element))
            return true;
    }
    return false;
}

bool stops_written_late(const struct question *question, struct region *region, uint32_t element)
{
    return is_written_in(question, region, element) ||
           is_written_through(question, region, element);
}
