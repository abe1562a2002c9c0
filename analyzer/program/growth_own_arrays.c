/* Containers of the program's own (growth_own.c) that are arrays: a record with an array and a count of what is in it, with
 * functions that put something in, count it and make the array larger, and others that set the count back.
 *
 * Told apart are only those whose count is set back by functions that get the container. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/growth_inside.h"
#include "program/stop_region.h"
#include "program/stores.h"
#include "program/ways.h"

struct scan {
    struct growth_facts *facts;
    const struct program *program;
    const struct stores *stores;
    struct bitset asked,
        taken; /* counts that were looked at; those that find_takers() has found to be set back */
};

/* The record of the field. */
static uint32_t record_of(const struct scan *scan, uint32_t field)
{
    return scan->program->fields[field / 2].record;
}

/* Whether the function compares the count with something: whether there is room. */
static bool tests(const struct scan *scan, uint32_t number, uint32_t count)
{
    const struct fn *fn = &scan->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end == IR_END_BRANCH &&
            (conditions_source(scan->program, number, block->a) == count ||
             conditions_source(scan->program, number, block->b) == count))
            return true;
    }
    return false;
}

static bool writes(const struct fn *fn, uint32_t place)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            if (fn->unit->instrs[i].dst.index == place)
                return true;
    }
    return false;
}

/* The array of the count's record into which the function puts something, in the object of that parameter, as a place:
 * it has a cell at the count, or writes one that it has looked for (open addressing); 0 = none. */
static uint32_t array_filled(const struct scan *scan, uint32_t number, uint32_t count,
                             uint32_t base)
{
    const struct fn *fn = &scan->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->places.count; id++) {
        uint32_t index = 0, array = growth_array_of(fn, id, &index);
        struct ir_operand at = {IR_OPERAND_PLACE, index};
        if (!array || growth_base(fn, array) != base)
            continue;
        uint32_t element =
            element_of_named_place(scan->program, number, (struct ir_place_id){array});
        if (element && element_is_field(element) &&
            record_of(scan, element) == record_of(scan, count) &&
            (conditions_source(scan->program, number, at) == count ||
             (writes(fn, id) && tests(scan, number, count))))
            return array;
    }
    return 0;
}

/* Whether the array is made larger while the program serves, and not up to some number. */
static bool gets_larger(const struct scan *scan, uint32_t array)
{
    struct store_span span = stores_to(scan->stores, array);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &scan->stores->items[i];
        if (growth_reached(scan->facts, store->fn, store->block) == REACHED_STEADY &&
            growth_is_larger(scan->facts, store) &&
            !growth_room_is_limited(scan->program, store->fn, store->block))
            return true;
    }
    return false;
}

/* Whether all objects of the record that are set to zero while the program serves are locals. */
static bool is_zeroed_only_at_home(const struct scan *scan, uint32_t record)
{
    for (uint32_t i = scan->stores->first_zeroing[record];
         i < scan->stores->first_zeroing[record + 1]; i++) {
        const struct store *zeroing = &scan->stores->zeroings[i];
        const struct fn *fn = &scan->program->fns[zeroing->fn];
        const struct ir_instr *instr = &fn->unit->instrs[zeroing->instr];
        bool is_local = instr->op == IR_COPY && instr->dst.index &&
                        fn_place(fn, instr->dst.index)->kind == IR_PLACE_LOCAL;
        if (!is_local && growth_reached(scan->facts, zeroing->fn, zeroing->block) == REACHED_STEADY)
            return false;
    }
    return true;
}

/* Appends the functions that set the count back; false where it is set back elsewhere, or nowhere. */
static bool find_takers(struct scan *scan, uint32_t count)
{
    struct growth_facts *facts = scan->facts;
    struct store_span span = stores_to(scan->stores, count);
    const uint32_t before = facts->own.count;

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &scan->stores->items[i];
        const struct fn *fn = &scan->program->fns[store->fn];
        const struct ir_instr *instr = &fn->unit->instrs[store->instr];
        if (growth_steps(fn, instr, instr->dst.index, IR_ADD) ||
            growth_reached(facts, store->fn, store->block) != REACHED_STEADY)
            continue;
        struct own_container taker = {
            .fn = store->fn,
            .parameter =
                growth_own_around(facts, store->fn, instr->dst.index, record_of(scan, count)),
            .record = record_of(scan, count)};
        if (!taker.parameter) {
            facts->own.count = before;
            return false;
        }
        vector_push(&facts->own, taker);
    }
    return facts->own.count > before;
}

/* The count goes up here. */
static void judge_count(struct scan *scan, uint32_t number, const struct ir_instr *instr)
{
    uint32_t count = element_of_named_place(scan->program, number, instr->dst);
    uint32_t base =
        count && element_is_field(count)
            ? growth_own_around(scan->facts, number, instr->dst.index, record_of(scan, count))
            : 0;
    uint32_t place = base ? array_filled(scan, number, count, base) : 0;

    if (!place)
        return;
    const struct fn *fn = &scan->program->fns[number];
    uint32_t array = element_of_named_place(scan->program, number, (struct ir_place_id){place});
    uint32_t record = record_of(scan, count);
    if (bitset_has(&scan->stores->address_taken, count) ||
        bitset_has(&scan->stores->address_taken, array) || !gets_larger(scan, array) ||
        !is_zeroed_only_at_home(scan, record))
        return;
    if (bitset_add(&scan->asked, count) && find_takers(scan, count))
        bitset_add(&scan->taken, count);
    if (!bitset_has(&scan->taken, count))
        return;
    struct own_container own = {
        .fn = number,
        .parameter = base,
        .record = record,
        .kind = growth_kind_held(scan->program, fn,
                                 stores_type_of_place(fn, (struct ir_place_id){place})),
        .inserts = true};
    vector_push(&scan->facts->own, own);
}

void growth_find_own_arrays(struct growth_facts *facts)
{
    const struct program *program = facts->program;
    struct arena *scratch = arena_new();
    struct scan scan = {.facts = facts,
                        .program = program,
                        .stores = ways_stores(program->stop_facts->ways),
                        .asked = bitset_new(scratch, elements_named(program)),
                        .taken = bitset_new(scratch, elements_named(program))};

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t id = 1; growth_is_asked(facts, number) && id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
                const struct ir_instr *instr = &fn->unit->instrs[i];
                if (instr->dst.index && growth_steps(fn, instr, instr->dst.index, IR_ADD))
                    judge_count(&scan, number, instr);
            }
        }
    }
    arena_free(scratch);
}
