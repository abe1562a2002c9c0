/* Calls, and the compiler's own functions that are none. */
#include "frontend/lower.h"

#include <stdint.h>

/* `parts` are the callee and the arguments. Nothing comes behind what does not return. */
static struct ir_operand emit_call(struct lowering *l, CXCursor e, struct ir_operand callee,
                                   struct cursors parts, struct ir_place_id dst)
{
    struct ir_location at = location_of(l, e);
    uint32_t count = parts.count - 1;
    struct ir_operand *arguments = ARENA_ARRAY(l->scratch, struct ir_operand, count);

    for (uint32_t i = 0; i < count; i++)
        arguments[i] = lower_value(l, parts.items[i + 1]);

    struct ir_type_id type = type_of(l, e);
    bool is_used = !is_discard(dst) && type_kind(l, type) != IR_TYPE_VOID;
    struct ir_place_id result = is_used ? result_place(l, dst, type, at) : (struct ir_place_id){0};
    ir_builder_call(l->builder, result, callee, arguments, count, at, l->instr_flags);
    if (callee.kind == IR_OPERAND_FUNCTION && is_noreturn(l, (struct ir_symbol_id){callee.index}))
        ir_builder_unreachable(l->builder, at);
    return is_used ? ir_builder_value(l->builder, result) : no_operand();
}

/* Arguments of what is ignored still have their effects. */
static void lower_arguments(struct lowering *l, struct cursors parts, uint32_t first)
{
    for (uint32_t i = first; i < parts.count; i++)
        lower_effect(l, parts.items[i]);
}

static struct ir_operand lower_expectation(struct lowering *l, struct cursors parts,
                                           struct ir_place_id dst)
{
    if (parts.count < 2)
        return ir_builder_unknown_value();
    struct ir_operand value = lower_expression(l, parts.items[1], dst);
    lower_arguments(l, parts, 2);
    return value;
}

/* __builtin_constant_p(x): x is not evaluated, and true only if it is plainly constant. */
static struct ir_operand lower_constant_test(struct lowering *l, struct cursors parts)
{
    int64_t value;
    bool is_constant = parts.count > 1 && evaluate(l, parts.items[1], &value);

    return ir_builder_integer(l->builder, is_constant);
}

static struct ir_operand lower_direct_call(struct lowering *l, CXCursor e, CXCursor function,
                                           struct cursors parts, struct ir_place_id dst)
{
    struct ir_symbol_id callee = symbol_id(l, function);

    switch (builtin_of(l, callee)) {
    case BUILTIN_EXPECT:
        return lower_expectation(l, parts, dst);
    case BUILTIN_UNREACHABLE:
        ir_builder_unreachable(l->builder, location_of(l, e));
        return no_operand();
    case BUILTIN_CONSTANT:
        return lower_constant_test(l, parts);
    case BUILTIN_UNEVALUATED:
        return ir_builder_unknown_value();
    case BUILTIN_IGNORED:
        lower_arguments(l, parts, 1);
        return no_operand();
    case BUILTIN_ATOMIC:
        return lower_atomic_call(l, e, function, parts, dst);
    case BUILTIN_NONE:
        break;
    }
    return emit_call(l, e, ir_builder_function(l->builder, callee), parts, dst);
}

/* The function that a callee names. What libclang says that the call refers to is no answer: for
 * `f(1)(2)` that is `f`, too. */
static bool find_callee(struct lowering *l, CXCursor callee, CXCursor *ret_function)
{
    CXCursor named = without_casts(l, callee);

    if (kind_of(named) != CXCursor_DeclRefExpr)
        return false;
    named = l->clang->getCursorReferenced(named);
    if (kind_of(named) != CXCursor_FunctionDecl)
        return false;
    *ret_function = named;
    return true;
}

struct ir_operand lower_call(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    struct cursors parts = children_of(l, e);
    CXCursor function;

    if (!parts.count) {
        emit_unknown(l, "call without a callee", location_of(l, e));
        return ir_builder_unknown_value();
    }
    if (find_callee(l, parts.items[0], &function))
        return lower_direct_call(l, e, function, parts, dst);
    return emit_call(l, e, lower_value(l, parts.items[0]), parts, dst);
}
