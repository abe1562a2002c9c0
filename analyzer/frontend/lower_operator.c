/* Operators: arithmetic, assignments, increments, and what pointers make of them. */
#include "frontend/lower.h"

#include <stdint.h>

enum ir_operator ir_operator_of(enum CXBinaryOperatorKind kind)
{
    switch ((int)kind) {
    case CXBinaryOperator_Mul:
    case CXBinaryOperator_MulAssign:
        return IR_MUL;
    case CXBinaryOperator_Div:
    case CXBinaryOperator_DivAssign:
        return IR_DIV;
    case CXBinaryOperator_Rem:
    case CXBinaryOperator_RemAssign:
        return IR_MOD;
    case CXBinaryOperator_Add:
    case CXBinaryOperator_AddAssign:
        return IR_ADD;
    case CXBinaryOperator_Sub:
    case CXBinaryOperator_SubAssign:
        return IR_SUB;
    case CXBinaryOperator_Shl:
    case CXBinaryOperator_ShlAssign:
        return IR_SHL;
    case CXBinaryOperator_Shr:
    case CXBinaryOperator_ShrAssign:
        return IR_SHR;
    case CXBinaryOperator_And:
    case CXBinaryOperator_AndAssign:
        return IR_AND;
    case CXBinaryOperator_Xor:
    case CXBinaryOperator_XorAssign:
        return IR_XOR;
    case CXBinaryOperator_Or:
    case CXBinaryOperator_OrAssign:
        return IR_OR;
    case CXBinaryOperator_LT:
        return IR_LT;
    case CXBinaryOperator_GT:
        return IR_GT;
    case CXBinaryOperator_LE:
        return IR_LE;
    case CXBinaryOperator_GE:
        return IR_GE;
    case CXBinaryOperator_EQ:
        return IR_EQ;
    case CXBinaryOperator_NE:
        return IR_NE;
    default:
        return IR_NO_OPERATOR;
    }
}

/* Computes in unsigned numbers, where an overflow is defined; false for what has no value. */
static bool fold(enum ir_operator operation, int64_t a, int64_t b, int64_t *ret_value)
{
    uint64_t x = (uint64_t)a, y = (uint64_t)b;
    bool can_divide = b != 0 && !(a == INT64_MIN && b == -1);
    bool can_shift = b >= 0 && b < 64;

    switch (operation) {
    case IR_EQ:
        *ret_value = a == b;
        return true;
    case IR_NE:
        *ret_value = a != b;
        return true;
    case IR_LT:
        *ret_value = a < b;
        return true;
    case IR_LE:
        *ret_value = a <= b;
        return true;
    case IR_GT:
        *ret_value = a > b;
        return true;
    case IR_GE:
        *ret_value = a >= b;
        return true;
    case IR_ADD:
        *ret_value = (int64_t)(x + y);
        return true;
    case IR_SUB:
        *ret_value = (int64_t)(x - y);
        return true;
    case IR_MUL:
        *ret_value = (int64_t)(x * y);
        return true;
    case IR_DIV:
        *ret_value = can_divide ? a / b : 0;
        return can_divide;
    case IR_MOD:
        *ret_value = can_divide ? a % b : 0;
        return can_divide;
    case IR_AND:
        *ret_value = a & b;
        return true;
    case IR_OR:
        *ret_value = a | b;
        return true;
    case IR_XOR:
        *ret_value = a ^ b;
        return true;
    case IR_SHL:
        *ret_value = can_shift ? (int64_t)(x << y) : 0;
        return can_shift;
    case IR_SHR:
        *ret_value = can_shift ? a >> b : 0;
        return can_shift;
    case IR_NO_OPERATOR:
    case IR_NOT:
    case IR_NEG:
        break;
    }
    return false;
}

struct ir_operand fold_binary(struct lowering *l, enum ir_operator operation, struct ir_operand a,
                              struct ir_operand b, struct ir_type_id type)
{
    int64_t x, y, value;

    if (!ir_builder_is_integer(l->builder, a, &x) || !ir_builder_is_integer(l->builder, b, &y) ||
        !fold(operation, x, y, &value))
        return no_operand();
    return convert(l, ir_builder_integer(l->builder, value), type);
}

static struct ir_operand negated(struct lowering *l, struct ir_operand index)
{
    int64_t value;

    if (ir_builder_is_integer(l->builder, index, &value) && value != INT64_MIN)
        return ir_builder_integer(l->builder, -value);
    return ir_builder_unknown_value();
}

static struct ir_operand pointer_sum(struct lowering *l, struct ir_operand pointer,
                                     enum pointer_from from, struct ir_type_id pointer_type,
                                     struct ir_operand index)
{
    struct ir_type_id element = type_get(l, pointer_type)->element;

    return ir_builder_address(l->builder, offset_place(l, pointer, from, element, index));
}

static struct ir_operand lower_arithmetic(struct lowering *l, CXCursor e,
                                          enum ir_operator operation, struct cursors parts,
                                          struct ir_place_id dst)
{
    struct ir_location at = location_of(l, e);

    if (is_discard(dst)) {
        lower_effect(l, parts.items[0]);
        lower_effect(l, parts.items[1]);
        return no_operand();
    }
    struct ir_type_id type = type_of(l, e);
    struct ir_operand a = lower_value(l, parts.items[0]);
    struct ir_operand b = lower_value(l, parts.items[1]);
    if (is_pointer(l, type)) {
        if (!is_pointer(l, type_of(l, parts.items[0])))
            return pointer_sum(l, b, pointer_from(l, parts.items[1]), type, a);
        return pointer_sum(l, a, pointer_from(l, parts.items[0]), type,
                           operation == IR_SUB ? negated(l, b) : b);
    }
    struct ir_operand folded = fold_binary(l, operation, a, b, type);
    if (folded.kind != IR_OPERAND_NONE)
        return folded;
    struct ir_place_id result = result_place(l, dst, type, at);
    emit_compute(l, result, operation, a, b, at);
    return ir_builder_value(l->builder, result);
}

static struct ir_operand lower_assign(struct lowering *l, CXCursor e, struct cursors parts)
{
    struct ir_place_id place = lower_target(l, parts.items[0]);
    uint16_t flags = l->instr_flags;
    struct ir_location at = location_of(l, e);

    if (is_atomic(l, parts.items[0]))
        l->instr_flags |= IR_INSTR_ATOMIC;
    struct ir_operand value = lower_expression(l, parts.items[1], place);
    if (!is_place(value, place))
        emit_copy(l, place, value, at);
    l->instr_flags = flags;
    return ir_builder_value(l->builder, place);
}

struct ir_operand lower_operator(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    struct cursors parts = children_of(l, e);
    enum CXBinaryOperatorKind kind = l->clang->getCursorBinaryOperatorKind(e);

    if (parts.count != 2) {
        emit_unknown(l, "operator without its operands", location_of(l, e));
        return ir_builder_unknown_value();
    }
    switch ((int)kind) {
    case CXBinaryOperator_Assign:
        return lower_assign(l, e, parts);
    case CXBinaryOperator_Comma:
        lower_effect(l, parts.items[0]);
        return lower_expression(l, parts.items[1], dst);
    case CXBinaryOperator_LAnd:
    case CXBinaryOperator_LOr:
        return lower_logical(l, e, dst);
    default:
        return lower_arithmetic(l, e, ir_operator_of(kind), parts, dst);
    }
}

/* `place op= b`, an increment included. */
static void modify(struct lowering *l, struct ir_place_id place, CXCursor target,
                   enum ir_operator operation, struct ir_operand b, struct ir_location at)
{
    struct ir_type_id type = type_of(l, target);
    struct ir_operand old = ir_builder_value(l->builder, place);
    uint16_t flags = l->instr_flags;

    if (is_atomic(l, target))
        l->instr_flags |= IR_INSTR_ATOMIC;
    if (is_pointer(l, type))
        emit_copy(
            l, place,
            pointer_sum(l, old, POINTER_FROM_VALUE, type, operation == IR_SUB ? negated(l, b) : b),
            at);
    else
        emit_compute(l, place, operation, old, b, at);
    l->instr_flags = flags;
}

struct ir_operand lower_compound_assign(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    struct cursors parts = children_of(l, e);
    enum ir_operator operation = ir_operator_of(l->clang->getCursorBinaryOperatorKind(e));

    (void)dst;
    if (parts.count != 2) {
        emit_unknown(l, "operator without its operands", location_of(l, e));
        return ir_builder_unknown_value();
    }
    struct ir_place_id place = lower_target(l, parts.items[0]);
    struct ir_operand b = lower_value(l, parts.items[1]);
    modify(l, place, parts.items[0], operation, b, location_of(l, e));
    return ir_builder_value(l->builder, place);
}

static struct ir_operand lower_increment(struct lowering *l, CXCursor e, CXCursor target,
                                         enum CXUnaryOperatorKind kind, struct ir_place_id dst)
{
    bool is_post = kind == CXUnaryOperator_PostInc || kind == CXUnaryOperator_PostDec;
    bool is_down = kind == CXUnaryOperator_PostDec || kind == CXUnaryOperator_PreDec;
    struct ir_place_id place = lower_target(l, target);
    struct ir_location at = location_of(l, e);
    struct ir_operand value = ir_builder_value(l->builder, place);

    if (is_post && !is_discard(dst)) {
        struct ir_place_id old = dst;
        if (!dst.index || place_mentions(l, place, dst)) /* as in `i = a[i]++` */
            old = new_temporary(l, type_of(l, target), at);
        emit_copy(l, old, value, at);
        value = ir_builder_value(l->builder, old);
    }
    modify(l, place, target, is_down ? IR_SUB : IR_ADD, ir_builder_integer(l->builder, 1), at);
    return value;
}

static struct ir_operand lower_address(struct lowering *l, CXCursor target)
{
    CXCursor inner = without_casts(l, target);

    if (type_kind(l, type_of(l, inner)) == IR_TYPE_FUNCTION ||
        kind_of(inner) == CXCursor_StringLiteral)
        return lower_value(l, inner);
    return ir_builder_address(l->builder, lower_target(l, inner));
}

static struct ir_operand lower_not(struct lowering *l, CXCursor e, CXCursor target,
                                   struct ir_place_id dst)
{
    struct ir_type_id type = type_of(l, e);
    struct ir_operand a = lower_value(l, target), zero = zero_of(l, type_of(l, target));
    struct ir_operand folded = fold_binary(l, IR_EQ, a, zero, type);
    struct ir_location at = location_of(l, e);

    if (folded.kind != IR_OPERAND_NONE)
        return folded;
    struct ir_place_id result = result_place(l, dst, type, at);
    emit_compute(l, result, IR_EQ, a, zero, at);
    return ir_builder_value(l->builder, result);
}

static struct ir_operand lower_minus(struct lowering *l, CXCursor e, CXCursor target,
                                     enum ir_operator operation, struct ir_place_id dst)
{
    struct ir_type_id type = type_of(l, e);
    struct ir_operand a = lower_value(l, target);
    struct ir_location at = location_of(l, e);
    int64_t value;

    if (ir_builder_is_integer(l->builder, a, &value)) {
        uint64_t bits = operation == IR_NEG ? 0 - (uint64_t)value : ~(uint64_t)value;
        return convert(l, ir_builder_integer(l->builder, (int64_t)bits), type);
    }
    struct ir_place_id result = result_place(l, dst, type, at);
    emit_compute(l, result, operation, a, no_operand(), at);
    return ir_builder_value(l->builder, result);
}

struct ir_operand lower_unary(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    CXCursor target;
    enum CXUnaryOperatorKind kind = l->clang->getCursorUnaryOperatorKind(e);

    if (!last_expression(l, e, &target)) {
        emit_unknown(l, "operator without its operand", location_of(l, e));
        return ir_builder_unknown_value();
    }
    switch ((int)kind) {
    case CXUnaryOperator_PostInc:
    case CXUnaryOperator_PostDec:
    case CXUnaryOperator_PreInc:
    case CXUnaryOperator_PreDec:
        return lower_increment(l, e, target, kind, dst);
    case CXUnaryOperator_AddrOf:
        return lower_address(l, target);
    case CXUnaryOperator_Plus:
    case CXUnaryOperator_Extension:
        return lower_expression(l, target, dst);
    case CXUnaryOperator_Real:
    case CXUnaryOperator_Imag:
        lower_effect(l, target);
        return ir_builder_unknown_value();
    case CXUnaryOperator_Deref:
        /* `*fp`, a function: the same value as `fp`. */
        if (type_kind(l, type_of(l, e)) == IR_TYPE_FUNCTION)
            return lower_value(l, target);
        return read_place(l, lower_place(l, e), type_of(l, e));
    default:
        break;
    }
    if (is_discard(dst)) {
        lower_effect(l, target);
        return no_operand();
    }
    if (kind == CXUnaryOperator_LNot)
        return lower_not(l, e, target, dst);
    return lower_minus(l, e, target, kind == CXUnaryOperator_Minus ? IR_NEG : IR_NOT, dst);
}
