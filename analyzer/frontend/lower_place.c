/* Places: the objects that expressions name, as access paths (the conventions are ir/ir.h's). */
#include "frontend/lower.h"

#include <stdint.h>

/* NOLINTBEGIN(misc-no-recursion): as deep as the source is nested, see enter() */

struct ir_operand read_place(struct lowering *l, struct ir_place_id place, struct ir_type_id type)
{
    return type_kind(l, type) == IR_TYPE_ARRAY ? ir_builder_address(l->builder, place)
                                               : ir_builder_value(l->builder, place);
}

struct ir_place_id pointed_place(struct lowering *l, struct ir_operand pointer)
{
    if (pointer.kind == IR_OPERAND_PLACE)
        return ir_builder_place_deref(l->builder, (struct ir_place_id){pointer.index});
    if (pointer.kind == IR_OPERAND_ADDRESS)
        return (struct ir_place_id){pointer.index};
    return ir_builder_place_unknown(l->builder);
}

/* Depth: that of an access path as the source wrote it. */
struct ir_type_id place_type(struct lowering *l, struct ir_place_id id)
{
    const struct ir_place place = *ir_builder_place_get(l->builder, id);
    struct ir_type_id type = {0};

    switch ((enum ir_place_kind)place.kind) {
    case IR_PLACE_LOCAL:
        return l->local_types.items[place.argument];
    case IR_PLACE_GLOBAL:
        return ir_builder_symbol_get(l->builder, (struct ir_symbol_id){place.argument})->type;
    case IR_PLACE_FIELD:
        return place.argument < l->field_types.count ? l->field_types.items[place.argument] : type;
    case IR_PLACE_DEREF:
        type = place_type(l, place.parent);
        return type_kind(l, type) == IR_TYPE_POINTER ? type_get(l, type)->element
                                                     : (struct ir_type_id){0};
    case IR_PLACE_INDEX:
    case IR_PLACE_INDEX_PLACE:
        type = place_type(l, place.parent);
        return type_kind(l, type) == IR_TYPE_ARRAY ? type_get(l, type)->element : type;
    case IR_PLACE_UNKNOWN:
        break;
    }
    return type;
}

/* Moves the last index of `x[i]` on by `index`: x[i + index], constant or not known. */
static struct ir_place_id moved_place(struct lowering *l, const struct ir_place *place,
                                      struct ir_operand index)
{
    int64_t offset;
    struct ir_operand moved = ir_builder_unknown_value();

    if (place->kind == IR_PLACE_INDEX && ir_builder_is_integer(l->builder, index, &offset) &&
        offset > INT32_MIN && offset < INT32_MAX)
        moved = ir_builder_integer(l->builder, (int32_t)place->argument + offset);
    return ir_builder_place_index(l->builder, place->parent, moved);
}

enum pointer_from pointer_from(struct lowering *l, CXCursor e)
{
    return type_kind(l, type_of(l, without_casts(l, e))) == IR_TYPE_ARRAY ? POINTER_FROM_ARRAY
                                                                          : POINTER_FROM_VALUE;
}

/* Whether what lies there is an array, one of those in the array that the pointer comes from. */
static bool is_row(struct lowering *l, struct ir_operand pointer, enum pointer_from from,
                   struct ir_type_id element)
{
    return pointer.kind == IR_OPERAND_ADDRESS && from == POINTER_FROM_ARRAY &&
           type_kind(l, element) == IR_TYPE_ARRAY;
}

struct ir_place_id offset_place(struct lowering *l, struct ir_operand pointer,
                                enum pointer_from from, struct ir_type_id element,
                                struct ir_operand index)
{
    struct ir_place_id base = pointed_place(l, pointer);
    const struct ir_place place = *ir_builder_place_get(l->builder, base);
    int64_t offset;

    /* `x[0]` is `*x`; but a row of a table is told from the table, or `t[0][1]` would be `t[1]`, which `t[1][0]` is. */
    if (ir_builder_is_integer(l->builder, index, &offset) && offset == 0)
        return is_row(l, pointer, from, element) ? ir_builder_place_first_row(l->builder, base)
                                                 : base;
    if (place.kind == IR_PLACE_UNKNOWN)
        return base;
    /* `&x[i] + 1` is `&x[i + 1]`; but where x[i] is an array that decayed, it is `&x[i][1]`. */
    if (pointer.kind == IR_OPERAND_ADDRESS && from == POINTER_FROM_VALUE &&
        (place.kind == IR_PLACE_INDEX || place.kind == IR_PLACE_INDEX_PLACE) &&
        place_type(l, base).index == element.index)
        return moved_place(l, &place, index);
    /* `&a + 1`, behind a whole array, is no element of it. */
    if (pointer.kind == IR_OPERAND_ADDRESS && type_kind(l, element) == IR_TYPE_ARRAY &&
        place_type(l, base).index == element.index)
        index = ir_builder_unknown_value();
    return ir_builder_place_index(l->builder, base, index);
}

bool place_mentions(struct lowering *l, struct ir_place_id id, struct ir_place_id other)
{
    while (id.index) {
        const struct ir_place place = *ir_builder_place_get(l->builder, id);
        if (id.index == other.index)
            return true;
        if (place.kind == IR_PLACE_INDEX_PLACE &&
            place_mentions(l, (struct ir_place_id){place.argument}, other))
            return true;
        id = place.parent;
    }
    return false;
}

struct ir_place_id field_place(struct lowering *l, struct ir_place_id base, CXCursor field)
{
    struct ir_field_id id = field_id(l, field);

    return id.index ? ir_builder_place_field(l->builder, base, id) : base;
}

static struct ir_place_id unknown_place(struct lowering *l, CXCursor e, const char *reason)
{
    emit_unknown(l, reason, location_of(l, e));
    return ir_builder_place_unknown(l->builder);
}

static struct ir_place_id place_of_variable(struct lowering *l, CXCursor e)
{
    CXCursor declaration = l->clang->getCursorReferenced(e);
    const uint32_t *local = intmap_find(&l->locals, declaration_key(declaration));

    if (local)
        return ir_builder_place_local(l->builder, (struct ir_local_id){*local});
    if (kind_of(declaration) == CXCursor_VarDecl)
        return ir_builder_place_global(l->builder, symbol_id(l, declaration));
    return unknown_place(l, e, "reference to something undeclared");
}

/* A value that is cast to a union, to be read as another of its members (GNU C): `((union {A *a; B *b;})p).b`. That is
 * the value itself. */
static bool is_cast_to_union(struct lowering *l, CXCursor e, CXCursor *ret_value)
{
    e = without_casts(l, e);
    if (kind_of(e) != CXCursor_CStyleCastExpr || !last_expression(l, e, ret_value))
        return false;
    return l->clang->getCanonicalType(l->clang->getCursorType(e)).kind == CXType_Record &&
           l->clang->getCanonicalType(l->clang->getCursorType(*ret_value)).kind != CXType_Record;
}

static struct ir_place_id place_of_member(struct lowering *l, CXCursor e)
{
    CXCursor base, field = l->clang->getCursorReferenced(e);

    if (kind_of(field) != CXCursor_FieldDecl || !last_expression(l, e, &base))
        return unknown_place(l, e, "member of something damaged");
    bool is_arrow = is_pointer(l, type_of(l, base));
    CXCursor value;
    if (!is_arrow && is_cast_to_union(l, base, &value))
        return lower_place(l, value);
    struct ir_place_id object =
        is_arrow ? pointed_place(l, lower_value(l, base)) : lower_place(l, base);
    return is_made_up(l, field) ? ir_builder_place_unknown(l->builder)
                                : field_place(l, object, field);
}

static struct ir_place_id place_of_element(struct lowering *l, CXCursor e)
{
    struct cursors parts = children_of(l, e);

    if (parts.count != 2)
        return unknown_place(l, e, "subscript without its operands");
    struct ir_type_id type = type_of(l, parts.items[0]);
    struct ir_operand a = lower_value(l, parts.items[0]);
    struct ir_operand b = lower_value(l, parts.items[1]);
    if (is_pointer(l, type))
        return offset_place(l, a, pointer_from(l, parts.items[0]), type_get(l, type)->element, b);
    type = type_of(l, parts.items[1]);
    if (is_pointer(l, type)) /* `3[array]` */
        return offset_place(l, b, pointer_from(l, parts.items[1]), type_get(l, type)->element, a);
    return ir_builder_place_index(l->builder, lower_place(l, parts.items[0]), b); /* a vector */
}

/* A value that has no place of its own is put into a temporary. */
static struct ir_place_id place_of_value(struct lowering *l, CXCursor e)
{
    struct ir_place_id none = {0};
    struct ir_operand value = lower_expression(l, e, none);

    if (value.kind == IR_OPERAND_PLACE)
        return (struct ir_place_id){value.index};
    struct ir_location at = location_of(l, e);
    struct ir_place_id temporary = new_temporary(l, type_of(l, e), at);
    emit_copy(l, temporary, value, at);
    return temporary;
}

static struct ir_place_id place_of_literal(struct lowering *l, CXCursor e)
{
    struct ir_place_id temporary = new_temporary(l, type_of(l, e), location_of(l, e));

    lower_initializer(l, temporary, l->clang->getCursorType(e), e);
    return temporary;
}

static struct ir_place_id place_of_operator(struct lowering *l, CXCursor e)
{
    struct cursors parts = children_of(l, e);
    enum CXBinaryOperatorKind kind = l->clang->getCursorBinaryOperatorKind(e);

    if (parts.count == 2 && kind == CXBinaryOperator_Comma) {
        lower_effect(l, parts.items[0]);
        return lower_place(l, parts.items[1]);
    }
    return place_of_value(l, e);
}

static struct ir_place_id place_of_unary(struct lowering *l, CXCursor e)
{
    CXCursor target;

    if (!last_expression(l, e, &target))
        return unknown_place(l, e, "operator without its operand");
    switch ((int)l->clang->getCursorUnaryOperatorKind(e)) {
    case CXUnaryOperator_Deref:
        return pointed_place(l, lower_value(l, target));
    case CXUnaryOperator_Extension:
    case CXUnaryOperator_Real:
    case CXUnaryOperator_Imag:
        return lower_place(l, target);
    default:
        return place_of_value(l, e);
    }
}

static struct ir_place_id dispatch(struct lowering *l, CXCursor e)
{
    CXCursor child;

    switch ((int)kind_of(e)) {
    case CXCursor_DeclRefExpr:
        return place_of_variable(l, e);
    case CXCursor_MemberRefExpr:
        return place_of_member(l, e);
    case CXCursor_ArraySubscriptExpr:
        return place_of_element(l, e);
    case CXCursor_UnaryOperator:
        return place_of_unary(l, e);
    case CXCursor_BinaryOperator:
        return place_of_operator(l, e);
    case CXCursor_CompoundLiteralExpr:
    case CXCursor_InitListExpr:
        return place_of_literal(l, e);
    case CXCursor_StringLiteral:
        return ir_builder_place_unknown(l->builder);
    case CXCursor_ParenExpr:
    case CXCursor_UnexposedExpr:
        if (has_error(l, e)) {
            lower_effect(l, e);
            return ir_builder_place_unknown(l->builder);
        }
        child = without_casts(l, e);
        if (!l->clang->Cursor_isNull(child) && statement_key(child) != statement_key(e))
            return lower_place(l, child);
        return place_of_value(l, e);
    case CXCursor_GenericSelectionExpr:
        if (choose_generic(l, e, &child))
            return lower_place(l, child);
        return place_of_value(l, e);
    default:
        return place_of_value(l, e);
    }
}

/* Recursion: bounded by enter(). */
struct ir_place_id lower_place(struct lowering *l, CXCursor e)
{
    struct ir_place_id place = {0};

    if (enter(l, e))
        place = dispatch(l, e);
    leave(l);
    return place.index ? place : ir_builder_place_unknown(l->builder);
}

/* NOLINTEND(misc-no-recursion) */

/* Whether the expression goes through a member of a type that is not known. */
static bool is_through_made_up(struct lowering *l, CXCursor e)
{
    for (;;) {
        e = without_casts(l, e);
        struct cursors parts = children_of(l, e);
        if (kind_of(e) == CXCursor_MemberRefExpr && is_made_up(l, l->clang->getCursorReferenced(e)))
            return true;
        if (parts.count == 0 ||
            (kind_of(e) != CXCursor_MemberRefExpr && kind_of(e) != CXCursor_ArraySubscriptExpr &&
             kind_of(e) != CXCursor_UnaryOperator))
            return false;
        e = parts.items[0];
    }
}

/* A member of a type that is not known may be one of a known type as well, since the same object may have that
 * elsewhere. To read it is harmless. */
struct ir_place_id lower_target(struct lowering *l, CXCursor e)
{
    struct ir_place_id place = lower_place(l, e);

    if (l->made_up_file && is_through_made_up(l, e))
        emit_unknown(l, "member of a type that is not known", location_of(l, e));
    return place;
}
