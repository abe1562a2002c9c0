/* Constants: what can be told of an expression without lowering it. */
#include "frontend/lower.h"

#include <stdint.h>

/* NOLINTBEGIN(misc-no-recursion): as deep as the expression, see fold_constant() */

/* The constant as a value of the expression's type. */
static bool as_type(struct lowering *l, CXCursor e, int64_t value, int64_t *ret_value)
{
    struct ir_operand operand = ir_builder_integer(l->builder, value);

    return ir_builder_is_integer(l->builder, convert(l, operand, type_of(l, e)), ret_value);
}

static bool fold_unary(struct lowering *l, CXCursor e, int64_t *ret_value)
{
    enum CXUnaryOperatorKind kind = l->clang->getCursorUnaryOperatorKind(e);
    bool is_folded = kind == CXUnaryOperator_LNot || kind == CXUnaryOperator_Minus ||
                     kind == CXUnaryOperator_Not || kind == CXUnaryOperator_Plus ||
                     kind == CXUnaryOperator_Extension;
    int64_t value;
    CXCursor target;

    if (!is_folded || !last_expression(l, e, &target) || !fold_constant(l, target, &value))
        return false;
    uint64_t bits = (uint64_t)value;
    if (kind == CXUnaryOperator_LNot)
        bits = value == 0;
    else if (kind == CXUnaryOperator_Minus)
        bits = 0 - bits;
    else if (kind == CXUnaryOperator_Not)
        bits = ~bits;
    return as_type(l, e, (int64_t)bits, ret_value);
}

static bool fold_operator(struct lowering *l, CXCursor e, int64_t *ret_value)
{
    struct cursors parts = children_of(l, e);
    enum CXBinaryOperatorKind kind = l->clang->getCursorBinaryOperatorKind(e);
    enum ir_operator operation = ir_operator_of(kind);
    bool is_logical = kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr;
    int64_t a, b;

    if ((!is_logical && operation == IR_NO_OPERATOR) || parts.count != 2 ||
        !fold_constant(l, parts.items[0], &a))
        return false;
    if (is_logical && (a != 0) == (kind == CXBinaryOperator_LOr)) { /* b is not evaluated */
        *ret_value = a != 0;
        return true;
    }
    if (!fold_constant(l, parts.items[1], &b))
        return false;
    if (is_logical) {
        *ret_value = b != 0;
        return true;
    }
    struct ir_operand folded = fold_binary(l, operation, ir_builder_integer(l->builder, a),
                                           ir_builder_integer(l->builder, b), type_of(l, e));
    return ir_builder_is_integer(l->builder, folded, ret_value);
}

/* Casts change constants only to what the type can hold. */
static bool fold_cast(struct lowering *l, CXCursor e, int64_t *ret_value)
{
    CXCursor child;
    int64_t value;

    return last_expression(l, e, &child) && fold_constant(l, child, &value) &&
           as_type(l, e, value, ret_value);
}

static bool is_single(struct lowering *l, CXCursor e)
{
    return children_of(l, e).count == 1;
}

static bool fold(struct lowering *l, CXCursor e, int64_t *ret_value)
{
    switch ((int)kind_of(e)) {
    case CXCursor_IntegerLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_CXXBoolLiteralExpr:
    case CXCursor_UnaryExpr:
        return evaluate(l, e, ret_value);
    case CXCursor_DeclRefExpr:
        e = l->clang->getCursorReferenced(e);
        if (kind_of(e) != CXCursor_EnumConstantDecl)
            return false;
        *ret_value = l->clang->getEnumConstantDeclValue(e);
        return true;
    case CXCursor_UnexposedExpr: /* one with more children is no cast */
        return is_single(l, e) && fold_cast(l, e, ret_value);
    case CXCursor_ParenExpr:
    case CXCursor_CStyleCastExpr:
        return fold_cast(l, e, ret_value);
    case CXCursor_UnaryOperator:
        return fold_unary(l, e, ret_value);
    case CXCursor_BinaryOperator:
        return fold_operator(l, e, ret_value);
    default:
        return false;
    }
}

/* libclang's own evaluation is asked about leaves only: of the rest it folds what has effects, too.
 * Recursion is as deep as the expression, up to LOWER_MAX_DEPTH, and ends at the first leaf that is
 * no constant. */
bool fold_constant(struct lowering *l, CXCursor e, int64_t *ret_value)
{
    bool is_constant = ++l->depth <= LOWER_MAX_DEPTH && fold(l, e, ret_value);

    l->depth--;
    return is_constant;
}

/* NOLINTEND(misc-no-recursion) */
