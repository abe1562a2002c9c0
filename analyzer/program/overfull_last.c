/* Whether a loop that sends ends because of what is sent: the last message tells the receiver to leave, too.
 *
 * Requires channels, loops. */
#include "program/overfull.h"

#include "program/conditions.h"

static uint32_t place_of(struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_PLACE ? operand.index : 0;
}

static uint32_t local_at_root(const struct fn *fn, struct ir_operand operand)
{
    uint32_t id =
        operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS ? operand.index : 0;

    return fn_root_local(fn, id);
}

/* Locals that are sent, but not the channel; and what they are copies of. */
static struct bitset sent_locals(const struct overfull *question, const struct sending *sending)
{
    const struct fn *fn = &question->program->fns[sending->fn];
    const struct ir_instr *call = &fn->unit->instrs[sending->instr];
    struct bitset locals = bitset_new(question->scratch, fn->ir->locals.count);
    uint32_t channel = local_at_root(fn, (struct ir_operand){IR_OPERAND_PLACE, sending->place});

    for (uint32_t i = 0; call->op == IR_CALL && i < call->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        uint32_t local = local_at_root(fn, operand);
        if (!local || local == channel)
            continue;
        bitset_add(&locals, local);
        const struct ir_instr *write = conditions_only_write(fn, operand.index);
        uint32_t from = write && write->op == IR_COPY ? local_at_root(fn, write->a) : 0;
        if (from)
            bitset_add(&locals, from);
    }
    return locals;
}

/* Whether the operand is a part of what is sent, or says something of it. */
static bool speaks_of(const struct fn *fn, const struct bitset *sent, struct ir_operand operand,
                      uint32_t send)
{
    uint32_t local = local_at_root(fn, operand);

    if (local && bitset_has(sent, local))
        return true;
    const struct ir_instr *write =
        place_of(operand) ? conditions_only_write(fn, operand.index) : NULL;
    if (!write || (uint32_t)(write - fn->unit->instrs) == send)
        return false;
    if (write->op == IR_COPY)
        return local_at_root(fn, write->a) && bitset_has(sent, local_at_root(fn, write->a));
    for (uint32_t i = 0; write->op == IR_CALL && i < write->arguments.count; i++) {
        local = local_at_root(fn, fn->unit->operands[write->arguments.first + i]);
        if (local && bitset_has(sent, local))
            return true;
    }
    return false;
}

bool overfull_tells_end(const struct overfull *question, const struct sending *sending,
                        uint32_t number)
{
    const struct fn *fn = &question->program->fns[sending->fn];
    const struct loop *loop = &fn->loops[number - 1];
    struct bitset sent = sent_locals(question, sending);
    struct bitset seen = bitset_new(question->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool tells = false;

    vector_push(&todo, sending->block);
    while (todo.count && !tells) {
        const struct ir_block *block = fn_block(fn, vector_pop(&todo));
        bool leaves = false;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            leaves |= !bitset_has(&loop->blocks, next);
            if (bitset_has(&loop->blocks, next) && next != loop->head && bitset_add(&seen, next))
                vector_push(&todo, next);
        }
        tells = leaves && (speaks_of(fn, &sent, block->a, sending->instr) ||
                           speaks_of(fn, &sent, block->b, sending->instr));
    }
    vector_deinit(&todo);
    return tells;
}
