/* The natural loops of one function (Muchnick, Advanced Compiler Design and Implementation, 7.4), and
 * how often those run that count from one number to another.
 *
 * Requires the function's IR. Yields fn.loops and fn.loop_of. */
#include "program/graph.h"

#include <stdlib.h>
#include <string.h>

#include "program/value.h"

bool graph_leaves_loop(const struct fn *fn, uint32_t from, uint32_t edge)
{
    uint32_t loop = fn->loop_of[from], to = graph_successor(fn, fn_block(fn, from), edge);

    return loop && !bitset_has(&fn->loops[loop - 1].blocks, to);
}

bool graph_leads_out(const struct fn *fn, const struct ir_block *block, const struct bitset *blocks)
{
    for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
        if (!bitset_has(blocks, graph_successor(fn, block, edge)))
            return true;
    return false;
}

/* Most blocks follow those that lead to them, so that a few rounds from the last to the first find all. */
void graph_add_leading(const struct fn *fn, struct bitset *set, const struct bitset *stuck)
{
    bool grows = true;

    while (grows) {
        grows = false;
        for (uint32_t id = fn->ir->blocks.count; id-- > 1;) {
            const struct ir_block *block = fn_block(fn, id);
            if (bitset_has(set, id) || (stuck && bitset_has(stuck, id)))
                continue;
            for (uint32_t e = 0; e < graph_n_successors(block); e++)
                if (bitset_has(set, graph_successor(fn, block, e)))
                    grows |= bitset_add(set, id);
        }
    }
}

VECTOR_TYPE(numbers, uint32_t);

/* ---- loops from their retreating edges ---- */

static struct loop *loop_with_head(struct loop *loops, uint32_t count, uint32_t head)
{
    for (uint32_t i = 0; i < count; i++)
        if (loops[i].head == head)
            return &loops[i];
    return NULL;
}

/* Adds all blocks from which `tail` is reached without passing the head. */
static void fill_loop(const struct numbers *predecessors, struct loop *loop, uint32_t tail)
{
    struct numbers todo = {0};

    bitset_add(&loop->blocks, loop->head);
    if (bitset_add(&loop->blocks, tail))
        vector_push(&todo, tail);
    while (todo.count) {
        uint32_t id = vector_pop(&todo);
        loop->irreducible |= id == 1 && loop->head != 1;
        for (uint32_t i = 0; i < predecessors[id].count; i++)
            if (bitset_add(&loop->blocks, predecessors[id].items[i]))
                vector_push(&todo, predecessors[id].items[i]);
    }
    vector_deinit(&todo);
}

struct edge {
    uint32_t from, to;
};

VECTOR_TYPE(edges, struct edge);

/* Edges back to a block that the depth-first walk is still inside of. Fills the predecessors, too. */
static void walk(const struct fn *fn, struct arena *scratch, struct numbers *predecessors,
                 struct edges *retreating)
{
    uint32_t n = fn->ir->blocks.count, depth = 0;
    struct bitset seen = bitset_new(scratch, n), open = bitset_new(scratch, n);
    struct {
        uint32_t block, edge;
    } *stack = arena_alloc_array(scratch, n + 1, sizeof(*stack));

    bitset_add(&seen, 1);
    bitset_add(&open, 1);
    stack[depth++].block = 1;
    while (depth) {
        uint32_t id = stack[depth - 1].block;
        const struct ir_block *block = fn_block(fn, id);
        if (stack[depth - 1].edge == graph_n_successors(block)) {
            bitset_remove(&open, id);
            depth--;
            continue;
        }
        uint32_t to = graph_successor(fn, block, stack[depth - 1].edge++);
        vector_push(&predecessors[to], id);
        if (bitset_has(&open, to))
            vector_push(retreating, (struct edge){id, to});
        if (bitset_add(&seen, to)) {
            bitset_add(&open, to);
            stack[depth].block = to;
            stack[depth++].edge = 0;
        }
    }
}

/* Larger loops first, so that an inner loop comes after those around it. */
static int compare_loops(const void *a, const void *b)
{
    const struct loop *left = a, *right = b;
    uint32_t size_a = bitset_count(&left->blocks), size_b = bitset_count(&right->blocks);

    if (size_a != size_b)
        return size_a > size_b ? -1 : 1;
    return (left->head > right->head) - (left->head < right->head);
}

static void nest(struct fn *fn)
{
    for (uint32_t i = 0; i < fn->n_loops; i++) {
        struct loop *loop = &fn->loops[i];
        loop->parent = fn->loop_of[loop->head];
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
            if (bitset_has(&loop->blocks, id))
                fn->loop_of[id] = i + 1;
    }
}

/* ---- counted loops ---- */

/* The one instruction of the loop that writes the place, if it adds a constant to it. */
static bool find_step(const struct fn *fn, const struct loop *loop, uint32_t place,
                      int64_t *ret_step)
{
    uint32_t writes = 0;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; bitset_has(&loop->blocks, id) && i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            bool adds = instr->op == IR_COMPUTE &&
                        (instr->operation == IR_ADD || instr->operation == IR_SUB) &&
                        instr->a.kind == IR_OPERAND_PLACE && instr->a.index == place &&
                        instr->b.kind == IR_OPERAND_INTEGER;
            if (instr->dst.index != place)
                continue;
            if (!adds || ++writes > 1)
                return false;
            int64_t step = fn->unit->integers[instr->b.index];
            *ret_step = instr->operation == IR_ADD ? step : -step;
        }
    }
    return writes == 1 && *ret_step != 0;
}

/* The constant that the blocks before the loop leave in the place. */
static bool find_first(const struct fn *fn, const struct loop *loop,
                       const struct numbers *predecessors, uint32_t place, int64_t *ret_first)
{
    const struct numbers *before = &predecessors[loop->head];
    bool found = false;

    for (uint32_t i = 0; i < before->count; i++) {
        if (bitset_has(&loop->blocks, before->items[i]))
            continue;
        const struct ir_block *block = fn_block(fn, before->items[i]);
        bool here = false;
        for (uint32_t k = block->instrs.count; k-- > 0 && !here;) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + k];
            if (instr->dst.index != place)
                continue;
            if (instr->op != IR_COPY || instr->a.kind != IR_OPERAND_INTEGER)
                return false;
            int64_t first = fn->unit->integers[instr->a.index];
            if (found && first != *ret_first)
                return false;
            *ret_first = first;
            here = found = true;
        }
        if (!here)
            return false;
    }
    return found;
}

/* How often a loop runs that starts at `first`, adds `step`, and goes on while `relation bound`. */
static bool trips(int64_t first, int64_t step, enum ir_operator relation, int64_t bound,
                  uint64_t *ret_trips)
{
    int64_t distance = 0;

    if (relation == IR_LE)
        bound++;
    else if (relation == IR_GE)
        bound--;
    bool up = (relation == IR_LT || relation == IR_LE || relation == IR_NE) && step > 0;
    bool down = (relation == IR_GT || relation == IR_GE || relation == IR_NE) && step < 0;
    if (!(up || down) || __builtin_sub_overflow(bound, first, &distance))
        return false;
    if (down) {
        distance = -distance;
        step = -step;
    }
    *ret_trips = distance <= 0 ? 0 : ((uint64_t)distance + (uint64_t)step - 1) / (uint64_t)step;
    return true;
}

bool graph_trips(const struct fn *fn, const struct loop *loop, int64_t bound, uint64_t *ret_trips)
{
    const struct ir_block *head = fn_block(fn, loop->head);
    enum ir_operator relation = (enum ir_operator)head->relation;

    if (!bitset_has(&loop->blocks, head->target[0].index))
        relation = relation_negate(relation);
    return loop->steps && trips(loop->begin, loop->step, relation, bound, ret_trips);
}

static void count(const struct fn *fn, struct loop *loop, const struct numbers *predecessors)
{
    const struct ir_block *head = fn_block(fn, loop->head);
    bool stays = head->end == IR_END_BRANCH && bitset_has(&loop->blocks, head->target[0].index) !=
                                                   bitset_has(&loop->blocks, head->target[1].index);

    loop->forever = head->flags & IR_BLOCK_LOOP_FOREVER;
    if (!stays || loop->irreducible || head->a.kind != IR_OPERAND_PLACE)
        return;

    loop->steps = find_step(fn, loop, head->a.index, &loop->step) &&
                  find_first(fn, loop, predecessors, head->a.index, &loop->begin);
    loop->counted = loop->steps && head->b.kind == IR_OPERAND_INTEGER &&
                    graph_trips(fn, loop, fn->unit->integers[head->b.index], &loop->trips);
}

/* Whether an edge leads back in the order of the blocks, as one of each loop must. */
static bool leads_back(const struct fn *fn)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
            if (graph_successor(fn, block, edge) <= id)
                return true;
    }
    return false;
}

void loops_find(struct program *program, uint32_t number)
{
    struct fn *fn = &program->fns[number];
    uint32_t n = fn->ir->blocks.count;

    if (fn->loops_known)
        return;
    fn->loops_known = true;
    fn->loop_of = ARENA_ARRAY(program->run, uint32_t, n);
    if (!leads_back(fn))
        return;
    struct arena *scratch = arena_new();
    struct numbers *predecessors = ARENA_ARRAY(scratch, struct numbers, n);
    struct edges retreating = {0};
    VECTOR(struct loop) loops = {0};

    walk(fn, scratch, predecessors, &retreating);
    for (uint32_t i = 0; i < retreating.count; i++) {
        struct edge edge = retreating.items[i];
        struct loop *loop = loop_with_head(loops.items, loops.count, edge.to);
        if (!loop) {
            vector_push(&loops,
                        (struct loop){.head = edge.to, .blocks = bitset_new(program->run, n)});
            loop = vector_last(&loops);
        }
        fill_loop(predecessors, loop, edge.from);
    }
    if (loops.count)
        qsort(loops.items, loops.count, sizeof(*loops.items), compare_loops);
    fn->n_loops = loops.count;
    fn->loops = arena_copy(program->run, loops.items, loops.count * sizeof(*loops.items));
    for (uint32_t i = 0; i < fn->n_loops; i++)
        count(fn, &fn->loops[i], predecessors);
    nest(fn);
    for (uint32_t i = 0; i < n; i++)
        vector_deinit(&predecessors[i]);
    vector_deinit(&retreating);
    vector_deinit(&loops);
    arena_free(scratch);
}
