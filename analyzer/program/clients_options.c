/* Clients that a word asks for: an option of a configuration, an argument. The next one takes the place of the first
 * where the same word is said twice, which nobody does.
 *
 * Told by a loop that waits for nothing, and in it a comparison of some text with a literal that every way to the
 * call passes, where they are equal.
 *
 * Requires contexts. */
#include "program/clients.h"
#include "program/conditions.h"
#include "program/solver.h"
#include "program/stores.h"

/* Whether the operand is a text that varies: no literal. */
static bool is_text(const struct fn *fn, struct ir_operand operand)
{
    if (operand.kind == IR_OPERAND_ADDRESS)
        return true;
    return operand.kind == IR_OPERAND_PLACE &&
           stores_type_of_place(fn, (struct ir_place_id){operand.index})->kind == IR_TYPE_POINTER;
}

/* Whether the instruction compares a text with a literal: a call of a function of the system that gets both. */
static bool compares_words(const struct program *program, const struct fn *fn, uint32_t number)
{
    const struct ir_instr *call = &fn->unit->instrs[number];
    bool has_literal = false, has_text = false;

    if (call->op != IR_CALL || call->arguments.count < 2)
        return false;
    for (uint32_t i = 0; i < 2; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        has_literal |= argument.kind == IR_OPERAND_STRING;
        has_text |= is_text(fn, argument);
    }
    const struct call_site *site = &fn->calls[graph_first_call(fn, number)];
    return has_literal && has_text && site->entity &&
           program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;
}

/* The way out of the block that is taken where its last call has found the words equal; -1 = it asks for no such
 * thing. */
static int edge_if_equal(const struct program *program, const struct fn *fn,
                         const struct ir_block *block)
{
    int64_t number = -1;

    if (block->end != IR_END_BRANCH || block->a.kind != IR_OPERAND_PLACE ||
        !fn_number(fn, block->b, &number) || number != 0 ||
        (block->relation != IR_EQ && block->relation != IR_NE))
        return -1;
    for (uint32_t i = block->instrs.count; i-- > 0;) {
        uint32_t instr = block->instrs.first + i;
        if (fn->unit->instrs[instr].dst.index == block->a.index)
            return compares_words(program, fn, instr) ? block->relation == IR_NE : -1;
    }
    return -1;
}

/* Whether control gets from the loop's head to the block where no word has been found equal. */
static bool is_reached_unasked(const struct program *program, const struct fn *fn,
                               const struct loop *loop, uint32_t block)
{
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool found = false;

    vector_push(&todo, loop->head);
    while (todo.count && !found) {
        uint32_t id = vector_pop(&todo);
        int equal = edge_if_equal(program, fn, fn_block(fn, id));
        found = id == block;
        for (uint32_t edge = 0; edge < graph_n_successors(fn_block(fn, id)); edge++) {
            uint32_t to = graph_successor(fn, fn_block(fn, id), edge);
            if ((int)edge != equal && bitset_has(&loop->blocks, to) && bitset_add(&seen, to))
                vector_push(&todo, to);
        }
    }
    vector_deinit(&todo);
    arena_free(scratch);
    return found;
}

bool clients_said_twice(const struct program *program, const struct loss_record *loss)
{
    const struct fn *fn = &program->fns[loss->fn];
    uint32_t block = loss->made_in_block;

    bool is_same = loss->at.line == loss->made_at.line && loss->at.file == loss->made_at.file;
    if (loss->loss != LOSS_OVERWRITTEN || !is_same || !fn->loop_of[block])
        return false;
    for (uint32_t loop = fn->loop_of[block]; loop; loop = fn->loops[loop - 1].parent)
        if (contexts_loop_source(program, loss->fn, &fn->loops[loop - 1], block) != SOURCE_NONE)
            return false;
    return !is_reached_unasked(program, fn, &fn->loops[fn->loop_of[block] - 1], block);
}
