/* Expressions that libclang does not name: implicit casts, `a ?: b`, va_arg, offsetof,
 * __builtin_choose_expr, atomics. What they are shows in their children and in the text. */
#include "frontend/lower.h"

#include <stdint.h>
#include <string.h>

static struct ir_operand unknown_expression(struct lowering *l, CXCursor e, const char *reason)
{
    emit_unknown(l, reason, location_of(l, e));
    return ir_builder_unknown_value();
}

static bool is_va_list(struct lowering *l, struct ir_type_id type)
{
    if (is_pointer(l, type))
        type = type_get(l, type)->element;
    return type_kind(l, type) == IR_TYPE_RECORD && l->va_list_record &&
           type_get(l, type)->record.index == l->va_list_record;
}

/* va_arg(list, type): nothing casts a va_list, or a pointer to what it is made of, to another type
 * but this. */
static bool is_va_arg(struct lowering *l, CXCursor e, CXCursor child)
{
    return l->va_list_record && is_va_list(l, type_of(l, child)) && !is_va_list(l, type_of(l, e));
}

/* With errors about, a call with wrong arguments is a nameless expression, too. */
bool has_error(struct lowering *l, CXCursor e)
{
    return l->errors.count && l->clang->getCursorType(e).kind == CXType_Dependent;
}

/* An expression of which only the parts are known may do anything with them. */
static struct ir_operand lower_broken(struct lowering *l, CXCursor e, struct cursors parts)
{
    struct ir_operand *arguments = ARENA_ARRAY(l->scratch, struct ir_operand, parts.count);
    uint32_t count = 0;

    if (parts.count == 1 && is_expression(parts.items[0]) && has_error(l, parts.items[0]))
        return lower_value(l, parts.items[0]); /* a cast of it */
    for (uint32_t i = 0; i < parts.count; i++)
        if (is_expression(parts.items[i]))
            arguments[count++] = lower_value(l, parts.items[i]);
    if (count == 0) /* no more than a value */
        return ir_builder_unknown_value();
    emit_unknown(l, "expression with an error", location_of(l, e));
    ir_builder_call(l->builder, (struct ir_place_id){0}, ir_builder_unknown_value(), arguments,
                    count, location_of(l, e), l->instr_flags);
    return ir_builder_unknown_value();
}

static struct ir_operand lower_implicit_cast(struct lowering *l, CXCursor e, CXCursor child,
                                             struct ir_place_id dst)
{
    enum CXCursorKind kind = kind_of(child);
    int64_t value;

    bool is_named = kind == CXCursor_UnexposedExpr || kind == CXCursor_DeclRefExpr ||
                    kind == CXCursor_MemberRefExpr;

    if (is_named && is_va_arg(l, e, child)) {
        lower_effect(l, child);
        return ir_builder_unknown_value();
    }
    struct ir_operand operand = lower_expression(l, child, dst);
    if (ir_builder_is_integer(l->builder, operand, &value))
        return convert(l, operand, type_of(l, e));
    return operand;
}

static struct ir_operand folded_or_unknown(struct lowering *l, CXCursor e)
{
    int64_t value;

    return evaluate(l, e, &value) ? ir_builder_integer(l->builder, value)
                                  : ir_builder_unknown_value();
}

static bool is_offsetof(struct cursors parts)
{
    for (uint32_t i = 0; i < parts.count; i++) {
        enum CXCursorKind kind = kind_of(parts.items[i]);
        if (kind == CXCursor_MemberRef || kind == CXCursor_TypeRef)
            return true;
    }
    return false;
}

static struct ir_operand lower_choose(struct lowering *l, CXCursor e, struct cursors parts,
                                      struct ir_place_id dst)
{
    int64_t value;

    if (!evaluate(l, parts.items[0], &value))
        return unknown_expression(l, e, "__builtin_choose_expr without a constant");
    return lower_expression(l, parts.items[value ? 1 : 2], dst);
}

/* A vector's shuffle, conversion or the like: only the effects of its operands count. */
static struct ir_operand lower_vector(struct lowering *l, struct cursors parts)
{
    for (uint32_t i = 0; i < parts.count; i++)
        if (is_expression(parts.items[i]))
            lower_effect(l, parts.items[i]);
    return ir_builder_unknown_value();
}

struct ir_operand lower_unexposed(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    struct cursors parts = children_of(l, e);

    if (has_error(l, e))
        return lower_broken(l, e, parts);
    if (parts.count == 1 && is_expression(parts.items[0]))
        return lower_implicit_cast(l, e, parts.items[0], dst);
    if (parts.count == 0 || is_offsetof(parts))
        return folded_or_unknown(l, e);
    if (is_expression(parts.items[0]) && is_va_arg(l, e, parts.items[0])) {
        lower_effect(l, parts.items[0]); /* the type, a function's, shows its parameters */
        return ir_builder_unknown_value();
    }
    if (parts.count == 4 && statement_key(parts.items[0]) == statement_key(parts.items[1]))
        return lower_elvis(l, e, parts, dst);
    if (parts.count == 3 && text_begins(l, e, "__builtin_choose_expr"))
        return lower_choose(l, e, parts, dst);
    if (type_kind(l, type_of(l, e)) == IR_TYPE_OTHER)
        return lower_vector(l, parts);
    if (parts.count >= 2)
        return lower_atomic(l, e, parts, dst);
    return unknown_expression(l, e, "nameless expression");
}

/* ---- _Generic ---- */

/* The end of an item of a list in parentheses: at the next `stop` outside all brackets. */
static const char *skip_item(const char *text, const char *end, const char *stops)
{
    uint32_t depth = 0;

    for (; text < end; text++) {
        if (depth == 0 && strchr(stops, *text))
            return text;
        if (strchr("([{", *text))
            depth++;
        else if (strchr(")]}", *text) && depth-- == 0)
            return text;
    }
    return end;
}

/* The text without blanks, so that `char*` is `char *`. */
static const char *squeeze(struct lowering *l, const char *text, size_t size)
{
    char *squeezed = arena_alloc(l->scratch, size + 1);
    size_t length = 0;

    for (size_t i = 0; i < size; i++)
        if (!strchr(" \t\r\n\\", text[i]))
            squeezed[length++] = text[i];
    return squeezed;
}

/* The number of the association whose type's text is one of the two names of the controlling
 * expression's type, else of the default; UINT32_MAX = none found. */
static uint32_t find_association(struct lowering *l, const char *text, const char *end,
                                 const char *type, const char *canonical)
{
    uint32_t by_default = UINT32_MAX;
    const char *at = memchr(text, '(', (size_t)(end - text));

    at = at ? skip_item(at + 1, end, ",") : end;
    for (uint32_t i = 0; at < end && *at == ','; i++) {
        const char *name = at + 1, *colon = skip_item(name, end, ":");
        const char *squeezed = squeeze(l, name, (size_t)(colon - name));
        if (strcmp(squeezed, type) == 0 || strcmp(squeezed, canonical) == 0)
            return i;
        if (strcmp(squeezed, "default") == 0)
            by_default = i;
        at = colon < end ? skip_item(colon + 1, end, ",") : end;
    }
    return by_default;
}

static const char *squeezed_type(struct lowering *l, CXType type)
{
    const char *text = take_clang_string(l, l->clang->getTypeSpelling(type));

    return squeeze(l, text, strlen(text));
}

static bool choose_by_text(struct lowering *l, CXCursor e, const CXCursor *expressions,
                           uint32_t count, CXCursor *ret_chosen)
{
    const struct clang_api *clang = l->clang;
    CXType type = clang->getUnqualifiedType(clang->getCursorType(expressions[0]));
    size_t size;
    const char *text = text_at(l, e, &size);

    if (!text || type.kind == CXType_Invalid)
        return false;
    uint32_t index = find_association(
        l, text, text + size, squeezed_type(l, type),
        squeezed_type(l, clang->getUnqualifiedType(clang->getCanonicalType(type))));
    if (index >= count - 1)
        return false;
    *ret_chosen = expressions[index + 1];
    return true;
}

/* libclang shows the controlling expression and all associations without their types. The chosen
 * one has the type of the whole; where several do, the text decides. */
bool choose_generic(struct lowering *l, CXCursor e, CXCursor *ret_chosen)
{
    struct cursors parts = children_of(l, e);
    CXCursor *expressions = ARENA_ARRAY(l->scratch, CXCursor, parts.count);
    uint32_t count = 0, n_equal = 0, equal = 0;
    CXType type = l->clang->getCursorType(e);

    for (uint32_t i = 0; i < parts.count; i++)
        if (is_expression(parts.items[i]))
            expressions[count++] = parts.items[i];
    for (uint32_t i = 1; i < count; i++) {
        if (l->clang->getCursorType(expressions[i]).data[0] != type.data[0])
            continue;
        n_equal++;
        equal = i;
    }
    if (n_equal == 1) {
        *ret_chosen = expressions[equal];
        return true;
    }
    return count > 1 && choose_by_text(l, e, expressions, count, ret_chosen);
}
