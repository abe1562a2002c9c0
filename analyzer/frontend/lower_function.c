/* One function, and the pseudo function of the unit's initializers. */
#include "frontend/lower.h"

#include <stdint.h>
#include <string.h>

/* Emptying a large map costs its size, which small functions behind a huge one shall not pay. */
static void empty_map(struct intmap *map)
{
    enum { CAPACITY_KEPT = 4096, FILL_KEPT = 16 };

    if (map->capacity > CAPACITY_KEPT && map->count < map->capacity / FILL_KEPT)
        intmap_deinit(map);
    else
        intmap_reset(map);
}

static void reset_function(struct lowering *l)
{
    arena_reset(l->scratch);

    empty_map(&l->locals);
    empty_map(&l->label_map);
    vector_clear(&l->local_types);
    vector_clear(&l->labels);
    vector_clear(&l->gotos);
    vector_clear(&l->anys);
    l->cleanups = NULL;
    l->break_target = l->continue_target = (struct exit_target){0};
    l->switch_state = NULL;
    l->depth = 0;
    l->instr_flags = 0;
    l->budget = 0;
}

static void add_parameters(struct lowering *l, CXCursor definition)
{
    int count = l->clang->Cursor_getNumArguments(definition);

    for (int i = 0; i < count; i++) {
        CXCursor parameter = l->clang->Cursor_getArgument(definition, (unsigned)i);
        struct ir_local_id local =
            new_local(l, spelling_of(l, parameter), parameter_type(l, parameter),
                      IR_LOCAL_PARAMETER, location_of(l, parameter));
        intmap_put(&l->locals, declaration_key(parameter), local.index, NULL);
    }
}

/* The errors inside the function for which statements may be missing. */
static void find_losses(struct lowering *l, CXCursor definition)
{
    struct span span = span_of(l, definition);
    struct error_place *error;

    vector_clear(&l->losses);
    vector_each(error, &l->errors)
    {
        if (!error->is_contained && span_has(span, error))
            vector_push(&l->losses, error);
    }
}

/* Whether an error says that the function's type is not the one that it was declared with: it stands at its name. */
static bool is_declared_otherwise(struct lowering *l, CXCursor definition)
{
    struct error_place *error;
    CXFile file;
    unsigned offset;

    l->clang->getExpansionLocation(l->clang->getCursorLocation(definition), &file, NULL, NULL,
                                   &offset);
    vector_each(error, &l->errors)
    {
        if (error->is_contained && error->file == file && error->offset == offset)
            return true;
    }
    return false;
}

static uint32_t function_flags(struct lowering *l, CXCursor definition, struct ir_symbol_id symbol,
                               struct ir_location at)
{
    struct ir_type_id type = ir_builder_symbol_get(l->builder, symbol)->type;
    uint32_t flags = at.file == 1 ? 0 : IR_FUNCTION_IN_HEADER;

    if (type_kind(l, type) == IR_TYPE_FUNCTION && type_get(l, type)->flags & IR_TYPE_VARIADIC)
        flags |= IR_FUNCTION_VARIADIC;
    if (l->losses.count)
        flags |= IR_FUNCTION_DAMAGED;
    if (is_declared_otherwise(l, definition))
        flags |= IR_FUNCTION_OTHERWISE;
    return flags;
}

/* Children of a definition: attributes, parameters, and the body at the end. */
static bool find_body(struct lowering *l, CXCursor definition, CXCursor *ret_body)
{
    struct cursors parts = children_of(l, definition);

    if (!parts.count || kind_of(parts.items[parts.count - 1]) != CXCursor_CompoundStmt)
        return false;
    *ret_body = parts.items[parts.count - 1];
    return true;
}

void lower_function(struct lowering *l, CXCursor definition)
{
    struct ir_symbol_id symbol = symbol_id(l, definition);
    struct ir_location at = location_of(l, definition);
    CXSourceRange extent = l->clang->getCursorExtent(definition);
    struct ir_location end = location_at(l, l->clang->getRangeEnd(extent));
    CXCursor body;

    reset_function(l);
    l->function = symbol;
    l->function_name = spelling_of(l, definition);
    find_losses(l, definition);
    ir_builder_begin_function(l->builder, symbol, at, function_flags(l, definition, symbol, at));
    add_parameters(l, definition);
    if (find_body(l, definition, &body))
        lower_statement(l, body);
    ir_builder_return(l->builder, no_operand(), end);
    finish_gotos(l);
    ir_builder_end_function(l->builder, end);
    l->function = (struct ir_symbol_id){0};
    l->function_name = NULL;
}

static void lower_pending_init(struct lowering *l, const struct pending_init *pending)
{
    CXCursor init = l->clang->Cursor_getVarDeclInitializer(pending->variable);
    struct ir_place_id place = ir_builder_place_global(l->builder, pending->symbol);

    l->depth = 0;
    lower_initializer(l, place, l->clang->getCursorType(pending->variable), init);
}

void lower_initializers(struct lowering *l)
{
    struct ir_location at = {.line = 1, .column = 1, .file = 1};
    struct ir_type type = {.kind = IR_TYPE_VOID};
    struct pending_init *pending;

    type =
        (struct ir_type){.kind = IR_TYPE_FUNCTION, .element = ir_builder_type(l->builder, &type)};
    struct ir_symbol symbol = {
        .name = ir_builder_string(l->builder, "<init>", strlen("<init>")),
        .type = ir_builder_type(l->builder, &type),
        .linkage = IR_LINKAGE_INTERNAL,
        .flags = IR_SYMBOL_FUNCTION | IR_SYMBOL_DEFINED,
        .at = at,
    };
    struct ir_symbol_id id = ir_builder_symbol(l->builder, &symbol);

    reset_function(l);
    ir_builder_begin_function(l->builder, id, at, IR_FUNCTION_INIT);
    vector_each(pending, &l->inits)
    {
        if (pending->is_wanted)
            lower_pending_init(l, pending);
    }
    ir_builder_return(l->builder, no_operand(), at);
    finish_gotos(l);
    ir_builder_end_function(l->builder, at);
}
