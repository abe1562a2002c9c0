/* Statements and local declarations. */
#include "frontend/lower.h"

#include <stdint.h>

/* NOLINTBEGIN(misc-no-recursion): as deep as the source is nested, see enter() */

static void end_scope(struct lowering *l, const struct cleanup *outer, struct ir_location at)
{
    run_cleanups(l, l->cleanups, outer, at);
    l->cleanups = outer;
}

static struct ir_location end_of(struct lowering *l, CXCursor cursor)
{
    return location_at(l, l->clang->getRangeEnd(l->clang->getCursorExtent(cursor)));
}

/* The statements of the compound of which clang understood so little that they are not there: errors by the number of
 * the statement that they stand in front of; NULL = none. What stands in a statement that is there is that one's. */
static const struct error_place **find_lost(struct lowering *l, CXCursor s, struct cursors parts)
{
    const struct error_place **lost = NULL;
    struct span around = span_of(l, s);

    for (uint32_t k = 0; k < l->losses.count; k++) {
        const struct error_place *error = l->losses.items[k];
        uint32_t gap = 0, i = 0;
        for (; i < parts.count && span_has(around, error); i++) {
            struct span span = span_of(l, parts.items[i]);
            if (span_has(span, error))
                break;
            gap = error->offset > span.end ? i + 1 : gap;
        }
        if (i < parts.count || !span_has(around, error))
            continue;
        if (!lost)
            lost = ARENA_ARRAY(l->scratch, const struct error_place *, parts.count + 1);
        lost[gap] = error;
    }
    return lost;
}

/* A statement that is not there may do anything, and leave the function. */
static void lower_lost(struct lowering *l, const struct error_place *error)
{
    if (error)
        emit_unknown(l, "statement with an error", location_in(l, error->file, error->offset));
}

static void lower_compound(struct lowering *l, CXCursor s)
{
    struct cursors parts = children_of(l, s);
    const struct cleanup *outer = l->cleanups;
    const struct error_place **lost = l->losses.count ? find_lost(l, s, parts) : NULL;

    for (uint32_t i = 0; i < parts.count; i++) {
        lower_lost(l, lost ? lost[i] : NULL);
        lower_statement(l, parts.items[i]);
    }
    lower_lost(l, lost ? lost[parts.count] : NULL);
    if (l->cleanups != outer)
        end_scope(l, outer, end_of(l, s));
}

/* `({ … })`: the value of the last statement, kept before the scope's cleanups run. */
static struct ir_operand lower_last(struct lowering *l, CXCursor last, struct ir_place_id dst,
                                    bool has_cleanups)
{
    if (!is_expression(last)) {
        lower_statement(l, last);
        return no_operand();
    }
    if (is_discard(dst) || !has_cleanups)
        return lower_expression(l, last, dst);
    struct ir_type_id type = type_of(l, last);
    if (type_kind(l, type) == IR_TYPE_VOID) {
        lower_effect(l, last);
        return no_operand();
    }
    struct ir_place_id result = result_place(l, dst, type, location_of(l, last));
    lower_into(l, last, result);
    return ir_builder_value(l->builder, result);
}

struct ir_operand lower_statement_expression(struct lowering *l, CXCursor e, struct ir_place_id dst)
{
    struct cursors body = children_of(l, e);
    const struct cleanup *outer = l->cleanups;

    if (body.count != 1)
        return ir_builder_unknown_value();
    struct cursors parts = children_of(l, body.items[0]);
    if (!parts.count)
        return no_operand();
    for (uint32_t i = 0; i + 1 < parts.count; i++)
        lower_statement(l, parts.items[i]);
    CXCursor last = parts.items[parts.count - 1];
    /* A label in front of the value is passed by. */
    while (kind_of(last) == CXCursor_LabelStmt) {
        struct cursors inner = children_of(l, last);
        if (!inner.count || !is_expression(inner.items[inner.count - 1]))
            break;
        begin_label(l, last);
        last = inner.items[inner.count - 1];
    }
    struct ir_operand value = lower_last(l, last, dst, l->cleanups != outer);
    if (l->cleanups != outer)
        end_scope(l, outer, end_of(l, e));
    return value;
}

/* ---- declarations ---- */

static void add_cleanup(struct lowering *l, CXCursor variable, struct ir_local_id local)
{
    const char *name = cleanup_routine_of(l, variable);
    CXCursor function;

    if (!name)
        return;
    if (!find_function(l, name, &function)) {
        emit_unknown(l, "cleanup by an undeclared function", location_of(l, variable));
        return;
    }
    struct cleanup *due = ARENA_NEW(l->scratch, struct cleanup);
    *due = (struct cleanup){l->cleanups, local, symbol_id(l, function),
                            ARENA_NEW(l->scratch, CXCursor)};
    *due->block = l->clang->getNullCursor();
    l->cleanups = due;
}

/* The bounds of a variable-length array are evaluated where it is declared. */
static void lower_bounds(struct lowering *l, CXCursor variable, CXCursor init)
{
    struct cursors parts = children_of(l, variable);

    for (uint32_t i = 0; i < parts.count; i++)
        if (is_expression(parts.items[i]) && statement_key(parts.items[i]) != statement_key(init))
            lower_effect(l, parts.items[i]);
}

static void lower_variable(struct lowering *l, CXCursor variable)
{
    const struct clang_api *clang = l->clang;
    enum CX_StorageClass storage = clang->Cursor_getStorageClass(variable);

    if (storage == CX_SC_Static || storage == CX_SC_Extern || storage == CX_SC_PrivateExtern) {
        symbol_id(l, variable);
        return;
    }
    CXType type = clang->getCursorType(variable);
    CXCursor init = clang->Cursor_getVarDeclInitializer(variable), naming = l->naming;
    l->naming = variable;
    struct ir_local_id local =
        new_local(l, spelling_of(l, variable), type_id(l, type), 0, location_of(l, variable));
    l->naming = naming;
    intmap_put(&l->locals, declaration_key(variable), local.index, NULL);
    if (clang->getCanonicalType(type).kind == CXType_VariableArray)
        lower_bounds(l, variable, init);
    /* a block is noted where it is due: the scope may be left in any other initializer */
    bool is_block =
        !clang->Cursor_isNull(init) && kind_of(without_casts(l, init)) == CXCursor_BlockExpr;
    if (is_block)
        add_cleanup(l, variable, local);
    if (!clang->Cursor_isNull(init)) {
        uint16_t flags = l->instr_flags;
        l->instr_flags |= IR_INSTR_INIT;
        lower_initializer(l, ir_builder_place_local(l->builder, local), type, init);
        l->instr_flags = flags;
    }
    if (!is_block)
        add_cleanup(l, variable, local);
}

/* Types, typedefs, prototypes and local labels do nothing. */
void lower_declaration(struct lowering *l, CXCursor declaration)
{
    if (kind_of(declaration) == CXCursor_VarDecl)
        lower_variable(l, declaration);
}

static void lower_declarations(struct lowering *l, CXCursor s)
{
    struct cursors parts = children_of(l, s);

    for (uint32_t i = 0; i < parts.count; i++)
        lower_declaration(l, parts.items[i]);
}

/* ---- statements ---- */

/* An `else if` goes round the loop: generated code has thousands in a row. */
static void lower_if(struct lowering *l, CXCursor s)
{
    struct ir_block_id next = ir_builder_block(l->builder);
    struct ir_location at = location_of(l, s);

    for (;;) {
        struct cursors parts = children_of(l, s);
        if (parts.count != 2 && parts.count != 3) {
            emit_unknown(l, "if with a part missing", at);
            break;
        }
        struct ir_block_id then = ir_builder_block(l->builder);
        struct ir_block_id otherwise = parts.count == 3 ? ir_builder_block(l->builder) : next;
        lower_condition(l, parts.items[0], then, otherwise);
        ir_builder_use_block(l->builder, then);
        lower_statement(l, parts.items[1]);
        ir_builder_jump(l->builder, next, at);
        if (parts.count == 2)
            break;
        ir_builder_use_block(l->builder, otherwise);
        s = parts.items[2];
        if (kind_of(s) != CXCursor_IfStmt) {
            lower_statement(l, s);
            break;
        }
    }
    ir_builder_jump(l->builder, next, at);
    ir_builder_use_block(l->builder, next);
}

/* The value as the cleanups that are due cannot change it: in a temporary, or a constant. */
static struct ir_operand kept_value(struct lowering *l, CXCursor e, struct ir_type_id type)
{
    struct ir_place_id kept = {0};

    if (l->cleanups)
        kept = new_temporary(l, type, location_of(l, e));
    struct ir_operand value = lower_expression(l, e, kept);
    if (kept.index && value.kind == IR_OPERAND_PLACE) {
        emit_copy(l, kept, value, location_of(l, e));
        value = ir_builder_value(l->builder, kept);
    }
    return value.kind == IR_OPERAND_NONE ? ir_builder_unknown_value() : value;
}

void lower_return(struct lowering *l, CXCursor s)
{
    struct ir_location at = location_of(l, s);
    struct ir_operand value = no_operand();
    CXCursor e;

    if (last_expression(l, s, &e)) {
        struct ir_type_id type = type_of(l, e);
        if (type_kind(l, type) == IR_TYPE_VOID)
            lower_effect(l, e);
        else
            value = kept_value(l, e, type);
    }
    run_cleanups(l, l->cleanups, NULL, at);
    ir_builder_return(l->builder, value, at);
}

/* An attributed statement: what is in it is lowered as it stands. */
static void lower_parts(struct lowering *l, CXCursor s)
{
    struct cursors parts = children_of(l, s);

    for (uint32_t i = 0; i < parts.count; i++) {
        enum CXCursorKind kind = kind_of(parts.items[i]);
        if (l->clang->isStatement(kind) || is_expression(parts.items[i]))
            lower_statement(l, parts.items[i]);
    }
}

static void lower_other(struct lowering *l, CXCursor s, enum CXCursorKind kind)
{
    if (is_expression(s))
        lower_effect(l, s);
    else if (l->clang->isDeclaration(kind))
        lower_declaration(l, s);
    else if (l->clang->isStatement(kind))
        emit_unknown(l, take_clang_string(l, l->clang->getCursorKindSpelling(kind)),
                     location_of(l, s));
}

static void dispatch(struct lowering *l, CXCursor s)
{
    enum CXCursorKind kind = kind_of(s);

    switch ((int)kind) {
    case CXCursor_CompoundStmt:
        lower_compound(l, s);
        return;
    case CXCursor_DeclStmt:
        lower_declarations(l, s);
        return;
    case CXCursor_IfStmt:
        lower_if(l, s);
        return;
    case CXCursor_ForStmt:
    case CXCursor_WhileStmt:
    case CXCursor_DoStmt:
        lower_loop(l, s);
        return;
    case CXCursor_SwitchStmt:
        lower_switch(l, s);
        return;
    case CXCursor_CaseStmt:
    case CXCursor_DefaultStmt:
        lower_case(l, s);
        return;
    case CXCursor_ReturnStmt:
        lower_return(l, s);
        return;
    case CXCursor_BreakStmt:
        jump_out(l, &l->break_target, location_of(l, s));
        return;
    case CXCursor_ContinueStmt:
        jump_out(l, &l->continue_target, location_of(l, s));
        return;
    case CXCursor_LabelStmt:
        lower_label(l, s);
        return;
    case CXCursor_GotoStmt:
        lower_goto(l, s);
        return;
    case CXCursor_IndirectGotoStmt:
        lower_indirect_goto(l, s);
        return;
    case CXCursor_GCCAsmStmt:
    case CXCursor_MSAsmStmt:
        lower_asm(l, s);
        return;
    case CXCursor_NullStmt:
        return;
    case CXCursor_UnexposedStmt:
        lower_parts(l, s);
        return;
    default:
        lower_other(l, s, kind);
    }
}

/* Recursion: bounded by enter(). */
void lower_statement(struct lowering *l, CXCursor s)
{
    if (enter(l, s))
        dispatch(l, s);
    leave(l);
}

/* NOLINTEND(misc-no-recursion) */
