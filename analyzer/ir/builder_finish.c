/* The end of a function: its draft's graph is made small and moved into the unit's pools.
 *
 * Requires a draft whose reachable blocks are ended. Steps, each of which needs those before it:
 *   thread    edges into empty blocks that only jump go where these lead
 *   mark      count the edges into each block that the entry reaches; drop the other blocks
 *   merge     a block joins its only predecessor, when that one only jumps to it
 *   number    the blocks that are left, in the order in which they first became current
 *   move      locals, places, blocks, instructions, arguments and cases into the unit */
#include "ir/builder.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vector.h"
#include "ir/builder_internal.h"
#include "ir/ir.h"

/* The facts about a draft's blocks, each by the block's index in the draft. */
struct graph {
    struct draft *draft;
    uint32_t *forward; /* where an edge into the block really goes */
    uint32_t *edges;   /* edges into it from blocks that are reached; the entry has one more */
    uint32_t *number;  /* its number in the finished function, 0 = none */
    uint32_t *stack;   /* room for each block once */
};

static struct draft_block *block_at(const struct graph *graph, uint32_t index)
{
    return &graph->draft->blocks.items[index];
}

/* ---- thread ---- */

static bool is_forwarding(const struct draft_block *draft_block)
{
    return !draft_block->first && draft_block->block.end == IR_END_JUMP &&
           !(draft_block->block.flags & IR_BLOCK_LOOP_HEAD);
}

/* Follows the empty blocks from `start` to the block where they end, or to the block where they run
 * in a circle, and sets the forward of each on the way. 0 = not yet known. */
static void find_forward(struct graph *graph, uint32_t start)
{
    uint32_t depth = 0;
    uint32_t at = start;

    while (!graph->forward[at] && is_forwarding(block_at(graph, at))) {
        graph->forward[at] = at; /* on the way: coming here again closes a circle */
        graph->stack[depth++] = at;
        at = block_at(graph, at)->block.target[0].index;
    }
    if (!graph->forward[at])
        graph->forward[at] = at;
    uint32_t goal = graph->forward[at];
    while (depth > 0)
        graph->forward[graph->stack[--depth]] = goal;
}

/* True when the block's end can only go to one block. */
static bool has_one_target(const struct graph *graph, const struct ir_block *block)
{
    uint32_t target = block->target[0].index;

    if (block->end == IR_END_BRANCH)
        return block->target[1].index == target;
    if (block->end != IR_END_SWITCH && block->end != IR_END_ANY)
        return false;
    for (uint32_t i = 0; i < block->cases.count; i++)
        if (graph->draft->cases.items[block->cases.first + i].target.index != target)
            return false;
    return true;
}

static void redirect_block(struct graph *graph, struct ir_block *block)
{
    block->target[0].index = graph->forward[block->target[0].index];
    block->target[1].index = graph->forward[block->target[1].index];
    for (uint32_t i = 0; i < block->cases.count; i++) {
        struct ir_case *one = &graph->draft->cases.items[block->cases.first + i];
        one->target.index = graph->forward[one->target.index];
    }
    if (has_one_target(graph, block)) {
        struct ir_block jump = {.end = IR_END_JUMP, .flags = block->flags, .at = block->at};
        jump.target[0] = block->target[0];
        *block = jump;
    }
}

static void thread_jumps(struct graph *graph)
{
    for (uint32_t i = 1; i < graph->draft->blocks.count; i++)
        find_forward(graph, i);
    for (uint32_t i = 1; i < graph->draft->blocks.count; i++)
        redirect_block(graph, &block_at(graph, i)->block);
}

/* ---- mark ---- */

/* Counts the edge; a block that is reached for the first time is pushed. */
static void count_edge(struct graph *graph, uint32_t target, uint32_t *depth)
{
    if (target && graph->edges[target]++ == 0)
        graph->stack[(*depth)++] = target;
}

static void mark_reached(struct graph *graph)
{
    uint32_t depth = 0;

    count_edge(graph, 1, &depth);
    while (depth > 0) {
        const struct ir_block *block = &block_at(graph, graph->stack[--depth])->block;
        assert(block->end);
        count_edge(graph, block->target[0].index, &depth);
        count_edge(graph, block->target[1].index, &depth);
        for (uint32_t i = 0; i < block->cases.count; i++)
            count_edge(graph, graph->draft->cases.items[block->cases.first + i].target.index,
                       &depth);
    }
}

/* ---- merge ---- */

/* The block that can join `index`, or 0. */
static uint32_t find_mergeable(const struct graph *graph, uint32_t index)
{
    const struct ir_block *block = &block_at(graph, index)->block;
    uint32_t next = block->target[0].index;

    if (block->end != IR_END_JUMP || next == index || graph->edges[next] != 1 || next == 1)
        return 0;
    return block_at(graph, next)->block.flags & IR_BLOCK_LOOP_HEAD ? 0 : next;
}

static void merge_block(struct graph *graph, uint32_t index, uint32_t next)
{
    struct draft_block *into = block_at(graph, index);
    struct draft_block *from = block_at(graph, next);
    uint16_t flags = into->block.flags;

    if (!into->last)
        into->first = from->first;
    else
        graph->draft->instrs.items[into->last].next = from->first;
    if (from->last)
        into->last = from->last;
    into->block = from->block;
    into->block.flags = flags;
    graph->edges[next] = 0;
}

static void merge_blocks(struct graph *graph)
{
    for (uint32_t i = 1; i < graph->draft->blocks.count; i++) {
        if (!graph->edges[i])
            continue;
        for (uint32_t next = find_mergeable(graph, i); next; next = find_mergeable(graph, i))
            merge_block(graph, i, next);
    }
}

/* ---- number and move ---- */

/* Returns how many blocks are left. */
static uint32_t number_blocks(struct graph *graph)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < graph->draft->order.count; i++) {
        uint32_t index = graph->draft->order.items[i];
        if (graph->edges[index])
            graph->number[index] = ++count;
    }
    return count;
}

static struct ir_range move_arguments(struct ir_builder *builder, struct ir_range from)
{
    struct ir_range run = {from.count ? builder->operands.count : 0, from.count};

    for (uint32_t i = 0; i < from.count; i++)
        vector_push(&builder->operands, builder->draft.operands.items[from.first + i]);
    return run;
}

static struct ir_range move_instrs(struct ir_builder *builder, uint32_t first)
{
    struct ir_range run = {first ? builder->instrs.count : 0, 0};

    while (first) {
        const struct draft_instr *draft_instr = &builder->draft.instrs.items[first];
        struct ir_instr instr = draft_instr->instr;
        if (instr.op == IR_CALL)
            instr.arguments = move_arguments(builder, instr.arguments);
        if (instr.op == IR_UNKNOWN)
            builder->draft.function.n_unknown++;
        vector_push(&builder->instrs, instr);
        run.count++;
        first = draft_instr->next;
    }
    return run;
}

static struct ir_range move_cases(struct ir_builder *builder, const struct graph *graph,
                                  struct ir_range from)
{
    struct ir_range run = {from.count ? builder->cases.count : 0, from.count};

    for (uint32_t i = 0; i < from.count; i++) {
        struct ir_case one = builder->draft.cases.items[from.first + i];
        one.target.index = graph->number[one.target.index];
        vector_push(&builder->cases, one);
    }
    return run;
}

static struct ir_range move_blocks(struct ir_builder *builder, const struct graph *graph,
                                   uint32_t count)
{
    struct ir_range run = {builder->blocks.count, count + 1};

    vector_push(&builder->blocks, (struct ir_block){0});
    for (uint32_t i = 0; i < builder->draft.order.count; i++) {
        uint32_t index = builder->draft.order.items[i];
        if (!graph->number[index])
            continue;
        struct ir_block block = block_at(graph, index)->block;
        block.instrs = move_instrs(builder, block_at(graph, index)->first);
        block.target[0].index = graph->number[block.target[0].index];
        block.target[1].index = graph->number[block.target[1].index];
        block.cases = move_cases(builder, graph, block.cases);
        vector_push(&builder->blocks, block);
    }
    return run;
}

static void move_function(struct ir_builder *builder, const struct graph *graph, uint32_t n_blocks)
{
    struct draft *draft = &builder->draft;
    struct ir_function *fn = &draft->function;

    fn->blocks = move_blocks(builder, graph, n_blocks);
    fn->locals = (struct ir_range){builder->locals.count, draft->locals.count};
    fn->places = (struct ir_range){builder->places.count, draft->places.count};
    for (uint32_t i = 0; i < draft->locals.count; i++)
        vector_push(&builder->locals, draft->locals.items[i]);
    for (uint32_t i = 0; i < draft->places.count; i++)
        vector_push(&builder->places, draft->places.items[i]);
    vector_push(&builder->functions, *fn);
}

static bool unit_has_room(struct ir_builder *builder)
{
    const struct draft *draft = &builder->draft;

    return ir_builder_has_room(builder, builder->functions.count, 1) &&
           ir_builder_has_room(builder, builder->locals.count, draft->locals.count) &&
           ir_builder_has_room(builder, builder->places.count, draft->places.count) &&
           ir_builder_has_room(builder, builder->blocks.count, draft->blocks.count) &&
           ir_builder_has_room(builder, builder->instrs.count, draft->instrs.count) &&
           ir_builder_has_room(builder, builder->operands.count, draft->operands.count) &&
           ir_builder_has_room(builder, builder->cases.count, draft->cases.count);
}

void ir_builder_end_function(struct ir_builder *builder, struct ir_location end)
{
    struct draft *draft = &builder->draft;

    assert(draft->is_open);
    draft->function.end = end;
    /* An overflowed draft may have ends that lead to block 0; the unit is void anyway. */
    if (!builder->overflowed && unit_has_room(builder)) {
        struct arena *scratch = arena_new();
        uint32_t n_blocks = draft->blocks.count;
        struct graph graph = {
            .draft = draft,
            .forward = ARENA_ARRAY(scratch, uint32_t, n_blocks),
            .edges = ARENA_ARRAY(scratch, uint32_t, n_blocks),
            .number = ARENA_ARRAY(scratch, uint32_t, n_blocks),
            .stack = ARENA_ARRAY(scratch, uint32_t, n_blocks),
        };
        thread_jumps(&graph);
        mark_reached(&graph);
        merge_blocks(&graph);
        move_function(builder, &graph, number_blocks(&graph));
        arena_free(scratch);
    }
    ir_draft_reset(draft);
}
