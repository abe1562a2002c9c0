/* Code that runs once in the process because a global says that it was there before:
 *
 *     static bool started;
 *     if (started)
 *         return;
 *     started = true;
 *
 * Requires links, loops. */
#include "base/intmap.h"
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

/* Whether the block asks whether a global is zero, and the function marks it: the edge behind which it is, or
 * NO_EDGE. `marked` says of globals whether that is so, as far as it was looked for: a function may ask for one of
 * them, such as how much is logged, all the time. */
enum { NO_EDGE = 2 };

static uint32_t edge_of_first(const struct program *program, uint32_t number, uint32_t id,
                              struct intmap *marked)
{
    const struct ir_block *block = fn_block(&program->fns[number], id);
    int64_t with;
    bool tests = block->end == IR_END_BRANCH &&
                 (block->relation == IR_NE || block->relation == IR_EQ) &&
                 fn_number(&program->fns[number], block->b, &with) && with == 0;
    uint32_t global = tests ? global_of(program, number, block, block->a) : 0;

    bool is_new = false;

    if (!global)
        return NO_EDGE;
    uint32_t *is_marked = intmap_put(marked, global, 0, &is_new);
    if (is_new)
        *is_marked = !is_set_back(program, number, global) && marks(program, number, global);
    if (!*is_marked)
        return NO_EDGE;
    return block->relation == IR_NE ? 1 : 0;
}

/* All such edges of the function, found when they are first asked for. */
static const struct fn *with_first_edges(const struct program *program, uint32_t number)
{
    struct fn *fn = &program->fns[number];
    VECTOR(struct first_edge) edges = {0};
    struct intmap marked = {0};

    if (fn->first_edges_known)
        return fn;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        uint32_t edge = edge_of_first(program, number, id, &marked);
        if (edge != NO_EDGE)
            vector_push(&edges, (struct first_edge){id, edge});
    }
    fn->first_edges = arena_copy(program->run, edges.items, edges.count * sizeof(*edges.items));
    fn->n_first_edges = edges.count;
    fn->first_edges_known = true;
    vector_deinit(&edges);
    intmap_deinit(&marked);
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

/* The blocks that are reached from the entry without that edge. */
static struct bitset reached_without(const struct fn *fn, uint32_t from, uint32_t edge,
                                     struct arena *scratch)
{
    struct bitset reached = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};

    bitset_add(&reached, 1);
    vector_push(&todo, 1);
    while (todo.count) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < graph_n_successors(block); i++) {
            uint32_t next = graph_successor(fn, block, i);
            if (!(id == from && i == edge) && bitset_add(&reached, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return reached;
}

void once_add_guarded(const struct program *program, uint32_t number, struct bitset *blocks)
{
    const struct fn *fn = with_first_edges(program, number);
    struct arena *scratch = arena_new();

    for (uint32_t i = 0; i < fn->n_first_edges; i++) {
        struct bitset reached =
            reached_without(fn, fn->first_edges[i].block, fn->first_edges[i].edge, scratch);
        for (uint32_t to = 1; to < fn->ir->blocks.count; to++)
            if (!bitset_has(&reached, to))
                bitset_add(blocks, to);
        arena_reset(scratch);
    }
    arena_free(scratch);
}
