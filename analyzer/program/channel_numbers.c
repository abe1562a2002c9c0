#include "program/channel_numbers.h"

#include <string.h>

#include "program/channels.h"

int64_t channel_number_stored(const struct fn *fn, struct ir_place_id object, const char *field)
{
    int64_t number = ROOM_UNKNOWN, stored = 0;
    bool is_zeroed = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *write = &fn->unit->instrs[i];
            const struct ir_place *place = fn_place(fn, write->dst.index);
            is_zeroed |= write->op == IR_COPY && write->dst.index == object.index &&
                         write->flags & IR_INSTR_INIT && fn_number(fn, write->a, &stored) &&
                         stored == 0;
            if (!write->dst.index || place->kind != IR_PLACE_FIELD ||
                place->parent.index != object.index ||
                strcmp(ir_text(fn->unit, fn->unit->fields[place->argument].name), field) != 0)
                continue;
            if (write->op != IR_COPY || !fn_number(fn, write->a, &stored) ||
                (number != ROOM_UNKNOWN && number != stored))
                return ROOM_UNKNOWN;
            number = stored;
        }
    }
    return number == ROOM_UNKNOWN && is_zeroed ? 0 : number;
}

int64_t channel_number(const struct fn *fn, const struct ir_instr *call, struct model_number number)
{
    if (!number.parameter)
        return number.number;
    if (number.parameter > call->arguments.count)
        return ROOM_UNKNOWN;
    struct ir_operand operand = fn->unit->operands[call->arguments.first + number.parameter - 1];
    if (number.field &&
        (operand.kind != IR_OPERAND_ADDRESS || fn_place(fn, operand.index)->kind != IR_PLACE_LOCAL))
        return ROOM_UNKNOWN;
    if (number.field)
        return channel_number_stored(fn, (struct ir_place_id){operand.index}, number.field);
    if (operand.kind == IR_OPERAND_NULL)
        return 0;
    return operand.kind == IR_OPERAND_INTEGER ? fn->unit->integers[operand.index] : ROOM_UNKNOWN;
}
