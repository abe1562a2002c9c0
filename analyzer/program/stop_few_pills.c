/* The last message that is no object, but a value that no other message has: NULL, or the address of something that is kept
 * for nothing else.
 *
 *     while ((job = take(&queue)) != NULL)           put(&queue, NULL);
 *         work(job);                                 join all
 *
 * Requires channels. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/stop_few_inside.h"
#include "program/stores.h"

/* The global whose address the operand is; 0 = none. */
static uint32_t global_at(const struct program *program, uint32_t number, struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_ADDRESS &&
                   fn_place(&program->fns[number], operand.index)->kind == IR_PLACE_GLOBAL
               ? element_of_named_place(program, number, (struct ir_place_id){operand.index})
               : 0;
}

/* Whether the two operands, each of its function, are the same value of that kind. */
static bool is_same(const struct program *program, uint32_t fn_a, struct ir_operand a,
                    uint32_t fn_b, struct ir_operand b)
{
    uint32_t global = global_at(program, fn_a, a);
    int64_t number_a, number_b;

    if (global)
        return global == global_at(program, fn_b, b);
    return fn_number(&program->fns[fn_a], a, &number_a) &&
           fn_number(&program->fns[fn_b], b, &number_b) && number_a == number_b;
}

/* Whether the place is a pointer. */
static bool is_pointer(const struct fn *fn, uint32_t place)
{
    return stores_type_of_place(fn, (struct ir_place_id){place})->kind == IR_TYPE_POINTER;
}

/* Whether the call, which takes, may yield such a value by itself, as where the queue is closed. */
static bool yields_it_itself(const struct program *program, uint32_t number,
                             const struct ir_instr *take, struct ir_operand pill)
{
    const struct fn *fn = &program->fns[number];
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(take - fn->unit->instrs))];

    for (uint32_t t = 0; t < site->targets.count; t++) {
        const struct fn *callee = &program->fns[site->targets.items[t]];
        for (uint32_t id = 1; id < callee->ir->blocks.count; id++) {
            const struct ir_block *block = fn_block(callee, id);
            const struct ir_instr *write = fn_local(callee, block->a) && block->end == IR_END_RETURN
                                               ? conditions_only_write(callee, block->a.index)
                                               : NULL;
            if (block->end == IR_END_RETURN &&
                ((fn_local(callee, block->a) && !write) ||
                 is_same(program, number, pill, site->targets.items[t], block->a)))
                return true;
        }
    }
    return site->targets.count != 1 || site->unresolved;
}

bool few_takes_pill(struct last_message *last)
{
    const struct program *program = last->question->program;
    const struct ir_block *block = fn_block(last->fn, last->block);
    int64_t number;

    if (block->end != IR_END_BRANCH || !fn_local(last->fn, block->a) ||
        !is_pointer(last->fn, block->a.index) ||
        (block->relation != IR_EQ && block->relation != IR_NE) ||
        (!fn_number(last->fn, block->b, &number) && !global_at(program, last->number, block->b)))
        return false;
    const struct ir_instr *write = conditions_only_write(last->fn, block->a.index);
    const struct channel_use *taking = few_taking(last, block->a.index);
    if (!taking || !taking->forever || !write || write->op != IR_CALL ||
        yields_it_itself(program, last->number, write, block->b))
        return false;
    last->taken = block->a.index;
    last->pill = block->b;
    last->pill_name = block->b.kind == IR_OPERAND_ADDRESS
                          ? question_name(program, global_at(program, last->number, block->b))
                          : "NULL";
    last->receive = taking;
    return last->pill_name != NULL;
}

bool few_is_pill(const struct last_message *last, uint32_t id, uint32_t edge)
{
    const struct ir_block *block = fn_block(last->fn, id);

    return block->end == IR_END_BRANCH && block->a.kind == IR_OPERAND_PLACE &&
           block->a.index == last->taken &&
           is_same(last->question->program, last->number, last->pill, last->number, block->b) &&
           block->relation == (edge == 0 ? IR_EQ : IR_NE);
}

/* The parameter of the function that the operand, a pointer, is; 0 = it is none. */
static uint32_t pointer_parameter(const struct fn *fn, struct ir_operand operand)
{
    uint32_t local = fn_local(fn, operand);

    return local && local <= fn->ir->n_parameters && is_pointer(fn, operand.index) &&
                   !conditions_only_write(fn, operand.index)
               ? local
               : 0;
}

/* Adds the calls that give the function the message for its parameter; false = not all are known. */
static bool add_callers(const struct last_message *last, uint32_t number, uint32_t parameter,
                        struct points *ret_sends)
{
    const struct program *program = last->question->program;
    const struct fn *fn = &program->fns[number];

    if (members_has_unseen_callers(program, number))
        return false;
    for (uint32_t k = 0; k < fn->n_called_at; k++) {
        uint32_t caller = fn->called_at[k].fn;
        const struct fn *above = &program->fns[caller];
        const struct call_site *site = &above->calls[fn->called_at[k].call];
        const struct ir_instr *call = &above->unit->instrs[site->instr];
        if (parameter > call->arguments.count)
            return false;
        struct ir_operand given = above->unit->operands[call->arguments.first + parameter - 1];
        if (pointer_parameter(above, given))
            return false;
        if (contexts_reached(program, caller) &&
            is_same(program, last->number, last->pill, caller, given))
            vector_push(ret_sends, (struct point){caller, site->block, site->instr});
    }
    return true;
}

/* Adds the send, or the calls above it, where it is one of that message; false = that is not known. */
static bool add_send(const struct last_message *last, const struct channel_use *send,
                     struct points *ret_sends)
{
    const struct program *program = last->question->program;
    const struct fn *fn = &program->fns[send->fn];
    const struct ir_instr *call = &fn->unit->instrs[send->instr];

    if (call->op != IR_CALL) { /* it is put there in place */
        uint32_t stored = call->op == IR_COPY ? pointer_parameter(fn, call->a) : 0;
        return stored && add_callers(last, send->fn, stored, ret_sends);
    }
    for (uint32_t k = 0; k < call->arguments.count; k++) {
        struct ir_operand given = fn->unit->operands[call->arguments.first + k];
        uint32_t parameter = given.index == send->place ? 0 : pointer_parameter(fn, given);
        if (parameter && !add_callers(last, send->fn, parameter, ret_sends))
            return false;
        if (!is_same(program, last->number, last->pill, send->fn, given))
            continue;
        vector_push(ret_sends, (struct point){send->fn, send->block, send->instr});
        break;
    }
    return true;
}

bool few_find_pills(const struct last_message *last, struct points *ret_sends)
{
    const struct channels *channels = channels_of(last->question->program);
    const struct channel *channel = channels_find(channels, last->receive);

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        bool ends = use->kind == USE_CLOSE || use->kind == USE_FINISH || use->kind == USE_TIMEOUT;
        if (!use->reached)
            continue;
        if (ends || (use->kind == USE_SEND && !add_send(last, use, ret_sends)))
            return false;
    }
    return true;
}
