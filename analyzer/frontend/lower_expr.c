/* Expressions: which of the other files lowers a kind of expression, and the simple kinds. */
#include "frontend/lower.h"

#include <stdint.h>

/* NOLINTBEGIN(misc-no-recursion): as deep as the source is nested, see enter() */

struct ir_operand declaration_value(struct lowering *l, CXCursor e)
{
    CXCursor declaration = l->clang->getCursorReferenced(e);

    switch ((int)kind_of(declaration)) {
    case CXCursor_EnumConstantDecl:
        return ir_builder_integer(l->builder, l->clang->getEnumConstantDeclValue(declaration));
    case CXCursor_FunctionDecl:
        return ir_builder_function(l->builder, symbol_id(l, declaration));
    case CXCursor_VarDecl:
        return read_place(l, lower_place(l, e), type_of(l, e));
    case CXCursor_ParmDecl:
        return ir_builder_value(l->builder, lower_place(l, e)); /* never an array */
    default:
        emit_unknown(l, "reference to something undeclared", location_of(l, e));
        return ir_builder_unknown_value();
    }
}

static struct ir_operand constant_value(struct lowering *l, CXCursor e)
{
    int64_t value;

    return evaluate(l, e, &value) ? ir_builder_integer(l->builder, value)
                                  : ir_builder_unknown_value();
}

struct ir_operand convert(struct lowering *l, struct ir_operand operand, struct ir_type_id type)
{
    int64_t value;

    if (!ir_builder_is_integer(l->builder, operand, &value))
        return operand;
    const struct ir_type *to = type_get(l, type);
    if (is_pointer(l, type))
        return value ? operand : ir_builder_null();
    if (to->kind == IR_TYPE_OTHER)
        return ir_builder_unknown_value();
    if (to->kind != IR_TYPE_INTEGER || to->count >= sizeof(int64_t) || !to->count)
        return operand.kind == IR_OPERAND_NULL ? ir_builder_integer(l->builder, 0) : operand;

    uint32_t unused = 64 - (uint32_t)to->count * 8;
    uint64_t bits = (uint64_t)value << unused;
    int64_t narrow =
        to->flags & IR_TYPE_SIGNED ? (int64_t)bits >> unused : (int64_t)(bits >> unused);
    return ir_builder_integer(l->builder, narrow);
}

static struct ir_operand lower_cast(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    CXCursor child;

    if (!last_expression(l, e, &child)) {
        emit_unknown(l, "cast without an operand", location_of(l, e));
        return ir_builder_unknown_value();
    }
    struct ir_type_id type = type_of(l, e);
    if (type_kind(l, type) == IR_TYPE_VOID) {
        lower_effect(l, child);
        return no_operand();
    }
    return convert(l, lower_expression(l, child, dst), type);
}

static struct ir_operand lower_parentheses(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    CXCursor child;

    if (last_expression(l, e, &child))
        return lower_expression(l, child, dst);
    return ir_builder_unknown_value();
}

static struct ir_operand lower_by_place(struct lowering *l, CXCursor e)
{
    return read_place(l, lower_place(l, e), type_of(l, e));
}

/* Only what can hold an effect is lowered of `sizeof`: nothing (a VLA's bound is lowered where the
 * array is declared). */
static struct ir_operand lower_generic(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    CXCursor chosen;

    if (choose_generic(l, e, &chosen))
        return lower_expression(l, chosen, dst);
    emit_unknown(l, "_Generic whose choice is not shown", location_of(l, e));
    return ir_builder_unknown_value();
}

static struct ir_operand dispatch(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    enum CXCursorKind kind = kind_of(e);

    switch ((int)kind) {
    case CXCursor_UnexposedExpr:
        return lower_unexposed(l, e, dst);
    case CXCursor_DeclRefExpr:
        return declaration_value(l, e);
    case CXCursor_MemberRefExpr:
    case CXCursor_ArraySubscriptExpr:
    case CXCursor_CompoundLiteralExpr:
    case CXCursor_InitListExpr:
        return lower_by_place(l, e);
    case CXCursor_CallExpr:
        return lower_call(l, e, dst);
    case CXCursor_IntegerLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_CXXBoolLiteralExpr:
    case CXCursor_UnaryExpr: /* sizeof, alignof */
        return constant_value(l, e);
    case CXCursor_CXXNullPtrLiteralExpr:
        return ir_builder_null();
    case CXCursor_FloatingLiteral:
    case CXCursor_ImaginaryLiteral:
    case CXCursor_FixedPointLiteral:
    case CXCursor_AddrLabelExpr:
        return ir_builder_unknown_value();
    case CXCursor_StringLiteral:
        return lower_string(l, e);
    case CXCursor_ParenExpr:
        return lower_parentheses(l, e, dst);
    case CXCursor_UnaryOperator:
        return lower_unary(l, e, dst);
    case CXCursor_BinaryOperator:
        return lower_operator(l, e, dst);
    case CXCursor_CompoundAssignOperator:
        return lower_compound_assign(l, e, dst);
    case CXCursor_ConditionalOperator:
        return lower_conditional(l, e, dst);
    case CXCursor_CStyleCastExpr:
        return lower_cast(l, e, dst);
    case CXCursor_StmtExpr:
        return lower_statement_expression(l, e, dst);
    case CXCursor_GenericSelectionExpr:
        return lower_generic(l, e, dst);
    default:
        if (kind == CXCursor_BlockExpr && keep_for_cleanup(l, e, dst))
            return ir_builder_unknown_value();
        emit_unknown(l, take_clang_string(l, l->clang->getCursorKindSpelling(kind)),
                     location_of(l, e));
        return ir_builder_unknown_value();
    }
}

/* Recursion: bounded by enter(). */
struct ir_operand lower_expression(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    struct ir_operand value = ir_builder_unknown_value();

    if (enter(l, e))
        value = dispatch(l, e, dst);
    leave(l);
    return value;
}

struct ir_operand lower_value(struct lowering *l, CXCursor e)
{
    struct ir_operand value = lower_expression(l, e, (struct ir_place_id){0});

    return value.kind == IR_OPERAND_NONE ? ir_builder_unknown_value() : value;
}

void lower_effect(struct lowering *l, CXCursor e)
{
    lower_expression(l, e, DISCARD);
}

void lower_into(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    struct ir_operand value = lower_expression(l, e, dst);

    if (!is_place(value, dst))
        emit_copy(l, dst, value, location_of(l, e));
}

/* NOLINTEND(misc-no-recursion) */
