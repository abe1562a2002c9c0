/* Which functions never return: exit(), abort(), die() and whatever only ends in them.
 *
 * Requires targets. Yields fn.never_returns, as the least fixpoint from below: a function is assumed
 * to return until all its paths are seen to end in calls that never do. */
#include "program/graph.h"

#include <string.h>

#include "program/model_control.h"

bool returns_never(const struct program *program, const struct fn *fn, const struct call_site *call)
{
    const struct entity *entity = &program->entities[call->entity];

    (void)fn;
    if (call->entity && entity->flags & IR_SYMBOL_NORETURN)
        return true;
    if (!call->targets.count || call->unresolved)
        return false;
    for (uint32_t i = 0; i < call->targets.count; i++)
        if (!program->fns[call->targets.items[i]].never_returns)
            return false;
    return true;
}

static bool block_stops(const struct program *program, const struct fn *fn,
                        const struct ir_block *block, uint32_t *next_call)
{
    uint32_t end = block->instrs.first + block->instrs.count;

    for (; *next_call < fn->n_calls && fn->calls[*next_call].instr < end; ++*next_call)
        if (fn->calls[*next_call].instr >= block->instrs.first &&
            returns_never(program, fn, &fn->calls[*next_call]))
            return true;
    return false;
}

static bool may_return(const struct program *program, const struct fn *fn, struct arena *scratch)
{
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool returns = false;

    vector_push(&todo, 1);
    bitset_add(&seen, 1);
    while (todo.count && !returns) {
        const struct ir_block *block =
            ir_block(fn->unit, fn->ir, (struct ir_block_id){vector_pop(&todo)});
        uint32_t call = graph_first_call(fn, block->instrs.first);
        if (block_stops(program, fn, block, &call))
            continue;
        returns = block->end == IR_END_RETURN;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t to = graph_successor(fn, block, edge);
            if (bitset_add(&seen, to))
                vector_push(&todo, to);
        }
    }
    vector_deinit(&todo);
    return returns;
}

/* Whether the function can be one: it has no return, or calls something that never returns. */
static bool is_candidate(const struct program *program, const struct fn *fn)
{
    for (uint32_t i = 0; i < fn->n_calls; i++)
        if (returns_never(program, fn, &fn->calls[i]))
            return true;
    for (uint32_t i = 1; i < fn->ir->blocks.count; i++)
        if (ir_block(fn->unit, fn->ir, (struct ir_block_id){i})->end == IR_END_RETURN)
            return false;
    return true;
}

void program_find_returns(struct program *program)
{
    struct arena *scratch = arena_new();
    VECTOR(uint32_t) todo = {0};

    for (uint32_t i = 1; i < program->n_fns; i++) {
        program->fns[i].exits_thread = program->fns[i].is_model && model_exits_thread(program, i);
        vector_push(&todo, i);
    }
    while (todo.count) {
        uint32_t number = vector_pop(&todo);
        struct fn *fn = &program->fns[number];
        if (fn->never_returns || !is_candidate(program, fn) || may_return(program, fn, scratch))
            continue;
        fn->never_returns = true;
        for (uint32_t i = 0; i < fn->callers.count; i++)
            vector_push(&todo, fn->callers.items[i]);
        arena_reset(scratch);
    }
    vector_deinit(&todo);
    arena_free(scratch);
}
