/* A local of which nothing was known is known better behind a comparison with a number. */
#include "program/solver.h"

/* What nothing was known of gets a name, so that what is known now is known as long as it stays what it is: a count
 * that is asked twice answers twice the same. */
static void name_local(struct frame *frame, struct state *state, struct ir_operand operand,
                       uint32_t loc, enum ir_operator relation, int64_t number)
{
    struct value symbol = value_of(VALUE_SYMBOL, frame->unit->n_instrs + operand.index);

    state_forget_symbol(state, symbol.id);
    if (state_assume(state, symbol, relation, number))
        state_set(state, loc, symbol);
}

void refined_local(struct frame *frame, struct state *state, struct ir_operand operand,
                   enum ir_operator relation, int64_t number)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return;

    uint32_t loc = memory_place(frame, state, (struct ir_place_id){operand.index});
    const struct loc *self = loc_get(frame->space, loc);
    if (self->root != LOC_LOCAL || self->has_each)
        return;
    struct value old;
    bool is_known = state_find(state, loc, &old);
    bool is_address = is_known && old.kind == VALUE_ADDRESS;
    bool is_nonzero = is_known && old.kind == VALUE_NONZERO;
    bool is_one_of_many = is_known && old.kind == VALUE_INITIAL;
    bool tells_zero = number == 0 && relation != IR_GE && relation != IR_LE;
    if (relation == IR_EQ)
        state_set(state, loc, value_int(number));
    else if (!tells_zero && memory_read(frame, state, loc).kind == VALUE_ANY)
        name_local(frame, state, operand, loc, relation, number);
    else if (is_known && old.kind == VALUE_BITS && value_bits_set(old))
        return;
    else if (is_address && relation == IR_NE && number == 0)
        state_set(state, loc, value_of(VALUE_ADDRESS, old.id));
    else if (is_one_of_many && relation == IR_NE && number == 0)
        state_set(state, loc,
                  (struct value){.kind = VALUE_INITIAL, .id = old.id, .n = INITIAL_NONZERO});
    else if (is_address || is_one_of_many)
        return;
    else if (number >= 0 && (relation == IR_GT || (relation == IR_GE && (number || is_nonzero))))
        state_set(state, loc, value_positive());
    else if (number == 0 && (relation == IR_NE || relation == IR_LT || relation == IR_GT))
        state_set(state, loc, value_of(VALUE_NONZERO, 0));
}
