/* Records and their fields, named so that the whole program can tell them apart.
 *
 * A record's key is its USR, which is the same in every unit that sees it. To that of a record
 * defined in the main file, the file's path is added, since two .c files may each have their own
 * `struct worker`. libclang's USR of an unnamed record is a byte offset, or nothing that tells two
 * anonymous unions of one struct apart; such a record is keyed by what it belongs to: the field or
 * variable whose type it is, or, if anonymous, the first field in it. */
#include "frontend/lower.h"

#include <stdint.h>
#include <string.h>

/* NOLINTBEGIN(misc-no-recursion): LOWER_MAX_TYPE_DEPTH */

/* Whether the USR ends in a byte offset (`…@S@a.c@113`) or in the mere `@Ua` of an anonymous one. */
static bool is_usr_of_unnamed(const char *usr)
{
    const char *last = strrchr(usr, '@');

    if (!last)
        return true;
    if ((last[1] == 'S' || last[1] == 'U') && last[2] == 'a' && !last[3])
        return true;
    return last[1] != '\0' && strspn(last + 1, "0123456789") == strlen(last + 1);
}

struct owner_search {
    struct lowering *l;
    CXCursor record;
    CXCursor found; /* the first field whose type is, or is made of, the record */
    CXCursor first; /* the first field that has a name */
    bool is_found, has_first;
};

static enum CXVisitorResult look_for_owner(CXCursor field, CXClientData data)
{
    struct owner_search *search = data;
    const struct clang_api *clang = search->l->clang;
    CXType type = clang->getCanonicalType(clang->getCursorType(field));

    for (uint32_t depth = 0; depth < LOWER_MAX_TYPE_DEPTH; depth++) {
        if (type.kind == CXType_Pointer)
            type = clang->getCanonicalType(clang->getPointeeType(type));
        else if (type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray)
            type = clang->getCanonicalType(clang->getArrayElementType(type));
        else
            break;
    }
    if (type.kind == CXType_Record &&
        declaration_key(clang->getTypeDeclaration(type)) == declaration_key(search->record)) {
        search->found = field;
        search->is_found = true;
        return CXVisit_Break;
    }
    return CXVisit_Continue;
}

static enum CXVisitorResult look_for_first(CXCursor field, CXClientData data)
{
    struct owner_search *search = data;

    if (!*name_of(search->l, field))
        return CXVisit_Continue;
    search->first = field;
    search->has_first = true;
    return CXVisit_Break;
}

static const char *record_key(struct lowering *l, CXCursor record, uint32_t depth);

/* Keys an unnamed record by the field that has it as its type, or by the first field in it. */
static const char *key_in_record(struct lowering *l, CXCursor record, CXCursor parent,
                                 uint32_t depth)
{
    struct owner_search search = {.l = l, .record = record};
    const struct clang_api *clang = l->clang;
    const char *outer = record_key(l, parent, depth + 1);

    clang->Type_visitFields(clang->getCursorType(parent), look_for_owner, &search);
    if (search.is_found) {
        const char *name = name_of(l, search.found);
        if (*name)
            return arena_printf(l->unit, "%s@of:%s", outer, name);
    }
    clang->Type_visitFields(clang->getCursorType(record), look_for_first, &search);
    return arena_printf(l->unit, "%s@with:%s", outer,
                        search.has_first ? name_of(l, search.first) : "");
}

static bool is_record_kind(enum CXCursorKind kind)
{
    return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl;
}

/* Recursion follows the nesting of unnamed records, up to LOWER_MAX_TYPE_DEPTH. */
static const char *record_key(struct lowering *l, CXCursor record, uint32_t depth)
{
    const struct clang_api *clang = l->clang;
    const char *usr = take_clang_string(l, clang->getCursorUSR(record));
    bool is_main = is_in_main_file(l, record);

    if (is_usr_of_unnamed(usr) && depth < LOWER_MAX_TYPE_DEPTH) {
        CXCursor parent = clang->getCursorSemanticParent(record);
        if (is_record_kind(kind_of(parent)))
            return key_in_record(l, record, parent, depth);
        const char *name = clang->Cursor_isNull(l->naming) ? "" : name_of(l, l->naming);
        struct ir_location at = location_of(l, record);
        const char *path = at.file == 1 ? l->main_path : "";
        if (*name)
            return arena_printf(l->unit, "%s@%s@of:%s", path,
                                l->function_name ? l->function_name : "", name);
    }
    /* A record inside a function has its offset inside its USR: its name and the function's do. */
    if (is_main && l->function_name &&
        kind_of(clang->getCursorSemanticParent(record)) == CXCursor_FunctionDecl)
        return arena_printf(l->unit, "%s@%s@%s", l->main_path, l->function_name,
                            name_of(l, record));
    return is_main ? arena_printf(l->unit, "%s:%s", l->main_path, usr) : usr;
}

static struct ir_record_id describe_record(struct lowering *l, CXCursor record)
{
    const char *key = record_key(l, record, 0);
    const char *name = name_of(l, record);
    struct ir_location at = location_of(l, record);
    struct ir_record described = {
        .key = ir_builder_string(l->builder, key, strlen(key)),
        .name = ir_builder_string(l->builder, name, strlen(name)),
        .file = {at.file},
    };

    if (at.file != 1)
        described.flags |= IR_RECORD_IN_HEADER;
    if (location_of(l, l->clang->getCanonicalCursor(record)).file != at.file)
        described.flags |= IR_RECORD_DECLARED_APART;
    if (is_in_system_header(l, record))
        described.flags |= IR_RECORD_SYSTEM;
    if (kind_of(record) == CXCursor_UnionDecl)
        described.flags |= IR_RECORD_UNION;
    if (l->clang->isCursorDefinition(record) && !(described.flags & IR_RECORD_SYSTEM))
        described.layout = layout_of(l, record);
    struct ir_record_id id = ir_builder_record(l->builder, &described);
    if (strcmp(name, "__va_list_tag") == 0 || strcmp(name, "__va_list") == 0)
        l->va_list_record = id.index;
    return id;
}

struct ir_record_id record_id(struct lowering *l, CXCursor declaration)
{
    const uint32_t *known = intmap_find(&l->records, declaration_key(declaration));

    if (known)
        return (struct ir_record_id){*known};

    CXCursor definition = l->clang->getCursorDefinition(declaration);
    if (l->clang->Cursor_isNull(definition))
        definition = declaration;
    struct ir_record_id id = describe_record(l, definition);
    intmap_put(&l->records, declaration_key(declaration), id.index, NULL);
    intmap_put(&l->records, declaration_key(definition), id.index, NULL);
    return id;
}

struct position_count {
    struct lowering *l;
    uint32_t next;
};

static enum CXVisitorResult note_position(CXCursor field, CXClientData data)
{
    struct position_count *count = data;

    if (*name_of(count->l, field))
        intmap_put(&count->l->positions, declaration_key(field), count->next++, NULL);
    return CXVisit_Continue;
}

static uint32_t position_of(struct lowering *l, CXCursor field, CXCursor record)
{
    const uint32_t *known = intmap_find(&l->positions, declaration_key(field));

    if (!known) {
        struct position_count count = {.l = l};
        l->clang->Type_visitFields(l->clang->getCursorType(record), note_position, &count);
        known = intmap_find(&l->positions, declaration_key(field));
    }
    return known ? *known : 0;
}

struct ir_field_id field_id(struct lowering *l, CXCursor declaration)
{
    const uint32_t *known = intmap_find(&l->fields, declaration_key(declaration));

    if (known)
        return (struct ir_field_id){*known};

    CXCursor record = l->clang->getCursorSemanticParent(declaration);
    const char *name = name_of(l, declaration);
    if (!*name) {
        intmap_put(&l->fields, declaration_key(declaration), 0, NULL);
        return (struct ir_field_id){0};
    }
    struct ir_field field = {
        .record = record_id(l, record),
        .name = ir_builder_string(l->builder, name, strlen(name)),
        .type = type_of(l, declaration),
        .position = position_of(l, declaration, record),
    };
    struct ir_field_id id = ir_builder_field(l->builder, &field);
    while (l->field_types.count <= id.index)
        vector_push(&l->field_types, (struct ir_type_id){0});
    l->field_types.items[id.index] = field.type;
    intmap_put(&l->fields, declaration_key(declaration), id.index, NULL);
    return id;
}

/* NOLINTEND(misc-no-recursion) */
