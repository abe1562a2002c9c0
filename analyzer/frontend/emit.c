/* Instructions and locals, with the flags of where the lowering stands. */
#include "frontend/lower.h"

#include <stdint.h>
#include <string.h>

struct ir_local_id new_local(struct lowering *l, const char *name, struct ir_type_id type,
                             uint32_t flags, struct ir_location at)
{
    struct ir_local local = {
        .name = ir_builder_string(l->builder, name, strlen(name)),
        .type = type,
        .flags = flags,
        .at = at,
    };
    struct ir_local_id id = ir_builder_local(l->builder, &local);

    while (l->local_types.count <= id.index)
        vector_push(&l->local_types, (struct ir_type_id){0});
    l->local_types.items[id.index] = type;
    return id;
}

struct ir_place_id new_temporary(struct lowering *l, struct ir_type_id type, struct ir_location at)
{
    return ir_builder_place_local(l->builder, new_local(l, "", type, 0, at));
}

struct ir_place_id result_place(struct lowering *l, struct ir_place_id dst, struct ir_type_id type,
                                struct ir_location at)
{
    if (dst.index && !is_discard(dst))
        return dst;
    struct ir_type pointer = {.kind = IR_TYPE_POINTER};
    if (type_kind(l, type) == IR_TYPE_ARRAY) { /* a value: see is_pointer() */
        pointer.element = type_get(l, type)->element;
        type = ir_builder_type(l->builder, &pointer);
    }
    return new_temporary(l, type, at);
}

void emit_copy(struct lowering *l, struct ir_place_id dst, struct ir_operand value,
               struct ir_location at)
{
    if (is_place(value, dst))
        return;
    if (value.kind == IR_OPERAND_NONE)
        value = ir_builder_unknown_value();
    if (l->budget)
        l->budget--;
    ir_builder_copy(l->builder, dst, value, at, l->instr_flags);
}

void emit_compute(struct lowering *l, struct ir_place_id dst, enum ir_operator operation,
                  struct ir_operand a, struct ir_operand b, struct ir_location at)
{
    if (l->budget)
        l->budget--;
    if (a.kind == IR_OPERAND_NONE)
        a = ir_builder_unknown_value();
    ir_builder_compute(l->builder, dst, operation, a, b, at, l->instr_flags);
}

void emit_unknown(struct lowering *l, const char *reason, struct ir_location at)
{
    ir_builder_unknown(l->builder, reason, at);
}

struct ir_operand zero_of(struct lowering *l, struct ir_type_id type)
{
    return is_pointer(l, type) ? ir_builder_null() : ir_builder_integer(l->builder, 0);
}

bool enter(struct lowering *l, CXCursor cursor)
{
    if (++l->depth <= LOWER_MAX_DEPTH)
        return true;
    emit_unknown(l, "code nested too deeply", location_of(l, cursor));
    return false;
}
