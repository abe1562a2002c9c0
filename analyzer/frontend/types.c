/* Types: canonical, without qualifiers, each once. */
#include "frontend/lower.h"

#include <stdint.h>
#include <string.h>

/* NOLINTBEGIN(misc-no-recursion): LOWER_MAX_TYPE_DEPTH */

const struct ir_type *type_get(const struct lowering *l, struct ir_type_id id)
{
    return ir_builder_type_get(l->builder, id);
}

enum ir_type_kind type_kind(const struct lowering *l, struct ir_type_id id)
{
    return id.index ? type_get(l, id)->kind : IR_TYPE_OTHER;
}

/* libclang gives a parameter that was written as an array that type, in its declaration and in every
 * expression, though it is a pointer. Where only a pointer can be, an array is one. */
bool is_pointer(const struct lowering *l, struct ir_type_id id)
{
    return type_kind(l, id) == IR_TYPE_POINTER || type_kind(l, id) == IR_TYPE_ARRAY;
}

struct ir_type_id parameter_type(struct lowering *l, CXCursor parameter)
{
    struct ir_type_id type = type_of(l, parameter);
    struct ir_type pointer = {.kind = IR_TYPE_POINTER, .element = type};

    if (type_kind(l, type) == IR_TYPE_ARRAY)
        pointer.element = type_get(l, type)->element;
    else if (type_kind(l, type) != IR_TYPE_FUNCTION)
        return type;
    return ir_builder_type(l->builder, &pointer);
}

static struct ir_type integer_type(const struct lowering *l, CXType type, bool is_signed)
{
    long long size = l->clang->Type_getSizeOf(type);

    return (struct ir_type){
        .kind = IR_TYPE_INTEGER,
        .count = size > 0 ? (uint64_t)size : sizeof(int),
        .flags = is_signed ? IR_TYPE_SIGNED : 0,
    };
}

static struct ir_type array_type(struct lowering *l, CXType type)
{
    long long count = type.kind == CXType_ConstantArray ? l->clang->getArraySize(type) : 0;

    return (struct ir_type){
        .kind = IR_TYPE_ARRAY,
        .element = type_id(l, l->clang->getArrayElementType(type)),
        .count = count > 0 ? (uint64_t)count : 0,
    };
}

static struct ir_type function_type(struct lowering *l, CXType type)
{
    struct ir_type result = {
        .kind = IR_TYPE_FUNCTION,
        .element = type_id(l, l->clang->getResultType(type)),
    };

    if (type.kind == CXType_FunctionNoProto) {
        result.flags = IR_TYPE_NO_PROTO;
        return result;
    }
    int count = l->clang->getNumArgTypes(type);
    result.count = count > 0 ? (uint64_t)count : 0;
    if (l->clang->isFunctionTypeVariadic(type))
        result.flags |= IR_TYPE_VARIADIC;
    return result;
}

/* The IR's type for a canonical one. Whatever is not listed is floating, complex, a vector, … */
static struct ir_type describe_type(struct lowering *l, CXType type)
{
    switch ((int)type.kind) {
    case CXType_Void:
        return (struct ir_type){.kind = IR_TYPE_VOID};
    case CXType_Bool:
    case CXType_Char_U:
    case CXType_UChar:
    case CXType_Char16:
    case CXType_Char32:
    case CXType_UShort:
    case CXType_UInt:
    case CXType_ULong:
    case CXType_ULongLong:
    case CXType_UInt128:
        return integer_type(l, type, false);
    case CXType_Char_S:
    case CXType_SChar:
    case CXType_WChar:
    case CXType_Short:
    case CXType_Int:
    case CXType_Long:
    case CXType_LongLong:
    case CXType_Int128:
    case CXType_Enum:
        return integer_type(l, type, true);
    case CXType_Pointer:
    case CXType_BlockPointer:
    case CXType_NullPtr:
        return (struct ir_type){
            .kind = IR_TYPE_POINTER,
            .element = type_id(l, l->clang->getPointeeType(type)),
        };
    case CXType_Record:
        return (struct ir_type){
            .kind = IR_TYPE_RECORD,
            .record = record_id(l, l->clang->getTypeDeclaration(type)),
        };
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
    case CXType_VariableArray:
        return array_type(l, type);
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        return function_type(l, type);
    default:
        return (struct ir_type){.kind = IR_TYPE_OTHER};
    }
}

/* ir_type_id << 1 | is atomic. */
static uint32_t look_up_type(struct lowering *l, CXType type)
{
    uint64_t key = (uint64_t)(uintptr_t)type.data[0];
    const uint32_t *known = intmap_find(&l->types, key);

    if (known)
        return *known;

    if (type.kind == CXType_Invalid) /* of a cursor without a type: qualifiers would crash */
        return ir_builder_type(l->builder, &(struct ir_type){.kind = IR_TYPE_OTHER}).index << 1;

    uint32_t atomic = 0;
    CXType canonical = l->clang->getUnqualifiedType(l->clang->getCanonicalType(type));
    if (canonical.kind == CXType_Atomic) {
        atomic = 1;
        canonical = l->clang->getUnqualifiedType(
            l->clang->getCanonicalType(l->clang->Type_getValueType(canonical)));
    }
    struct ir_type described = {.kind = IR_TYPE_OTHER};
    if (l->type_depth++ < LOWER_MAX_TYPE_DEPTH)
        described = describe_type(l, canonical);
    l->type_depth--;
    uint32_t value = ir_builder_type(l->builder, &described).index << 1 | atomic;
    /* A type met too deep inside another may still be described in full when it is met alone. */
    if (!l->type_depth)
        *intmap_put(&l->types, key, value, NULL) = value;
    return value;
}

struct ir_type_id type_id(struct lowering *l, CXType type)
{
    return (struct ir_type_id){look_up_type(l, type) >> 1};
}

struct ir_type_id type_of(struct lowering *l, CXCursor cursor)
{
    return type_id(l, l->clang->getCursorType(cursor));
}

bool is_atomic(struct lowering *l, CXCursor cursor)
{
    return look_up_type(l, l->clang->getCursorType(cursor)) & 1;
}

/* NOLINTEND(misc-no-recursion) */
