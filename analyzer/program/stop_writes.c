/* What is written around the stop of a thread: what it looks at where it waits may be changed there, by name or through
 * a pointer that is kept, such as the end of a list that begins empty. */
#include "program/elements.h"
#include "program/stops_inside.h"

typedef bool in_region(struct region *region, uint32_t fn);

static bool is_written_in(const struct question *question, struct region *region, uint32_t element,
                          in_region *has)
{
    struct store_span span = stores_to(ways_stores(question->facts->ways), element);

    for (uint32_t i = span.first; i < span.end; i++)
        if (has(region, ways_stores(question->facts->ways)->items[i].fn))
            return true;
    return false;
}

/* The same for what may hold its address. */
static bool is_written_through(const struct question *question, struct region *region,
                               uint32_t element, in_region *has)
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
            is_written_in(question, region, store->element, has))
            return true;
    }
    return false;
}

static bool is_late_or_tells(struct region *region, uint32_t fn)
{
    region_widen(region);
    return bitset_has(&region->late, fn) || bitset_has(&region->tells, fn);
}

bool stops_region_writes(const struct question *question, struct region *region, uint32_t element)
{
    return is_written_in(question, region, element, region_writes_in) ||
           is_written_through(question, region, element, region_writes_in);
}

bool stops_written_late(const struct question *question, struct region *region, uint32_t element)
{
    return is_written_in(question, region, element, is_late_or_tells) ||
           is_written_through(question, region, element, is_late_or_tells);
}
