/* Symbols: functions, and variables that are not locals. The first mention of one queues what it
 * brings along: the body of a function in a header, the initializer of a variable. */
#include "frontend/lower.h"

#include <stdint.h>
#include <string.h>

static enum builtin classify_builtin(const char *name)
{
    static const struct {
        const char *name;
        enum builtin builtin;
    } known[] = {
        {"__builtin_expect", BUILTIN_EXPECT},
        {"__builtin_expect_with_probability", BUILTIN_EXPECT},
        {"__builtin_assume_aligned", BUILTIN_EXPECT},
        {"__builtin_unreachable", BUILTIN_UNREACHABLE},
        {"__builtin_constant_p", BUILTIN_CONSTANT},
        {"__builtin_object_size", BUILTIN_UNEVALUATED},
        {"__builtin_dynamic_object_size", BUILTIN_UNEVALUATED},
        {"__builtin_prefetch", BUILTIN_IGNORED},
        {"__builtin_assume", BUILTIN_IGNORED},
        {"__builtin_va_start", BUILTIN_IGNORED},
        {"__builtin_va_end", BUILTIN_IGNORED},
        {"__builtin_va_copy", BUILTIN_IGNORED},
        {"__builtin_ia32_pause", BUILTIN_IGNORED},
    };

    if (strncmp(name, "__", 2) != 0)
        return BUILTIN_NONE;
    if (strncmp(name, "__sync_", 7) == 0 || strncmp(name, "__atomic_", 9) == 0)
        return BUILTIN_ATOMIC;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strcmp(name, known[i].name) == 0)
            return known[i].builtin;
    return BUILTIN_NONE;
}

/* What the compiler's name of a function stands for that is the C library's as well. */
static const char *library_name(const char *name)
{
    static const char prefix[] = "__builtin_";
    static const char *const functions[] = {
        "alloca", "malloc", "calloc",  "realloc", "free",  "memcpy", "memmove",
        "memset", "strdup", "strndup", "exit",    "_exit", "abort",
    };

    if (strncmp(name, prefix, sizeof(prefix) - 1) != 0)
        return name;
    for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
        if (strcmp(name + sizeof(prefix) - 1, functions[i]) == 0)
            return functions[i];
    return name;
}

enum builtin builtin_of(const struct lowering *l, struct ir_symbol_id symbol)
{
    return symbol.index < l->builtins.count ? (enum builtin)l->builtins.items[symbol.index]
                                            : BUILTIN_NONE;
}

static void note_builtin(struct lowering *l, struct ir_symbol_id id, const char *name)
{
    enum builtin builtin = classify_builtin(name);

    if (builtin == BUILTIN_NONE)
        return;
    while (l->builtins.count <= id.index)
        vector_push(&l->builtins, BUILTIN_NONE);
    l->builtins.items[id.index] = (uint8_t)builtin;
}

bool is_noreturn(const struct lowering *l, struct ir_symbol_id symbol)
{
    return ir_builder_symbol_get(l->builder, symbol)->flags & IR_SYMBOL_NORETURN;
}

static enum ir_linkage linkage_of(struct lowering *l, CXCursor declaration)
{
    switch (l->clang->getCursorLinkage(declaration)) {
    case CXLinkage_NoLinkage:
        return IR_LINKAGE_LOCAL;
    case CXLinkage_Internal:
        return IR_LINKAGE_INTERNAL;
    case CXLinkage_Invalid:
    case CXLinkage_UniqueExternal:
    case CXLinkage_External:
        break;
    }
    return IR_LINKAGE_EXTERNAL;
}

/* The flags of where a symbol is declared; builtins have no place and belong to the system, as do variables and constants
 * whose header is not there. A function may keep what it is given. */
static uint32_t origin_flags(struct lowering *l, CXCursor declaration, struct ir_location at)
{
    if (is_made_up(l, declaration) && kind_of(declaration) == CXCursor_FunctionDecl)
        return 0;
    if (!at.file || is_in_system_header(l, declaration))
        return IR_SYMBOL_SYSTEM;
    return at.file != 1 ? IR_SYMBOL_IN_HEADER : 0;
}

static uint32_t variable_flags(struct lowering *l, CXCursor variable)
{
    uint32_t flags = 0;

    if (l->clang->getCursorTLSKind(variable) != CXTLS_None)
        flags |= IR_SYMBOL_THREAD_LOCAL;
    CXType type = l->clang->getCursorType(variable);
    while (type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray)
        type = l->clang->getArrayElementType(type);
    if (l->clang->isConstQualifiedType(l->clang->getCanonicalType(type)))
        flags |= IR_SYMBOL_CONST;
    return flags;
}

/* `extern` without an initializer; the rest, tentative definitions included, defines. */
static bool is_declared_only(struct lowering *l, CXCursor variable)
{
    return l->clang->Cursor_getStorageClass(variable) == CX_SC_Extern &&
           !l->clang->isCursorDefinition(variable);
}

static void queue_body(struct lowering *l, CXCursor definition)
{
    if (!is_in_main_file(l, definition))
        vector_push(&l->queue, definition);
}

static void queue_initializer(struct lowering *l, CXCursor definition, struct ir_symbol_id id)
{
    struct pending_init pending = {.variable = definition, .symbol = id};
    CXCursor init = l->clang->Cursor_getVarDeclInitializer(definition);

    if (!l->clang->Cursor_isNull(init))
        vector_push(&l->inits, pending);
}

/* What is known of a symbol from one of its declarations and, if there is one, its definition,
 * whose place it gets: a static function may be declared in a header. */
static struct ir_symbol describe_symbol(struct lowering *l, CXCursor declaration,
                                        CXCursor definition)
{
    bool is_function = kind_of(declaration) == CXCursor_FunctionDecl;
    bool has_definition = !l->clang->Cursor_isNull(definition);
    CXCursor best = has_definition ? definition : declaration;
    struct attributes attributes = attributes_of(l, best);
    struct ir_symbol symbol = {
        .type = type_of(l, best),
        .linkage = linkage_of(l, best),
        .at = location_of(l, best),
        .flags = attributes.symbol_flags,
        .annotation =
            ir_builder_string(l->builder, attributes.annotation, strlen(attributes.annotation)),
        .alias = ir_builder_string(l->builder, attributes.alias, strlen(attributes.alias)),
    };

    if (has_definition && declaration_key(definition) != declaration_key(declaration))
        symbol.flags |= attributes_of(l, declaration).symbol_flags;
    symbol.flags |= origin_flags(l, best, symbol.at);
    symbol.flags |= is_function ? IR_SYMBOL_FUNCTION : variable_flags(l, best);
    if (has_definition || (!is_function && !is_declared_only(l, declaration)))
        symbol.flags |= IR_SYMBOL_DEFINED;
    if (symbol.linkage == IR_LINKAGE_LOCAL)
        symbol.owner = l->function;
    return symbol;
}

static struct ir_symbol_id add_symbol(struct lowering *l, CXCursor declaration, CXCursor definition)
{
    const char *name = library_name(spelling_of(l, declaration));
    CXCursor naming = l->naming;

    l->naming = declaration;
    struct ir_symbol symbol = describe_symbol(l, declaration, definition);
    l->naming = naming;
    symbol.name = ir_builder_string(l->builder, name, strlen(name));

    struct ir_symbol_id id = ir_builder_symbol(l->builder, &symbol);
    if (symbol.flags & IR_SYMBOL_FUNCTION)
        note_builtin(l, id, name);
    intmap_put(&l->symbols, declaration_key(declaration), id.index, NULL);
    return id;
}

struct ir_symbol_id symbol_id(struct lowering *l, CXCursor declaration)
{
    const uint32_t *known = intmap_find(&l->symbols, declaration_key(declaration));

    if (known)
        return (struct ir_symbol_id){*known};

    CXCursor definition = l->clang->getCursorDefinition(declaration);
    struct ir_symbol_id id = add_symbol(l, declaration, definition);
    if (l->clang->Cursor_isNull(definition))
        return id;

    bool is_new = declaration_key(definition) == declaration_key(declaration);
    if (!is_new)
        intmap_put(&l->symbols, declaration_key(definition), id.index, &is_new);
    if (is_new && kind_of(definition) == CXCursor_FunctionDecl)
        queue_body(l, definition);
    else if (is_new)
        queue_initializer(l, definition, id);
    return id;
}
