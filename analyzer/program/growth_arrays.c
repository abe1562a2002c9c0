/* Inserts into arrays: a count that only goes up, and memory that is made larger, or replaced by larger one,
 * while the program serves. The entry is stored at the count, or anywhere in the array (a table with open
 * addressing) by the function that counts it. */
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
    uint32_t number;
    const struct fn *fn;
};

static bool is_named(const struct scan *scan, uint32_t element)
{
    return element && element < elements_named(scan->program);
}

/* The field or global that the operand's value was read from; 0 = none. */
static uint32_t source(const struct scan *scan, uint32_t fn, struct ir_operand operand)
{
    uint32_t element =
        operand.kind == IR_OPERAND_PLACE ? conditions_source(scan->program, fn, operand) : 0;

    return is_named(scan, element) ? element : 0;
}

/* Whether the instruction adds to the field or global that it writes. */
static bool adds(const struct scan *scan, uint32_t fn, const struct ir_instr *instr,
                 uint32_t element)
{
    int64_t number;

    if (instr->op != IR_COMPUTE || instr->operation != IR_ADD)
        return false;
    if (fn_number(&scan->program->fns[fn], instr->b, &number) && number <= 0)
        return false;
    return source(scan, fn, instr->a) == element || source(scan, fn, instr->b) == element;
}

static bool lasts(const struct scan *scan, uint32_t element)
{
    if (element % 2 == 1)
        return growth_lives(scan->facts, scan->program->fields[element / 2].record);
    return !(scan->program->entities[element / 2 - 1].flags & IR_SYMBOL_THREAD_LOCAL);
}

static uint32_t record_of(const struct scan *scan, uint32_t element)
{
    return element % 2 == 1 ? scan->program->fields[element / 2].record : 0;
}

/* Whether the whole object around the field is set to zero at steady state, or known out of sight. */
static bool is_reset_with_record(const struct scan *scan, uint32_t element)
{
    uint32_t record = record_of(scan, element);

    if (!record)
        return false;
    for (uint32_t i = scan->stores->first_zeroing[record];
         i < scan->stores->first_zeroing[record + 1]; i++) {
        const struct store *zeroing = &scan->stores->zeroings[i];
        if (growth_reached(scan->facts, zeroing->fn, zeroing->block) == REACHED_STEADY)
            return true;
    }
    return scan->facts->kinds[record].escapes;
}

/* What a count may be set to from another one, that of the entries without those that were taken out. */
enum { COUNTS_MOST = 2 };

/* Whether the count goes up and never down while the program serves. */
// NOLINTNEXTLINE(misc-no-recursion): at most COUNTS_MOST deep
static bool only_goes_up(const struct scan *scan, uint32_t element, uint32_t depth)
{
    struct store_span span = stores_to(scan->stores, element);

    if (depth > COUNTS_MOST || bitset_has(&scan->stores->address_taken, element) ||
        is_reset_with_record(scan, element))
        return false;
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &scan->stores->items[i];
        const struct fn *fn = &scan->program->fns[store->fn];
        const struct ir_instr *instr = &fn->unit->instrs[store->instr];
        uint32_t other = instr->op == IR_COPY ? source(scan, store->fn, instr->a) : 0;
        bool is_other = other && other != element &&
                        record_of(scan, other) == record_of(scan, element) &&
                        only_goes_up(scan, other, depth + 1);
        if (!is_other && !adds(scan, store->fn, instr, element) &&
            growth_reached(scan->facts, store->fn, store->block) == REACHED_STEADY)
            return false;
    }
    return true;
}

bool growth_is_larger(const struct growth_facts *facts, const struct store *store)
{
    const struct fn *fn = &facts->program->fns[store->fn];
    const struct ir_instr *instr = &fn->unit->instrs[store->instr];
    struct origin origin = {.bits = ORIGIN_CALL, .instr = store->instr};

    if (instr->op == IR_COPY)
        origin = origins_of(facts->origins, store->fn, store->block, store->instr, instr->a);
    if (origin.bits & ~(unsigned)(ORIGIN_CALL | ORIGIN_NEW | ORIGIN_NULL) || !origin.instr)
        return false;
    const struct call_site *site = &fn->calls[graph_first_call(fn, origin.instr)];
    return origins_makes(facts->origins, site) || origins_regrows(facts->origins, site);
}

/* Whether the array gets larger while the program serves, and nothing else happens to it. */
static bool only_gets_larger(const struct scan *scan, uint32_t element)
{
    struct store_span span = stores_to(scan->stores, element);
    bool any = false;

    if (bitset_has(&scan->stores->address_taken, element) || is_reset_with_record(scan, element))
        return false;
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &scan->stores->items[i];
        const struct fn *fn = &scan->program->fns[store->fn];
        uint32_t index;
        if (growth_reached(scan->facts, store->fn, store->block) != REACHED_STEADY ||
            growth_array_of(fn, fn->unit->instrs[store->instr].dst.index,
                            &index)) /* a cell gets it */
            continue;
        if (!growth_is_larger(scan->facts, store))
            return false;
        any |= !growth_room_is_limited(scan->program, store->fn, store->block);
    }
    return any;
}

/* ---- what an array is ---- */

/* The cell that the instruction writes, hands on or takes the address of; 0 = none. */
static uint32_t cell_used(const struct scan *scan, const struct ir_instr *instr, uint32_t element,
                          uint32_t *ret_index, bool *ret_written)
{
    uint32_t array = instr->dst.index ? growth_array_of(scan->fn, instr->dst.index, ret_index) : 0;

    *ret_written = array != 0;
    if (array &&
        element_of_named_place(scan->program, scan->number, (struct ir_place_id){array}) == element)
        return array;
    *ret_written = false;
    if (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_ADDRESS) {
        array = growth_array_of(scan->fn, instr->a.index, ret_index);
        if (array && element_of_named_place(scan->program, scan->number,
                                            (struct ir_place_id){array}) == element)
            return array;
    }
    for (uint32_t i = 0; instr->op == IR_CALL && i < instr->arguments.count; i++) {
        struct ir_operand argument = scan->fn->unit->operands[instr->arguments.first + i];
        array = argument.kind == IR_OPERAND_ADDRESS
                    ? growth_array_of(scan->fn, argument.index, ret_index)
                    : 0;
        if (array && element_of_named_place(scan->program, scan->number,
                                            (struct ir_place_id){array}) == element)
            return array;
    }
    return 0;
}

/* Terms of terms: `4 * (count + 1)`. */
enum { TERMS_MOST = 3 };

/* Whether the field or global is a term of the operand. */
// NOLINTNEXTLINE(misc-no-recursion): at most TERMS_MOST deep
static bool has_term(const struct scan *scan, struct ir_operand operand, uint32_t element,
                     uint32_t terms)
{
    if (operand.kind != IR_OPERAND_PLACE || terms > TERMS_MOST)
        return false;
    if (source(scan, scan->number, operand) == element)
        return true;
    const struct ir_instr *write =
        fn_local(scan->fn, operand) ? conditions_only_write(scan->fn, operand.index) : NULL;
    return write && write->op == IR_COMPUTE &&
           (has_term(scan, write->a, element, terms + 1) ||
            has_term(scan, write->b, element, terms + 1));
}

/* Whether the function compares the count with something. */
static bool tests(const struct scan *scan, uint32_t count)
{
    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(scan->fn, id);
        if (block->end == IR_END_BRANCH &&
            (has_term(scan, block->a, count, 0) || has_term(scan, block->b, count, 0)))
            return true;
    }
    return false;
}

static void tell(struct scan *scan, struct site at, uint32_t array, uint32_t element)
{
    struct growth_facts *facts = scan->facts;
    const struct ir_type *type = stores_type_of_place(scan->fn, (struct ir_place_id){array});

    if (growth_is_bounded(facts, at, false))
        return;
    enum growth_keys keys = growth_keys_of(facts, at, 0, element);
    uint32_t kind = growth_kind_held(scan->program, scan->fn, type);
    if (keys == KEYS_BOUNDED ||
        (keys == KEYS_NONE && growth_spares_of(facts, at.fn, kind, element) == SPARES_COME_BACK))
        return;
    struct insert insert = {.at = at,
                            .container = element,
                            .place = array,
                            .place_fn = at.fn,
                            .kind = kind,
                            .is_array = true,
                            .is_keyed = keys != KEYS_NONE};
    vector_push(&facts->inserts, insert);
}

enum use_of_cell { AT_COUNT, ANYWHERE };

/* ---- cells that a function looks for ---- */

/* A store into a cell that a function has looked for by a key, where the count goes up. */
static void judge_found(struct scan *scan, uint32_t count, struct site at)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[at.instr];
    struct found_cell cell = {.element = 0};

    if (instr->dst.index && fn_place(scan->fn, instr->dst.index)->kind == IR_PLACE_FIELD)
        cell = growth_found_cell(scan->program, scan->number, instr->dst.index);
    uint32_t element = cell.element;
    if (!is_named(scan, element) || record_of(scan, element) != record_of(scan, count) ||
        !lasts(scan, element) || !only_gets_larger(scan, element) ||
        !only_goes_up(scan, count, 0) || !tests(scan, count) ||
        !steady_has(scan->program, scan->facts->steady, at.fn, at.block) ||
        growth_is_bounded(scan->facts, at, false))
        return;
    const struct fn *named_in = &scan->program->fns[cell.fn];
    uint32_t kind = growth_kind_held(
        scan->program, named_in, stores_type_of_place(named_in, (struct ir_place_id){cell.array}));
    if (!kind || growth_keys_of(scan->facts, at, kind, element) != KEYS_OPEN)
        return;
    struct insert insert = {.at = at,
                            .container = element,
                            .place = cell.array,
                            .place_fn = cell.fn,
                            .kind = kind,
                            .is_array = true,
                            .is_keyed = true};
    vector_push(&scan->facts->inserts, insert);
}

/* The one block from which control comes to the block; 0 = there are several, or none. */
static uint32_t block_before(const struct fn *fn, uint32_t block)
{
    uint32_t before = 0;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        for (uint32_t edge = 0; edge < graph_n_successors(fn_block(fn, id)); edge++) {
            if (graph_successor(fn, fn_block(fn, id), edge) != block)
                continue;
            if (before)
                return 0;
            before = id;
        }
    return before;
}

/* Tests between the store of the key and the count: whether there was memory for a copy. */
enum { TESTS_MOST = 3 };

/* The store into such a cell that is nearest before the count. */
static void find_found(struct scan *scan, uint32_t count, uint32_t block)
{
    const size_t before = scan->facts->inserts.count;

    for (uint32_t step = 0; block && step <= TESTS_MOST; step++) {
        struct ir_range instrs = fn_block(scan->fn, block)->instrs;
        for (uint32_t i = instrs.first + instrs.count; i-- > instrs.first;) {
            judge_found(scan, count, (struct site){scan->number, block, i});
            if (scan->facts->inserts.count != before)
                return;
        }
        block = block_before(scan->fn, block);
    }
}

/* The first use of a cell of the array, told of where there is one. */
static bool find_use(struct scan *scan, uint32_t element, uint32_t count, enum use_of_cell use)
{
    const struct fn *fn = scan->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            uint32_t index = 0;
            bool written;
            struct site at = {scan->number, id, instrs.first + i};
            uint32_t array =
                cell_used(scan, &fn->unit->instrs[at.instr], element, &index, &written);
            struct ir_operand operand = {IR_OPERAND_PLACE, index};
            if (!array)
                continue;
            /* at another count, which is a question of that one: this one is the array's room */
            uint32_t at_count = index ? source(scan, scan->number, operand) : 0;
            bool fits = use == AT_COUNT ? at_count == count : written && !at_count;
            if (fits && steady_has(scan->program, scan->facts->steady, at.fn, at.block)) {
                tell(scan, at, array, element);
                return true;
            }
        }
    }
    return false;
}

/* The count goes up here: the arrays whose cells the function uses. */
static void judge_count(struct scan *scan, uint32_t count)
{
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, elements_named(scan->program));

    for (uint32_t id = 1; id < scan->fn->ir->places.count; id++) {
        uint32_t index, array = growth_array_of(scan->fn, id, &index);
        uint32_t element =
            array ? element_of_named_place(scan->program, scan->number, (struct ir_place_id){array})
                  : 0;
        if (!is_named(scan, element) || !bitset_add(&seen, element) ||
            record_of(scan, element) != record_of(scan, count) || !lasts(scan, element))
            continue;
        if (only_gets_larger(scan, element) && only_goes_up(scan, count, 0) &&
            !find_use(scan, element, count, AT_COUNT) && tests(scan, count))
            find_use(scan, element, count, ANYWHERE);
    }
    arena_free(scratch);
}

static void scan_function(struct scan *scan)
{
    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(scan->fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *instr = &scan->fn->unit->instrs[instrs.first + i];
            if (instr->op != IR_COMPUTE || instr->operation != IR_ADD || !instr->dst.index)
                continue;
            uint32_t count = element_of_named_place(scan->program, scan->number, instr->dst);
            if (is_named(scan, count) && adds(scan, scan->number, instr, count) &&
                lasts(scan, count)) {
                judge_count(scan, count);
                find_found(scan, count, id);
            }
        }
    }
}

void growth_find_arrays(struct growth_facts *facts)
{
    const struct program *program = facts->program;
    struct scan scan = {
        .facts = facts, .program = program, .stores = ways_stores(program->stop_facts->ways)};

    for (uint32_t number = 1; number < program->n_fns; number++) {
        scan.number = number;
        scan.fn = &program->fns[number];
        bool runs = bitset_has(&facts->steady->fns, number) ||
                    (scan.fn->n_loops && contexts_reached(program, number));
        if (runs && !scan.fn->is_model && !(scan.fn->ir->flags & IR_FUNCTION_INIT))
            scan_function(&scan);
    }
}
