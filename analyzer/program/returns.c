/* Which functions never return: exit(), abort(), die() and whatever only ends in them.
 *
 * Requires targets. Yields fn.never_returns, as the least fixpoint from below: a function is assumed
 * to return until all its paths are seen to end in calls that never do. And fn.result, where all that is
 * ever returned is one number: exec(), say, returns to tell of its failure only. */
#include "program/graph.h"

#include <string.h>

#include "program/conditions.h"
#include "program/model_control.h"

/* Calls from one function into the next that hand on a result. */
enum { RESULT_DEPTH = 4 };

/* What a function returns: the operands at its ends. */
struct returned {
    bool any;
    bool differs; /* no one number */
    int64_t number;
};

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

/* Meets the end of a block that returns. False: there is no need to look further. */
typedef bool visit_end(const struct program *program, const struct fn *fn,
                       const struct ir_block *block, struct returned *returned);

static void visit_ends(const struct program *program, const struct fn *fn, struct arena *scratch,
                       visit_end *visit, struct returned *returned)
{
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool goes_on = true;

    vector_push(&todo, 1);
    bitset_add(&seen, 1);
    while (todo.count && goes_on) {
        const struct ir_block *block =
            ir_block(fn->unit, fn->ir, (struct ir_block_id){vector_pop(&todo)});
        uint32_t call = graph_first_call(fn, block->instrs.first);
        if (block_stops(program, fn, block, &call))
            continue;
        goes_on = block->end != IR_END_RETURN || visit(program, fn, block, returned);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t to = graph_successor(fn, block, edge);
            if (bitset_add(&seen, to))
                vector_push(&todo, to);
        }
    }
    vector_deinit(&todo);
}

static bool note_return(const struct program *program, const struct fn *fn,
                        const struct ir_block *block, struct returned *returned)
{
    (void)program, (void)fn, (void)block;
    returned->any = true;
    return false;
}

static bool may_return(const struct program *program, const struct fn *fn, struct arena *scratch)
{
    struct returned returned = {0};

    visit_ends(program, fn, scratch, note_return, &returned);
    return returned.any;
}

/* The number that the operand surely is: written so, or what a function returns whose result is known. */
static bool number_returned(const struct program *program, const struct fn *fn,
                            struct ir_operand operand, int64_t *ret_number)
{
    if (operand.kind == IR_OPERAND_INTEGER) {
        *ret_number = fn->unit->integers[operand.index];
        return true;
    }
    const struct ir_instr *write =
        operand.kind == IR_OPERAND_PLACE ? conditions_only_write(fn, operand.index) : NULL;
    if (!write || write->op != IR_CALL)
        return false;
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(write - fn->unit->instrs))];
    return returns_one(program, site, ret_number);
}

static bool compare_return(const struct program *program, const struct fn *fn,
                           const struct ir_block *block, struct returned *returned)
{
    int64_t number = 0;
    bool is_known = number_returned(program, fn, block->a, &number);

    returned->differs |= !is_known || (returned->any && number != returned->number);
    returned->any = true;
    returned->number = number;
    return !returned->differs;
}

bool returns_one(const struct program *program, const struct call_site *call, int64_t *ret_number)
{
    if (call->targets.count != 1 || call->unresolved)
        return false;
    const struct fn *target = &program->fns[call->targets.items[0]];
    *ret_number = target->result;
    return target->has_result;
}

static void find_results(struct program *program, struct arena *scratch)
{
    for (uint32_t round = 0; round < RESULT_DEPTH; round++)
        for (uint32_t i = 1; i < program->n_fns; i++) {
            struct fn *fn = &program->fns[i];
            struct returned returned = {0};
            if (fn->has_result || fn->never_returns || fn->ir->flags & IR_FUNCTION_DAMAGED)
                continue;
            visit_ends(program, fn, scratch, compare_return, &returned);
            fn->has_result = returned.any && !returned.differs;
            fn->result = fn->has_result ? returned.number : 0;
            arena_reset(scratch);
        }
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
        program->fns[i].contains = program->fns[i].is_model && model_contains(program, i);
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
    find_results(program, scratch);
    vector_deinit(&todo);
    arena_free(scratch);
}
