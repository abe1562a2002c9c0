/* Code that runs once in the process because a global says that it was there before:
 *
 *     static bool started;
 *     if (started)
 *         return;
 *     started = true;
 *
 * Requires links, loops. */
#include "base/intmap.h"
#include "program/conditions.h"
#include "program/elements.h"
#include "program/graph.h"
#include "program/stop_region.h"
#include "program/value.h"
#include "program/ways.h"

/* The global that the operand is, or was just read from; 0 = none. */
static uint32_t global_of(const struct program *program, uint32_t number,
                          const struct ir_block *block, struct ir_operand operand)
{
    const struct fn *fn = &program->fns[number];

    if (operand.kind != IR_OPERAND_PLACE)
        return 0;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
    for (uint32_t i = block->instrs.count; place->kind == IR_PLACE_LOCAL && i-- > 0;) {
        const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
        if (instr->dst.index != operand.index)
            continue;
        if (instr->op != IR_COPY || instr->a.kind != IR_OPERAND_PLACE)
            return 0;
        operand = instr->a;
        place = ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
    }
    uint32_t element = element_of_place(program, number, (struct ir_place_id){operand.index});
    while (place->kind == IR_PLACE_FIELD)
        place = ir_place(fn->unit, fn->ir, place->parent);
    return place->kind == IR_PLACE_GLOBAL ? element : 0;
}

/* Whether the function gives the global a value that is not zero, itself or by its address. */
static bool marks(const struct program *program, uint32_t number, uint32_t global)
{
    const struct fn *fn = &program->fns[number];
    const struct stores *stores = ways_stores(program->stop_facts->ways);
    struct store_span span = stores_to(stores, global);

    if (span.first == span.end && !bitset_has(&stores->address_taken, global))
        return false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            bool zero =
                instr->op == IR_COPY &&
                (instr->a.kind == IR_OPERAND_NULL ||
                 (instr->a.kind == IR_OPERAND_INTEGER && fn->unit->integers[instr->a.index] == 0));
            if (element_of_place(program, number, instr->dst) == global && !zero)
                return true;
            for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++) {
                struct ir_operand argument = fn->unit->operands[instr->arguments.first + k];
                if (argument.kind == IR_OPERAND_ADDRESS &&
                    element_of_operand(program, number, argument) == global)
                    return true;
            }
        }
    }
    return false;
}

/* Whether some other function sets the global back: gives it a value that is not made at once. One that makes
 * what the global holds marks it, too; and a function of another program has a global of its own. */
static bool is_set_back(const struct program *program, uint32_t number, uint32_t global)
{
    const struct stores *stores = ways_stores(program->stop_facts->ways);

    struct store_span span = stores_to(stores, global);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = &program->fns[store->fn];
        bool is_made = fn->unit->instrs[store->instr].op == IR_CALL;
        if (store->fn != number && !is_made && !(fn->ir->flags & IR_FUNCTION_INIT) &&
            members_share(program, fn->input, program->fns[number].input))
            return true;
    }
    return false;
}

enum { NO_EDGE = 2 };

/* The edge of a block that tests something against zero, behind which it is zero. */
static uint32_t zero_edge(const struct fn *fn, const struct ir_block *block)
{
    int64_t with;
    bool tests = block->end == IR_END_BRANCH &&
                 (block->relation == IR_NE || block->relation == IR_EQ) &&
                 fn_number(fn, block->b, &with) && with == 0;

    return !tests ? NO_EDGE : block->relation == IR_NE ? 1 : 0;
}

/* The global that is zero where the block is left by that edge, as a local that was read before says; 0 = none. */
static uint32_t global_through_local(const struct program *program, uint32_t number, uint32_t id,
                                     uint32_t edge)
{
    struct condition_on condition = conditions_of_edge(program, number, id, edge);
    bool is_zero = condition.relation == IR_EQ && condition.number == 0;

    return is_zero && condition.element && !element_is_field(condition.element) ? condition.element
                                                                                : 0;
}

/* The edge behind which a global is zero that the function marks; NO_EDGE = the block asks for no such. `marked` says
 * of globals whether that is so, as far as it was looked for: a function may ask for one of them, such as how much is
 * logged, all the time. */
static uint32_t edge_of_first(const struct program *program, uint32_t number, uint32_t id,
                              struct intmap *marked)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_block *block = fn_block(fn, id);
    uint32_t edge = zero_edge(fn, block);
    uint32_t global = edge == NO_EDGE ? 0 : global_of(program, number, block, block->a);
    bool is_new = false;

    for (uint32_t e = 0; !global && edge != NO_EDGE && e < 2; e++) {
        global = global_through_local(program, number, id, e);
        edge = global ? e : edge;
    }
    if (!global)
        return NO_EDGE;
    uint32_t *is_marked = intmap_put(marked, global, 0, &is_new);
    if (is_new)
        *is_marked = !is_set_back(program, number, global) && marks(program, number, global);
    if (!*is_marked)
        return NO_EDGE;
    return edge;
}

VECTOR_TYPE(first_edges, struct first_edge);

static bool is_behind_one(const struct fn *fn, const struct first_edges *edges, uint32_t to)
{
    for (uint32_t i = 0; i < edges->count; i++)
        if (graph_needs_edge(fn, to, edges->items[i].block, edges->items[i].edge))
            return true;
    return false;
}

/* A number that a block gives to a local, a place. */
struct telling {
    uint32_t place, block;
    bool is_zero;
};

VECTOR_TYPE(tellings, struct telling);

/* The numbers that are given to locals which never hold anything else. */
static struct tellings tellings_of(const struct fn *fn, struct arena *scratch)
{
    struct bitset others = bitset_new(scratch, fn->ir->places.count + 1);
    struct tellings all = {0}, kept = {0};

    for (uint32_t b = 1; b < fn->ir->blocks.count; b++) {
        struct ir_range instrs = fn_block(fn, b)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            int64_t told;
            for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++) {
                struct ir_operand given = fn->unit->operands[instr->arguments.first + k];
                if (given.kind == IR_OPERAND_ADDRESS)
                    bitset_add(&others, given.index);
            }
            if (instr->op == IR_COPY && fn_number(fn, instr->a, &told))
                vector_push(&all, (struct telling){instr->dst.index, b, told == 0});
            else
                bitset_add(&others, instr->dst.index);
        }
    }
    for (uint32_t i = 0; i < all.count; i++)
        if (!bitset_has(&others, all.items[i].place) &&
            fn_place(fn, all.items[i].place)->kind == IR_PLACE_LOCAL)
            vector_push(&kept, all.items[i]);
    vector_deinit(&all);
    return kept;
}

/* The edge for which the block asks a local that is given such numbers only behind one of the edges:
 *
 *     int first = started ? 0 : 1; */
static uint32_t edge_told(const struct fn *fn, const struct first_edges *edges,
                          const struct tellings *tellings, uint32_t id)
{
    const struct ir_block *asks = fn_block(fn, id);
    uint32_t zero = zero_edge(fn, asks), found[2] = {0, 0};
    bool excluded[2] = {false, false};

    if (zero == NO_EDGE || asks->a.kind != IR_OPERAND_PLACE)
        return NO_EDGE;
    for (uint32_t i = 0; i < tellings->count; i++) {
        const struct telling *telling = &tellings->items[i];
        uint32_t edge = telling->is_zero ? zero : 1 - zero;
        if (telling->place != asks->a.index)
            continue;
        found[edge]++;
        excluded[edge] = excluded[edge] || !is_behind_one(fn, edges, telling->block);
    }
    for (uint32_t edge = 0; edge < 2; edge++)
        if (found[edge] && !excluded[edge])
            return edge;
    return NO_EDGE;
}

/* All such edges of the function, found when they are first asked for. */
static const struct fn *with_first_edges(const struct program *program, uint32_t number)
{
    struct fn *fn = &program->fns[number];
    struct first_edges edges = {0};
    struct tellings tellings = {0};
    struct intmap marked = {0};

    if (fn->first_edges_known)
        return fn;
    struct arena *scratch = arena_new();
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        uint32_t edge = edge_of_first(program, number, id, &marked);
        if (edge != NO_EDGE)
            vector_push(&edges, (struct first_edge){id, edge});
    }
    if (edges.count)
        tellings = tellings_of(fn, scratch);
    for (uint32_t id = 1; tellings.count && id < fn->ir->blocks.count; id++) {
        uint32_t edge = edge_told(fn, &edges, &tellings, id);
        if (edge != NO_EDGE)
            vector_push(&edges, (struct first_edge){id, edge});
    }
    fn->first_edges = arena_copy(program->run, edges.items, edges.count * sizeof(*edges.items));
    fn->n_first_edges = edges.count;
    fn->first_edges_known = true;
    vector_deinit(&edges);
    vector_deinit(&tellings);
    intmap_deinit(&marked);
    arena_free(scratch);
    return fn;
}

bool once_guarded(const struct program *program, uint32_t number, uint32_t to,
                  const struct loop *within)
{
    const struct fn *fn = with_first_edges(program, number);

    for (uint32_t i = 0; i < fn->n_first_edges; i++) {
        struct first_edge first = fn->first_edges[i];
        if (within && !bitset_has(&within->blocks, first.block))
            continue;
        if (graph_needs_edge(fn, to, first.block, first.edge))
            return true;
    }
    return false;
}

void once_add_guarded(const struct program *program, uint32_t number, struct bitset *blocks)
{
    const struct fn *fn = with_first_edges(program, number);

    for (uint32_t i = 0; i < fn->n_first_edges; i++)
        for (uint32_t to = 1; to < fn->ir->blocks.count; to++)
            if (graph_needs_edge(fn, to, fn->first_edges[i].block, fn->first_edges[i].edge))
                bitset_add(blocks, to);
}
