/* Choices: conditions as branches, and the expressions that are choices (&& || ?:). */
#include "frontend/lower.h"

#include <stdint.h>

/* NOLINTBEGIN(misc-no-recursion): as deep as the source is nested, see enter() */

bool fold_condition(struct lowering *l, CXCursor e, bool *ret_holds)
{
    int64_t value;

    if (!fold_constant(l, e, &value))
        return false;
    *ret_holds = value != 0;
    return true;
}

/* A known object's or function's address is never null; a weak function's may be. */
static bool is_never_null(struct lowering *l, struct ir_operand operand)
{
    if (operand.kind == IR_OPERAND_STRING)
        return true;
    if (operand.kind == IR_OPERAND_FUNCTION) {
        struct ir_symbol_id symbol = {operand.index};
        return !(ir_builder_symbol_get(l->builder, symbol)->flags & IR_SYMBOL_WEAK);
    }
    if (operand.kind != IR_OPERAND_ADDRESS)
        return false;
    struct ir_place_id place = {operand.index};
    for (;;) {
        const struct ir_place *step = ir_builder_place_get(l->builder, place);
        if (step->kind == IR_PLACE_LOCAL)
            return true;
        if (step->kind != IR_PLACE_FIELD && step->kind != IR_PLACE_INDEX)
            return false;
        place = step->parent;
    }
}

static void branch_on_value(struct lowering *l, CXCursor e, struct ir_block_id then,
                            struct ir_block_id otherwise)
{
    struct ir_operand value = lower_value(l, e);
    struct ir_location at = location_of(l, e);

    if (is_never_null(l, value))
        ir_builder_jump(l->builder, then, at);
    else
        ir_builder_branch(l->builder, value, IR_NE, zero_of(l, type_of(l, e)), then, otherwise, at);
}

static void branch_on_comparison(struct lowering *l, CXCursor e, struct cursors parts,
                                 enum ir_operator relation, struct ir_block_id then,
                                 struct ir_block_id otherwise)
{
    struct ir_operand a = lower_value(l, parts.items[0]);
    struct ir_operand b = lower_value(l, parts.items[1]);

    ir_builder_branch(l->builder, a, relation, b, then, otherwise, location_of(l, e));
}

static void branch_on_operator(struct lowering *l, CXCursor e, struct ir_block_id then,
                               struct ir_block_id otherwise)
{
    struct cursors parts = children_of(l, e);
    enum CXBinaryOperatorKind kind = l->clang->getCursorBinaryOperatorKind(e);
    enum ir_operator relation = ir_operator_of(kind);
    struct ir_block_id middle;

    if (parts.count != 2) {
        branch_on_value(l, e, then, otherwise);
        return;
    }
    switch ((int)kind) {
    case CXBinaryOperator_LAnd:
    case CXBinaryOperator_LOr:
        middle = ir_builder_block(l->builder);
        if (kind == CXBinaryOperator_LAnd)
            lower_condition(l, parts.items[0], middle, otherwise);
        else
            lower_condition(l, parts.items[0], then, middle);
        ir_builder_use_block(l->builder, middle);
        lower_condition(l, parts.items[1], then, otherwise);
        return;
    case CXBinaryOperator_Comma:
        lower_effect(l, parts.items[0]);
        lower_condition(l, parts.items[1], then, otherwise);
        return;
    default:
        if (relation >= IR_EQ && relation <= IR_GE)
            branch_on_comparison(l, e, parts, relation, then, otherwise);
        else
            branch_on_value(l, e, then, otherwise);
    }
}

/* `a ? b : c` as a condition: each arm is one. */
static void branch_on_conditional(struct lowering *l, CXCursor e, struct ir_block_id then,
                                  struct ir_block_id otherwise)
{
    struct cursors parts = children_of(l, e);

    if (parts.count != 3) {
        branch_on_value(l, e, then, otherwise);
        return;
    }
    struct ir_block_id first = ir_builder_block(l->builder);
    struct ir_block_id second = ir_builder_block(l->builder);
    lower_condition(l, parts.items[0], first, second);
    ir_builder_use_block(l->builder, first);
    lower_condition(l, parts.items[1], then, otherwise);
    ir_builder_use_block(l->builder, second);
    lower_condition(l, parts.items[2], then, otherwise);
}

static void branch_on_unary(struct lowering *l, CXCursor e, struct ir_block_id then,
                            struct ir_block_id otherwise)
{
    enum CXUnaryOperatorKind kind = l->clang->getCursorUnaryOperatorKind(e);
    CXCursor target;

    if (kind == CXUnaryOperator_LNot && last_expression(l, e, &target))
        lower_condition(l, target, otherwise, then);
    else if (kind == CXUnaryOperator_Extension && last_expression(l, e, &target))
        lower_condition(l, target, then, otherwise);
    else
        branch_on_value(l, e, then, otherwise);
}

/* `__builtin_expect(x, 1)` is `x`. */
static bool is_expectation(struct lowering *l, CXCursor e)
{
    CXCursor callee = l->clang->getCursorReferenced(e);

    return kind_of(callee) == CXCursor_FunctionDecl &&
           builtin_of(l, symbol_id(l, callee)) == BUILTIN_EXPECT;
}

static void dispatch(struct lowering *l, CXCursor e, struct ir_block_id then,
                     struct ir_block_id otherwise)
{
    switch ((int)kind_of(e)) {
    case CXCursor_UnaryOperator:
        branch_on_unary(l, e, then, otherwise);
        return;
    case CXCursor_BinaryOperator:
        branch_on_operator(l, e, then, otherwise);
        return;
    case CXCursor_ConditionalOperator:
        branch_on_conditional(l, e, then, otherwise);
        return;
    case CXCursor_CallExpr:
        if (is_expectation(l, e) && l->clang->Cursor_getNumArguments(e) > 0)
            lower_condition(l, l->clang->Cursor_getArgument(e, 0), then, otherwise);
        else
            branch_on_value(l, e, then, otherwise);
        return;
    default:
        branch_on_value(l, e, then, otherwise);
    }
}

/* Casts around a condition are looked through: those that could turn a value into zero (to a
 * narrower type) are not worth losing the relation in all the others. Recursion: see enter(). */
void lower_condition(struct lowering *l, CXCursor e, struct ir_block_id then,
                     struct ir_block_id otherwise)
{
    CXCursor inner = without_casts(l, e);
    enum CXCursorKind kind = kind_of(inner);
    bool is_choice = kind == CXCursor_UnaryOperator || kind == CXCursor_BinaryOperator ||
                     kind == CXCursor_ConditionalOperator || kind == CXCursor_CallExpr;

    if (enter(l, e))
        dispatch(l, is_choice ? inner : e, then, otherwise);
    else
        ir_builder_branch(l->builder, ir_builder_unknown_value(), IR_NE,
                          ir_builder_integer(l->builder, 0), then, otherwise, location_of(l, e));
    leave(l);
}

/* Puts what an arm is worth into the common result, and goes on behind the choice. */
static void end_arm(struct lowering *l, CXCursor arm, struct ir_place_id result,
                    struct ir_block_id next, struct ir_location at)
{
    if (is_discard(result))
        lower_effect(l, arm);
    else
        lower_into(l, arm, result);
    ir_builder_jump(l->builder, next, at);
}

static void set_result(struct lowering *l, struct ir_block_id block, struct ir_place_id result,
                       int64_t value, struct ir_block_id next, struct ir_location at)
{
    ir_builder_use_block(l->builder, block);
    emit_copy(l, result, ir_builder_integer(l->builder, value), at);
    ir_builder_jump(l->builder, next, at);
}

static struct ir_operand result_value(struct lowering *l, struct ir_place_id result)
{
    return is_discard(result) ? no_operand() : ir_builder_value(l->builder, result);
}

/* `a && f();` as a statement: the second operand is lowered for its effect. */
static void lower_discarded_logical(struct lowering *l, CXCursor e, struct ir_location at)
{
    struct cursors parts = children_of(l, e);
    struct ir_block_id second = ir_builder_block(l->builder), next = ir_builder_block(l->builder);

    if (l->clang->getCursorBinaryOperatorKind(e) == CXBinaryOperator_LAnd)
        lower_condition(l, parts.items[0], second, next);
    else
        lower_condition(l, parts.items[0], next, second);
    ir_builder_use_block(l->builder, second);
    lower_effect(l, parts.items[1]);
    ir_builder_jump(l->builder, next, at);
    ir_builder_use_block(l->builder, next);
}

/* Its two operands are there: lower_operator() has seen to that. */
struct ir_operand lower_logical(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    struct ir_location at = location_of(l, e);
    if (is_discard(dst)) {
        lower_discarded_logical(l, e, at);
        return no_operand();
    }
    struct ir_place_id result = result_place(l, dst, type_of(l, e), at);
    struct ir_block_id yes = ir_builder_block(l->builder), no = ir_builder_block(l->builder);
    struct ir_block_id next = ir_builder_block(l->builder);

    branch_on_operator(l, e, yes, no);
    set_result(l, yes, result, 1, next, at);
    set_result(l, no, result, 0, next, at);
    ir_builder_use_block(l->builder, next);
    return ir_builder_value(l->builder, result);
}

struct ir_operand lower_conditional(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    struct cursors parts = children_of(l, e);
    struct ir_location at = location_of(l, e);
    struct ir_type_id type = type_of(l, e);

    if (parts.count != 3) {
        emit_unknown(l, "?: without its operands", at);
        return ir_builder_unknown_value();
    }
    bool holds;
    if (fold_condition(l, parts.items[0], &holds))
        return convert(l, lower_expression(l, parts.items[holds ? 1 : 2], dst), type);
    if (type_kind(l, type) == IR_TYPE_VOID)
        dst = DISCARD;
    struct ir_place_id result = is_discard(dst) ? dst : result_place(l, dst, type, at);
    struct ir_block_id yes = ir_builder_block(l->builder), no = ir_builder_block(l->builder);
    struct ir_block_id next = ir_builder_block(l->builder);

    lower_condition(l, parts.items[0], yes, no);
    ir_builder_use_block(l->builder, yes);
    end_arm(l, parts.items[1], result, next, at);
    ir_builder_use_block(l->builder, no);
    end_arm(l, parts.items[2], result, next, at);
    ir_builder_use_block(l->builder, next);
    return result_value(l, result);
}

/* `a ?: b`: `parts` are a, a, a, b. The result is written only once a has been tested: b may use
 * what the result replaces. */
struct ir_operand lower_elvis(struct lowering *l, CXCursor e, struct cursors parts,
                              struct ir_place_id dst)
{
    struct ir_location at = location_of(l, e);
    struct ir_type_id type = type_of(l, e);
    struct ir_place_id result = is_discard(dst) ? dst : result_place(l, dst, type, at);
    struct ir_block_id yes = ir_builder_block(l->builder), no = ir_builder_block(l->builder);
    struct ir_block_id next = ir_builder_block(l->builder);
    struct ir_operand value = lower_value(l, parts.items[0]);

    ir_builder_branch(l->builder, value, IR_NE, zero_of(l, type_of(l, parts.items[0])), yes, no,
                      at);
    ir_builder_use_block(l->builder, yes);
    if (!is_discard(result))
        emit_copy(l, result, value, at);
    ir_builder_jump(l->builder, next, at);
    ir_builder_use_block(l->builder, no);
    end_arm(l, parts.items[3], result, next, at);
    ir_builder_use_block(l->builder, next);
    return result_value(l, result);
}

/* NOLINTEND(misc-no-recursion) */
