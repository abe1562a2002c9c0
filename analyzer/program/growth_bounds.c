/* What keeps a container from growing though entries are put in: a count that is compared on the way to the
 * insert, in its function or in those that call it; a head that is filled once.
 *
 * Whether the comparison really bounds the count is not asked: who counts, means to. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/growth_inside.h"
#include "program/stop_region.h"
#include "program/stores.h"
#include "program/value.h"
#include "program/ways.h"

struct asking {
    struct growth_facts *facts;
    const struct program *program;
    uint32_t number;
    const struct fn *fn;
    bool of_any;     /* a count in an object that need not last is one as well */
    bool in_loop;    /* the comparison stands in a loop around what it is asked for */
    uint32_t level;  /* functions that are asked by functions */
    uint32_t insert; /* the call that puts in, where it stands in the function; 0 = none */
    uint32_t block;  /* where the comparison stands; 0 = in no loop that matters */
};

/* Operands of operands: `count + 1 > limit - spare`. */
enum { TERMS_MOST = 3 };

/* Whether the function counts in the local before it comes to the comparison: what is counted and compared in one
 * loop are the rounds of that loop. */
static bool is_added_to(const struct asking *asking, uint32_t place)
{
    const struct fn *fn = asking->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++)
            if (growth_steps(fn, &fn->unit->instrs[instrs.first + i], place, IR_ADD) &&
                !(asking->block && growth_share_loop(fn, asking->block, id)))
                return true;
    }
    return false;
}

/* Whether the record that the field belongs to lasts; a global does. */
static bool lasts(struct growth_facts *facts, uint32_t element)
{
    return element % 2 == 0 || growth_lives(facts, facts->program->fields[element / 2].record);
}

/* Whether the program counts in the field or global: upwards anywhere, or downwards in the function that looks at
 * what is left. What a function that is asked knows may be of something else: then what counts goes one way only,
 * as the entries do. */
static bool is_counter(const struct asking *asking, uint32_t element)
{
    struct growth_facts *facts = asking->facts;
    const struct program *program = facts->program;
    const struct stores *stores = ways_stores(program->stop_facts->ways);
    bool up = false, down = false;

    if (!element || element >= elements_named(program) ||
        !(asking->of_any || lasts(facts, element)))
        return false;
    struct store_span span = stores_to(stores, element);
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = &program->fns[store->fn];
        const struct ir_instr *instr = &fn->unit->instrs[store->instr];
        bool adds = growth_steps(fn, instr, instr->dst.index, IR_ADD);
        if (adds && store->fn == asking->number && asking->block &&
            growth_counts_rounds(program, span, store, asking->block))
            continue;
        bool takes = growth_steps(fn, instr, instr->dst.index, IR_SUB);
        up |= adds;
        down |= takes && (asking->level || store->fn == asking->number);
        if (asking->level && !adds && !takes &&
            steady_has(program, facts->steady, store->fn, store->block))
            return false;
    }
    return asking->level ? up != down : up || down;
}

static bool is_count(const struct asking *asking, struct ir_operand operand, uint32_t terms);

/* Whether the call is about what the insert is about: it gets the container, or the key, as well. */
static bool is_about(const struct asking *asking, const struct ir_instr *call)
{
    const struct ir_unit *unit = asking->fn->unit;
    const struct ir_instr *insert = &unit->instrs[asking->insert];

    for (uint32_t i = 0; asking->insert && i < insert->arguments.count; i++)
        for (uint32_t k = 0; k < call->arguments.count; k++) {
            struct ir_operand ours = unit->operands[insert->arguments.first + i];
            struct ir_operand its = unit->operands[call->arguments.first + k];
            bool has_place = ours.kind == IR_OPERAND_PLACE || ours.kind == IR_OPERAND_ADDRESS;
            if (has_place && ours.kind == its.kind && ours.index == its.index)
                return true;
        }
    return false;
}

/* Whether the call asks a library's container how many it holds: it gives a number for it. */
static bool asks_size(const struct asking *asking, const struct ir_instr *call)
{
    uint32_t c = graph_first_call(asking->fn, (uint32_t)(call - asking->fn->unit->instrs));
    const struct fn_list targets = asking->fn->calls[c].targets;

    return (!targets.count || asking->program->fns[targets.items[0]].is_model) &&
           stores_type_of_place(asking->fn, call->dst)->kind == IR_TYPE_INTEGER &&
           is_about(asking, call);
}

/* Whether the function returns a count. */
static bool returns_count(const struct asking *asking, const struct call_site *site, uint32_t terms)
{
    if (site->targets.count != 1 || asking->program->fns[site->targets.items[0]].is_model)
        return false;
    struct asking inner = *asking;
    inner.in_loop = false;
    inner.insert = 0;
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

/* Whether the local gets a count on one way, and constants on all others: `table ? table->count : 0`. */
// NOLINTNEXTLINE(misc-no-recursion): at most TERMS_MOST deep
static bool is_count_or_none(const struct asking *asking, uint32_t place, uint32_t terms)
{
    const struct fn *fn = asking->fn;
    bool any = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            int64_t number;
            if (instr->dst.index != place)
                continue;
            if (instr->op != IR_COPY)
                return false;
            if (!fn_number(fn, instr->a, &number) && !is_count(asking, instr->a, terms + 1))
                return false;
            any |= !fn_number(fn, instr->a, &number);
        }
    }
    return any;
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
        return is_count_or_none(asking, operand.index, terms);
    if (write->op == IR_CALL) {
        uint32_t c = graph_first_call(fn, (uint32_t)(write - fn->unit->instrs));
        return returns_count(asking, &fn->calls[c], terms) || asks_size(asking, write);
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

/* Whether another function, while the program serves, sets the mark so that the way is open again: it is one of something
 * that comes and goes. */
static bool is_set_again(const struct asking *asking, uint32_t element, enum ir_operator relation,
                         int64_t number)
{
    const struct program *program = asking->program;
    const struct stores *stores = ways_stores(program->stop_facts->ways);
    struct store_span span = stores_to(stores, element);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = &program->fns[store->fn];
        const struct ir_instr *instr = &fn->unit->instrs[store->instr];
        int64_t written;
        if (instr->op == IR_COPY && fn_number(fn, instr->a, &written) &&
            number_compare(written, relation, number) && store->fn != asking->number &&
            steady_has(program, asking->facts->steady, store->fn, store->block))
            return true;
    }
    return false;
}

/* Whether the pointer is kept in what lasts, or filled by the function that finds it empty, and stays so: where it is NULL,
 * what comes next happens once. */
static bool is_kept(const struct asking *asking, struct ir_operand operand)
{
    uint32_t element = operand.kind == IR_OPERAND_PLACE
                           ? element_of_named_place(asking->program, asking->number,
                                                    (struct ir_place_id){operand.index})
                           : 0;
    uint32_t place = operand.index;

    if (!element || element >= elements_named(asking->program) ||
        growth_found_cell(asking->program, asking->number, place).element)
        return false;
    while (fn_place(asking->fn, place)->parent.index) {
        uint32_t kind = fn_place(asking->fn, place)->kind;
        if (kind == IR_PLACE_INDEX_PLACE || kind == IR_PLACE_INDEX)
            return false;
        place = fn_place(asking->fn, place)->parent.index;
    }
    return lasts(asking->facts, element) ||
           (sets(asking, element) && !is_set_again(asking, element, IR_EQ, 0));
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
static bool is_mark(const struct asking *asking, struct ir_operand operand,
                    enum ir_operator relation, int64_t number)
{
    uint32_t element = operand.kind == IR_OPERAND_PLACE &&
                               growth_type(asking->fn, operand)->kind == IR_TYPE_INTEGER
                           ? element_of_named_place(asking->program, asking->number,
                                                    (struct ir_place_id){operand.index})
                           : 0;

    return element && element < elements_named(asking->program) &&
           !is_cell(asking->fn, operand.index) &&
           !growth_found_cell(asking->program, asking->number, operand.index).element &&
           lasts(asking->facts, element) && sets(asking, element) &&
           !is_set_again(asking, element, relation, number);
}

/* Whether `count` is a count, and `limit` does not get larger with what it bounds; what runs up to the count is none,
 * as in a search through all entries. */
static bool bounds(const struct asking *asking, struct ir_operand count, struct ir_operand limit)
{
    struct asking anywhere = *asking;
    anywhere.block = 0;
    if (fn_local(asking->fn, limit) && is_added_to(&anywhere, limit.index))
        return false;
    /* what a library returns and is compared with 0 is a result, and no size */
    int64_t number;
    const struct ir_instr *write =
        fn_local(asking->fn, count) ? conditions_only_write(asking->fn, count.index) : NULL;
    if (fn_number(asking->fn, limit, &number) && number <= 0 && write && write->op == IR_CALL)
        return false;
    return is_count(asking, count, 0) &&
           !growth_has_room(asking->facts, asking->number, count, true) &&
           !growth_has_room(asking->facts, asking->number, limit, false);
}

/* Operators of functions that say whether there is room: `if (is_full(list))` calls is_full(), and that a getter. */
enum { ASKED_MOST = 2 };

static bool is_guarded(struct asking *asking, uint32_t to);
static bool is_so_by_count(const struct asking *asking, struct ir_operand value,
                           enum ir_operator relation, int64_t number);
static bool is_flag_by_count(const struct asking *asking, struct flag_at flag);
static bool decides_itself(const struct asking *asking, const struct ir_block *block,
                           uint32_t edge);

/* Whether the function of the call gives such a value, where it may, only because of a count. */
// NOLINTNEXTLINE(misc-no-recursion): at most ASKED_MOST deep
static bool gives_by_count(const struct asking *asking, const struct call_site *site,
                           enum ir_operator relation, int64_t number)
{
    struct asking inner = *asking;
    bool any = false;

    if (site->targets.count != 1 || asking->program->fns[site->targets.items[0]].is_model ||
        asking->level == ASKED_MOST)
        return false;
    inner.level++;
    inner.in_loop = false;
    inner.insert = 0;
    inner.block = 0; /* that of the caller is none of its */
    inner.number = site->targets.items[0];
    inner.fn = &asking->program->fns[inner.number];
    for (uint32_t id = 1; id < inner.fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(inner.fn, id);
        int64_t given;
        if (block->end != IR_END_RETURN)
            continue;
        if (fn_number(inner.fn, block->a, &given)) {
            if (!number_compare(given, relation, number))
                continue;
            if (!is_guarded(&inner, id))
                return false;
        } else if (!is_so_by_count(&inner, block->a, relation, number) &&
                   !is_flag_by_count(&inner,
                                     (struct flag_at){id, block->a.index, relation, number})) {
            return false;
        }
        any = true;
    }
    return any;
}

/* Whether a local that holds one of several constants is in that relation to the number, where the block begins to
 * end, only on ways on which a count was asked: `full = 0; if (n >= MAX) full = 1;`. */
// NOLINTNEXTLINE(misc-no-recursion): as gives_by_count()
static bool is_flag_by_count(const struct asking *asking, struct flag_at flag)
{
    bool is_flag = growth_is_flag(asking->fn, flag.local);

    for (uint32_t id = 1; is_flag && id < asking->fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(asking->fn, id);
        struct asking here = *asking;
        uint32_t limit = fn_local(asking->fn, block->b);
        if (!asking->level && limit && limit <= asking->fn->ir->n_parameters)
            here.block = id; /* the rounds through what it is handed, such as a text */
        for (uint32_t edge = 0; edge < 2 && block->end == IR_END_BRANCH; edge++)
            if (id != flag.block && decides_itself(&here, block, edge) &&
                growth_needs_edge(asking->fn, flag, id, edge))
                return true;
    }
    return false;
}

/* Whether the value has that relation to the number only because of a count. */
// NOLINTNEXTLINE(misc-no-recursion): as gives_by_count()
static bool is_so_by_count(const struct asking *asking, struct ir_operand value,
                           enum ir_operator relation, int64_t number)
{
    const struct ir_instr *write =
        fn_local(asking->fn, value) ? conditions_only_write(asking->fn, value.index) : NULL;

    if (!write)
        return false;
    if (write->op == IR_CALL) {
        uint32_t c = graph_first_call(asking->fn, (uint32_t)(write - asking->fn->unit->instrs));
        return gives_by_count(asking, &asking->fn->calls[c], relation, number);
    }
    return write->op == IR_COMPUTE && write->operation >= IR_EQ && write->operation <= IR_GE &&
           (bounds(asking, write->a, write->b) || bounds(asking, write->b, write->a));
}

/* Whether it only says that what the function has counted in a local is not nothing: a text that is not empty. */
static bool is_not_empty(const struct asking *asking, struct ir_operand count,
                         enum ir_operator relation, int64_t number)
{
    return fn_local(asking->fn, count) && is_added_to(asking, count.index) &&
           number_compare(INT64_MAX, relation, number) && !number_compare(0, relation, number) &&
           number_compare(1, relation, number);
}

// NOLINTNEXTLINE(misc-no-recursion): as gives_by_count()
static bool decides_itself(const struct asking *asking, const struct ir_block *block, uint32_t edge)
{
    int64_t number = 0;
    bool is_number = fn_number(asking->fn, block->b, &number);
    bool is_zero = is_number && number == 0;
    bool equal = block->relation == IR_EQ || block->relation == IR_NE;

    enum ir_operator relation = (enum ir_operator)block->relation;
    if (edge)
        relation = relation_negate(relation);
    if (equal && is_number && is_mark(asking, block->a, relation, number))
        return true;
    if (equal && is_zero && block->b.kind == IR_OPERAND_NULL)
        return (block->relation == IR_EQ) == (edge == 0) && is_kept(asking, block->a);
    if (is_number && fn_local(asking->fn, block->a) &&
        is_so_by_count(asking, block->a, relation, number))
        return true;
    if (is_number && is_not_empty(asking, block->a, relation, number))
        return false;
    return !(equal && is_zero) &&
           (bounds(asking, block->a, block->b) || bounds(asking, block->b, block->a));
}

/* The same for a flag that the count has set. */
// NOLINTNEXTLINE(misc-no-recursion): as gives_by_count()
static bool decides_by_flag(const struct asking *asking, uint32_t id, uint32_t edge)
{
    const struct ir_block *block = fn_block(asking->fn, id);
    struct flag_at flag = {.block = id, .local = block->a.index};

    if (!fn_local(asking->fn, block->a) || !fn_number(asking->fn, block->b, &flag.number) ||
        !growth_is_flag(asking->fn, flag.local))
        return false;
    flag.relation = (enum ir_operator)block->relation;
    if (edge)
        flag.relation = relation_negate(flag.relation);
    return is_flag_by_count(asking, flag);
}

/* Whether the edge is that on which a look-up for the insert has found something: what comes next replaces. */
static bool has_found(const struct asking *asking, const struct ir_block *block, uint32_t edge)
{
    const struct ir_instr *write = block->end == IR_END_BRANCH &&
                                           block->b.kind == IR_OPERAND_NULL &&
                                           fn_local(asking->fn, block->a)
                                       ? conditions_only_write(asking->fn, block->a.index)
                                       : NULL;

    return write && write->op == IR_CALL && is_about(asking, write) &&
           edge == (block->relation == IR_EQ ? 1 : 0);
}

/* As graph_needs_edge(), for ways on which nothing was found. */
static bool needs_edge(const struct asking *asking, uint32_t to, uint32_t from, uint32_t edge)
{
    const struct fn *fn = asking->fn;

    if (!asking->insert)
        return graph_needs_edge(fn, to, from, edge);
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};

    vector_push(&todo, 1);
    bitset_add(&seen, 1);
    while (todo.count) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < graph_n_successors(block); i++) {
            uint32_t next = graph_successor(fn, block, i);
            if (!(id == from && i == edge) && !has_found(asking, block, i) &&
                bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    bool needs = !bitset_has(&seen, to);
    arena_free(scratch);
    return needs;
}

static bool is_guarded(struct asking *asking, uint32_t to)
{
    for (uint32_t id = 1; id < asking->fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(asking->fn, id);
        asking->in_loop = asking->level ? asking->fn->loop_of && asking->fn->loop_of[id]
                                        : growth_share_loop(asking->fn, id, to);
        asking->block = id;
        for (uint32_t edge = 0; edge < 2 && block->end == IR_END_BRANCH; edge++)
            if (needs_edge(asking, to, id, edge) &&
                (decides_itself(asking, block, edge) || decides_by_flag(asking, id, edge)))
                return true;
    }
    return false;
}

/* A bound stands near what it bounds: that many callers are looked at. */
enum { CALLERS_MOST = 4 };

bool growth_is_bounded(struct growth_facts *facts, struct site at, bool of_any)
{
    struct asking asking = {.facts = facts, .program = facts->program, .of_any = of_any};
    uint32_t block = at.block;

    asking.number = at.fn;
    for (uint32_t level = 0; asking.number && level <= CALLERS_MOST; level++) {
        asking.fn = &facts->program->fns[asking.number];
        bool is_call = level == 0 && asking.fn->unit->instrs[at.instr].op == IR_CALL;
        asking.insert = is_call ? at.instr : 0;
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
