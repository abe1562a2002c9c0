/* Initializers: an aggregate is zeroed as a whole, then what is given is copied in.
 *
 * libclang shows initializers as written: values in order with inner braces left out where the
 * source left them out, and designated ones (`.a.b = x`, `[1 ... 3] = x`) as nameless expressions of
 * type void whose children are the designators and, last, the value. So this walks list and type
 * side by side as C11 6.7.9 says (p17-p20). */
#include "frontend/lower.h"

#include <stdint.h>

/* NOLINTBEGIN(misc-no-recursion): as deep as the type is nested */

/* The items of one pair of braces, and how far they are used up. */
struct items {
    struct cursors list;
    uint32_t next;
    bool may_replace; /* a designator led here: the place may hold something else than zero */
};

/* A designated item: its designators from `depth` on are still to be followed; then the value. */
struct designated {
    struct cursors parts; /* designators and the value; none = there is no such item */
    uint32_t depth;
};

/* Whose braces the items stand in: this object's, or those of one around it. Only the former takes
 * designated items, which name members of the object with the braces. */
enum braces { BRACES_OWN, BRACES_OUTER };

/* What an aggregate is made of. */
struct members {
    struct lowering *l;
    VECTOR(CXCursor) fields; /* of a record */
    uint64_t count;
    CXType element; /* of an array */
    bool is_record, is_union;
};

static void fill(struct lowering *l, struct ir_place_id place, CXType type, struct items *items);
static void fill_members(struct lowering *l, struct ir_place_id place, CXType type,
                         struct items *items, enum braces braces, struct designated designated);

static bool is_aggregate(CXType type)
{
    return type.kind == CXType_Record || type.kind == CXType_ConstantArray ||
           type.kind == CXType_IncompleteArray || type.kind == CXType_VariableArray;
}

static CXType canonical(struct lowering *l, CXType type)
{
    return l->clang->getCanonicalType(type);
}

static CXType type_of_cursor(struct lowering *l, CXCursor cursor)
{
    return canonical(l, l->clang->getCursorType(cursor));
}

/* Children of a designated initializer are more than one, and its type is void, which no value's
 * type can be. */
static bool is_designated(struct lowering *l, CXCursor item)
{
    return kind_of(item) == CXCursor_UnexposedExpr &&
           l->clang->getCursorType(item).kind == CXType_Void;
}

static bool is_string(struct lowering *l, CXCursor item)
{
    return kind_of(without_casts(l, item)) == CXCursor_StringLiteral;
}

static bool is_unnamed_member(struct lowering *l, CXCursor field)
{
    return !*name_of(l, field);
}

/* Unnamed bit-fields take no value and are left out. */
static enum CXVisitorResult collect_field(CXCursor field, CXClientData data)
{
    struct members *members = data;
    struct lowering *l = members->l;

    if (!is_unnamed_member(l, field) || type_of_cursor(l, field).kind == CXType_Record)
        vector_push(&members->fields, field);
    return CXVisit_Continue;
}

static struct members members_of(struct lowering *l, CXType type)
{
    struct members members = {.l = l, .is_record = type.kind == CXType_Record};

    if (members.is_record) {
        CXCursor record = l->clang->getTypeDeclaration(type);
        members.is_union = kind_of(record) == CXCursor_UnionDecl;
        l->clang->Type_visitFields(type, collect_field, &members);
        members.count = members.fields.count;
        return members;
    }
    long long count = type.kind == CXType_ConstantArray ? l->clang->getArraySize(type) : INT32_MAX;
    members.count = count > 0 ? (uint64_t)count : 0;
    members.element = canonical(l, l->clang->getArrayElementType(type));
    return members;
}

static CXType member_type(const struct members *members, uint64_t position)
{
    return members->is_record ? type_of_cursor(members->l, members->fields.items[position])
                              : members->element;
}

/* An anonymous struct's or union's place is that of the object around it. */
static struct ir_place_id member_place(const struct members *members, struct ir_place_id place,
                                       uint64_t position)
{
    struct lowering *l = members->l;

    if (!members->is_record)
        return ir_builder_place_index(l->builder, place,
                                      ir_builder_integer(l->builder, (int64_t)position));
    CXCursor field = members->fields.items[position];
    return field_place(l, place, field);
}

/* A zero where everything is zero already says nothing. */
static void store(struct lowering *l, struct ir_place_id place, CXCursor value,
                  const struct items *items)
{
    int64_t number;

    if (l->budget == 1)
        return; /* used up, see lower_initializer() */
    struct ir_operand operand = lower_expression(l, value, place);
    bool is_zero = ir_builder_is_integer(l->builder, operand, &number) && number == 0;
    if (!is_place(operand, place) && (!is_zero || items->may_replace))
        emit_copy(l, place, operand, location_of(l, value));
}

static void fill_braced(struct lowering *l, struct ir_place_id place, CXType type, CXCursor list,
                        bool may_replace)
{
    struct items inner = {.list = children_of(l, list), .may_replace = may_replace};

    if (is_aggregate(type))
        fill_members(l, place, type, &inner, BRACES_OWN, (struct designated){0});
    else if (inner.list.count) /* `{x}` for a scalar */
        store(l, place, inner.list.items[0], &inner);
}

/* A value for a place of the type: an aggregate without braces takes several from the list, unless
 * the next one is of its very type (p13) or a string for an array of characters (p14). */
static void fill(struct lowering *l, struct ir_place_id place, CXType type, struct items *items)
{
    CXCursor item = items->list.items[items->next];

    if (kind_of(item) == CXCursor_InitListExpr) {
        items->next++;
        fill_braced(l, place, type, item, items->may_replace);
        return;
    }
    bool is_whole = !is_aggregate(type) || (type.kind != CXType_Record && is_string(l, item)) ||
                    type_id(l, type_of_cursor(l, item)).index == type_id(l, type).index;
    if (!is_whole) {
        fill_members(l, place, type, items, BRACES_OUTER, (struct designated){0});
        return;
    }
    items->next++;
    store(l, place, item, items);
}

/* The designators lead to this place: on to its members, or, at their end, the value. */
static void fill_designated(struct lowering *l, struct ir_place_id place, CXType type,
                            struct items *items, struct designated designated)
{
    uint32_t last = designated.parts.count - 1;
    struct items value = {.list = {designated.parts.items + last, 1}, .may_replace = true};

    if (designated.depth < last && is_aggregate(type))
        fill_members(l, place, type, items, BRACES_OUTER, designated);
    else
        fill(l, place, type, &value);
}

static uint64_t find_field(const struct members *members, CXCursor designator)
{
    uint64_t key = declaration_key(members->l->clang->getCursorReferenced(designator));

    for (uint32_t i = 0; i < members->fields.count; i++)
        if (declaration_key(members->fields.items[i]) == key)
            return i;
    return members->count;
}

static uint64_t find_element(const struct members *members, CXCursor designator)
{
    int64_t index;

    return evaluate(members->l, designator, &index) && index >= 0 ? (uint64_t)index
                                                                  : members->count;
}

/* Follows one designator, or the two of a range (whose elements beyond LOWER_MAX_NUMBERS are left
 * zero). Gives the position behind it. `[1 ... 3]` and `[1][3]` look alike: if the element is an
 * array itself, it is the latter. */
static uint64_t follow(const struct members *members, struct ir_place_id place, struct items *items,
                       struct designated designated)
{
    struct lowering *l = members->l;
    CXCursor designator = designated.parts.items[designated.depth++];
    uint64_t position =
        members->is_record ? find_field(members, designator) : find_element(members, designator);

    if (position >= members->count)
        return members->count;
    uint64_t last = position;
    bool is_range = !members->is_record && !is_aggregate(members->element) &&
                    designated.depth + 1 < designated.parts.count;
    if (is_range)
        last = find_element(members, designated.parts.items[designated.depth++]);
    for (uint64_t i = position; i <= last && i < members->count && i - position < LOWER_MAX_NUMBERS;
         i++)
        fill_designated(l, member_place(members, place, i), member_type(members, i), items,
                        designated);
    return last + 1;
}

/* The next item names a member, and one of this object. */
static bool takes_designated(struct lowering *l, const struct items *items, enum braces braces)
{
    return braces == BRACES_OWN && items->next < items->list.count &&
           is_designated(l, items->list.items[items->next]);
}

static bool has_plain(struct lowering *l, const struct items *items)
{
    return items->next < items->list.count && !is_designated(l, items->list.items[items->next]);
}

/* Recursion: as deep as the type is nested. */
static void fill_members(struct lowering *l, struct ir_place_id place, CXType type,
                         struct items *items, enum braces braces, struct designated designated)
{
    struct members members = members_of(l, type);
    uint64_t position = 0;

    for (;;) {
        if (designated.parts.count) {
            position = follow(&members, place, items, designated);
            designated.parts.count = 0;
        } else if (takes_designated(l, items, braces)) {
            designated = (struct designated){children_of(l, items->list.items[items->next++]), 0};
            continue;
        } else if (position >= members.count || !has_plain(l, items)) {
            break;
        } else {
            fill(l, member_place(&members, place, position), member_type(&members, position),
                 items);
            position++;
        }
        if (members.is_union) /* holds one member; only a designator may replace it */
            position = members.count;
    }
    vector_deinit(&members.fields);
}

/* `(struct x){…}`, and the list in it. */
static CXCursor inside_literal(struct lowering *l, CXCursor init)
{
    CXCursor inner = without_casts(l, init), list;

    if (kind_of(inner) == CXCursor_CompoundLiteralExpr && last_expression(l, inner, &list))
        return list;
    return inner;
}

void lower_initializer(struct lowering *l, struct ir_place_id place, CXType type, CXCursor init)
{
    CXCursor list = inside_literal(l, init);
    uint16_t flags = l->instr_flags;
    uint32_t budget = l->budget;
    CXType own = canonical(l, type);

    l->instr_flags |= IR_INSTR_INIT;
    if (own.kind == CXType_Atomic)
        own = canonical(l, l->clang->Type_getValueType(own));
    if (kind_of(list) != CXCursor_InitListExpr) {
        lower_into(l, init, place);
        l->instr_flags = flags;
        return;
    }
    if (!l->budget) /* else inside another initializer */
        l->budget = LOWER_MAX_INITIALIZED;
    if (is_aggregate(own))
        emit_copy(l, place, ir_builder_integer(l->builder, 0), location_of(l, list));
    fill_braced(l, place, own, list, !is_aggregate(own));
    if (l->budget == 1)
        emit_unknown(l, "initializer too large", location_of(l, list));
    l->budget = budget;
    l->instr_flags = flags;
}

/* ---- whether a static initializer is worth lowering ---- */

struct scan {
    struct lowering *l;
    uint32_t n_numbers;
    bool has_address;
};

static enum CXChildVisitResult scan_one(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct scan *scan = data;
    struct lowering *l = scan->l;
    CXCursor declaration;

    (void)parent;
    switch ((int)kind_of(cursor)) {
    case CXCursor_DeclRefExpr:
        declaration = l->clang->getCursorReferenced(cursor);
        if (kind_of(declaration) != CXCursor_FunctionDecl &&
            kind_of(declaration) != CXCursor_VarDecl)
            break;
        symbol_id(l, declaration);
        scan->has_address = true;
        break;
    case CXCursor_StringLiteral:
        scan->has_address = true;
        break;
    case CXCursor_IntegerLiteral:
    case CXCursor_FloatingLiteral:
    case CXCursor_CharacterLiteral:
        scan->n_numbers++;
        break;
    default:
        break;
    }
    return CXChildVisit_Recurse;
}

bool scan_initializer(struct lowering *l, CXCursor init)
{
    struct scan scan = {.l = l};

    scan_one(init, init, &scan);
    l->clang->visitChildren(init, scan_one, &scan);
    return scan.has_address || scan.n_numbers <= LOWER_MAX_NUMBERS;
}

/* NOLINTEND(misc-no-recursion) */
