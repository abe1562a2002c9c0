/* What a record is made of, in one number: two definitions that say the same, each in a .c file of its own, have
 * one layout. Records in it count by their names; what they are made of is their own business, unless they
 * have none. */
#include "frontend/lower.h"

#include <string.h>

#include "base/hash.h"

/* NOLINTBEGIN(misc-no-recursion): LOWER_MAX_TYPE_DEPTH */

struct layout {
    struct lowering *l;
    uint64_t hash;
    uint32_t depth; /* how many unnamed records are around */
};

static void mix_text(struct layout *layout, const char *text)
{
    layout->hash = hash_mix(layout->hash, hash_bytes(text, strlen(text), 0));
}

static void mix_fields(struct layout *layout, CXCursor record);

/* An unnamed record has nothing but its fields; an unnamed enumeration is any integer. */
static void mix_base_type(struct layout *layout, CXType type)
{
    struct lowering *l = layout->l;
    CXCursor declaration = l->clang->getTypeDeclaration(type);

    if (type.kind != CXType_Record && type.kind != CXType_Enum)
        mix_text(layout, take_clang_string(l, l->clang->getTypeSpelling(type)));
    else if (*name_of(l, declaration))
        mix_text(layout, name_of(l, declaration));
    else if (type.kind == CXType_Record && layout->depth < LOWER_MAX_TYPE_DEPTH)
        mix_fields(layout, declaration);
}

static void mix_type(struct layout *layout, CXType type)
{
    const struct clang_api *clang = layout->l->clang;

    for (uint32_t depth = 0; depth < LOWER_MAX_TYPE_DEPTH; depth++) {
        type = clang->getUnqualifiedType(clang->getCanonicalType(type));
        layout->hash = hash_mix(layout->hash, (uint64_t)type.kind);
        if (type.kind == CXType_Pointer) {
            type = clang->getPointeeType(type);
        } else if (type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray) {
            layout->hash = hash_mix(layout->hash, (uint64_t)clang->getArraySize(type));
            type = clang->getArrayElementType(type);
        } else {
            break;
        }
    }
    mix_base_type(layout, type);
}

static enum CXVisitorResult mix_field(CXCursor field, CXClientData data)
{
    struct layout *layout = data;

    mix_text(layout, name_of(layout->l, field));
    mix_type(layout, layout->l->clang->getCursorType(field));
    return CXVisit_Continue;
}

static void mix_fields(struct layout *layout, CXCursor record)
{
    layout->hash = hash_mix(layout->hash, (uint64_t)kind_of(record));
    layout->depth++;
    layout->l->clang->Type_visitFields(layout->l->clang->getCursorType(record), mix_field, layout);
    layout->depth--;
}

uint64_t layout_of(struct lowering *l, CXCursor definition)
{
    struct layout layout = {.l = l};

    mix_fields(&layout, definition);
    return layout.hash ? layout.hash : 1;
}

/* NOLINTEND(misc-no-recursion) */
