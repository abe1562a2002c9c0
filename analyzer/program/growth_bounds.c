/* What keeps a container from growing though entries are put in: a count that is compared on the way to the
 * insert, in its function or in those that call it; a head that is filled once.
 *
 * Whether the comparison really bounds the count is not asked: who counts, means to. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/growth_inside.h"
#include "program/stop_region.h"
#include "program/stores.h"
#include "program/ways.h"

struct asking {
    struct growth_facts *facts;
    const struct program *program;
    uint32_t number;
    const struct fn *fn;
    bool of_any;    /* a count in an object that need not last is one as well */
    bool in_loop;   /* the comparison stands in a loop around what it is asked for */
    uint32_t block; /* where the comparison stands; 0 = in no loop that matters */
};

/* Operands of operands: `count + 1 > limit - spare`. */
enum { TERMS_MOST = 3 };

static bool adds_to(const struct fn *fn, const struct ir_instr *instr, uint32_t place)
{
    return instr->op == IR_COMPUTE && instr->operation == IR_ADD && instr->dst.index == place &&
           ((instr->a.kind == IR_OPERAND_PLACE && instr->a.index == place) ||
            (instr->b.kind == IR_OPERAND_PLACE && instr->b.index == place)) &&
           fn_place(fn, place)->kind != IR_PLACE_UNKNOWN;
}

/* Whether a loop has both blocks. */
static bool share_loop(const struct fn *fn, uint32_t a, uint32_t b)
{
    for (uint32_t loop = fn->loop_of ? fn->loop_of[a] : 0; loop; loop = fn->loops[loop - 1].parent)
        if (bitset_has(&fn->loops[loop - 1].blocks, b))
            return true;
    return false;
}

/* Whether the function counts in the local before it comes to the comparison: what is counted and compared in one
 * loop are the rounds of that loop. */
static bool is_added_to(const struct asking *asking, uint32_t place)
{
    const struct fn *fn = asking->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++)
            if (adds_to(fn, &fn->unit->instrs[instrs.first + i], place) &&
                !(asking->block && share_loop(fn, asking->block, id)))
                return true;
    }
    return false;
}

/* Whether the record that the field belongs to lasts; a global does. */
static bool lasts(struct growth_facts *facts, uint32_t element)
{
    return element % 2 == 0 || growth_lives(facts, facts->program->fields[element / 2].record);
}

/* Whether the program counts in the field or global. */
static bool is_counter(const struct asking *asking, uint32_t element)
{
    struct growth_facts *facts = asking->facts;
    const struct program *program = facts->program;
    const struct stores *stores = ways_stores(program->stop_facts->ways);

    if (!element || element >= elements_named(program) ||
        !(asking->of_any || lasts(facts, element)))
        return false;
    struct store_span span = stores_to(stores, element);
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct fn *fn = &program->fns[stores->items[i].fn];
        const struct ir_instr *instr = &fn->unit->instrs[stores->items[i].instr];
        if (adds_to(fn, instr, instr->dst.index))
            return true;
    }
    return false;
}

static bool is_count(const struct asking *asking, struct ir_operand operand, uint32_t terms);

/* Whether the function returns a count. */
static bool returns_count(const struct asking *asking, const struct call_site *site, uint32_t terms)
{
    if (site->targets.count != 1 || asking->program->fns[site->targets.items[0]].is_model)
        return false;
    struct asking inner = *asking;
    inner.in_loop = false;
    inner.block = 0;
    inner.number = site->targets.items[0];
    inner.fn = &asking->program->fns[inner.number];
    for (uint32_t id = 1; id < inner.fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(inner.fn, id);
        if (block->end == IR_END_RETURN && is_count(&inner, block->a, terms + 1))
            return true;
    }
    return false;
}

/* Whether the operand is something that the program counts. */
// NOLINTNEXTLINE(misc-no-recursion): at most TERMS_MOST deep
static bool is_count(const struct asking *asking, struct ir_operand operand, uint32_t terms)
{
    const struct fn *fn = asking->fn;

    if (operand.kind != IR_OPERAND_PLACE || terms > TERMS_MOST)
        return false;
    uint32_t element = element_of_named_place(asking->program, asking->number,
                                              (struct ir_place_id){operand.index});
    if (element)
        return is_counter(asking, element);
    if (!fn_local(fn, operand))
        return false;
    if (is_added_to(asking, operand.index))
        return terms || !asking->in_loop;
    const struct ir_instr *write = conditions_only_write(fn, operand.index);
    if (!write)
        return false;
    if (write->op == IR_CALL) {
        uint32_t c = graph_first_call(fn, (uint32_t)(write - fn->unit->instrs));
        return returns_count(asking, &fn->calls[c], terms);
    }
    return is_count(asking, write->a, terms + 1) ||
           (write->op == IR_COMPUTE && is_count(asking, write->b, terms + 1));
}

static bool sets(const struct asking *asking, uint32_t element)
{
    struct store_span span = stores_to(ways_stores(asking->program->stop_facts->ways), element);

    for (uint32_t i = span.first; i < span.end; i++)
        if (ways_stores(asking->program->stop_facts->ways)->items[i].fn == asking->number)
            return true;
    return false;
}

/* Whether the pointer is kept in what lasts, or filled by the function that finds it empty: where it is NULL, what comes next happens once. */
static bool is_kept(const struct asking *asking, struct ir_operand operand)
{
    uint32_t element = operand.kind == IR_OPERAND_PLACE
                           ? element_of_named_place(asking->program, asking->number,
                                                    (struct ir_place_id){operand.index})
                           : 0;
    uint32_t place = operand.index;

    if (!element || element >= elements_named(asking->program))
        return false;
    while (fn_place(asking->fn, place)->parent.index) {
        uint32_t kind = fn_place(asking->fn, place)->kind;
        if (kind == IR_PLACE_INDEX_PLACE || kind == IR_PLACE_INDEX)
            return false;
        place = fn_place(asking->fn, place)->parent.index;
    }
    return lasts(asking->facts, element) || sets(asking, element);
}

/* Whether the place is a cell of an array that a pointer leads to: there may be more and more of them. */
static bool is_cell(const struct fn *fn, uint32_t id)
{
    for (; id; id = fn_place(fn, id)->parent.index) {
        const struct ir_place *place = fn_place(fn, id);
        bool is_element = place->kind == IR_PLACE_INDEX_PLACE || place->kind == IR_PLACE_INDEX;
        if (is_element && fn_place(fn, place->parent.index)->kind == IR_PLACE_DEREF)
            return true;
    }
    return false;
}

/* Whether the operand is a mark on an object that lasts, and the function that looks at it sets it: what comes next
 * happens once for each such object. */
static bool is_mark(const struct asking *asking, struct ir_operand operand)
{
    uint32_t element = operand.kind == IR_OPERAND_PLACE &&
                               growth_type(asking->fn, operand)->kind == IR_TYPE_INTEGER
                           ? element_of_named_place(asking->program, asking->number,
                                                    (struct ir_place_id){operand.index})
                           : 0;

    return element && element < elements_named(asking->program) &&
           !is_cell(asking->fn, operand.index) && lasts(asking->facts, element) &&
           sets(asking, element);
}

/* Whether the function allocates, or makes an allocation larger. */
static bool allocates(const struct growth_facts *facts, uint32_t number)
{
    const struct fn *fn = &facts->program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (origins_makes(facts->origins, &fn->calls[c]) ||
            origins_regrows(facts->origins, &fn->calls[c]))
            return true;
    return false;
}

/* Whether the field or global is set at steady state where memory is allocated: a room and no limit. */
static bool is_room(const struct asking *asking, uint32_t element)
{
    const struct program *program = asking->program;
    const struct stores *stores = ways_stores(program->stop_facts->ways);
    struct store_span span = stores_to(stores, element);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        const struct ir_instr *instr = &program->fns[store->fn].unit->instrs[store->instr];
        int64_t number;
        if (instr->op == IR_COPY && fn_number(&program->fns[store->fn], instr->a, &number))
            continue;
        if (steady_has(program, asking->facts->steady, store->fn, store->block) &&
            allocates(asking->facts, store->fn))
            return true;
    }
    return false;
}

/* Whether a room is a term of the operand: `room - size`. */
// NOLINTNEXTLINE(misc-no-recursion): at most TERMS_MOST deep
static bool has_room(const struct asking *asking, struct ir_operand operand, uint32_t terms)
{
    if (operand.kind != IR_OPERAND_PLACE || terms > TERMS_MOST)
        return false;
    uint32_t element = conditions_source(asking->program, asking->number, operand);
    if (element)
        return element < elements_named(asking->program) && is_room(asking, element);
    const struct ir_instr *write =
        fn_local(asking->fn, operand) ? conditions_only_write(asking->fn, operand.index) : NULL;
    if (!write || write->op == IR_CALL)
        return false;
    return has_room(asking, write->a, terms + 1) ||
           (write->op == IR_COMPUTE && has_room(asking, write->b, terms + 1));
}

static bool decides(const struct asking *asking, const struct ir_block *block, uint32_t edge)
{
    int64_t number;
    bool is_zero = fn_number(asking->fn, block->b, &number) && number == 0;
    bool equal = block->relation == IR_EQ || block->relation == IR_NE;

    if (equal && fn_number(asking->fn, block->b, &number) && is_mark(asking, block->a))
        return true;
    if (equal && is_zero)
        return (block->relation == IR_EQ) == (edge == 0) && block->b.kind == IR_OPERAND_NULL &&
               is_kept(asking, block->a);
    return (is_count(asking, block->a, 0) || is_count(asking, block->b, 0)) &&
           !has_room(asking, block->a, 0) && !has_room(asking, block->b, 0);
}

static bool is_guarded(struct asking *asking, uint32_t to)
{
    for (uint32_t id = 1; id < asking->fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(asking->fn, id);
        asking->in_loop = share_loop(asking->fn, id, to);
        asking->block = id;
        for (uint32_t edge = 0; edge < 2 && block->end == IR_END_BRANCH; edge++)
            if (decides(asking, block, edge) && graph_needs_edge(asking->fn, to, id, edge))
                return true;
    }
    return false;
}

/* A bound stands near what it bounds: that many callers are looked at. */
enum { CALLERS_MOST = 4 };

bool growth_is_bounded(struct growth_facts *facts, struct site at)
{
    struct asking asking = {.facts = facts, .program = facts->program};
    uint32_t block = at.block;

    asking.number = at.fn;
    for (uint32_t level = 0; asking.number && level <= CALLERS_MOST; level++) {
        asking.fn = &facts->program->fns[asking.number];
        if (is_guarded(&asking, block))
            return true;
        if (!bitset_has(&facts->steady->fns, asking.number))
            return false;
        block = facts->steady->way[asking.number].from_block;
        asking.number = facts->steady->way[asking.number].from;
    }
    return false;
}

bool growth_counts_before(struct growth_facts *facts, struct site at)
{
    struct asking asking = {.facts = facts,
                            .program = facts->program,
                            .number = at.fn,
                            .fn = &facts->program->fns[at.fn],
                            .of_any = true};

    return is_guarded(&asking, at.block);
}
