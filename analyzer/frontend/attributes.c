/* What attributes say. libclang exposes few of them; the others are read from the declaration as it
 * prints it, which it does only for declarations that have any. */
#include "frontend/lower.h"

#include <stdint.h>
#include <string.h>

#include "base/hash.h"

static const char *print_declaration(struct lowering *l, CXCursor declaration)
{
    const struct clang_api *clang = l->clang;
    CXPrintingPolicy policy = clang->getCursorPrintingPolicy(declaration);

    clang->PrintingPolicy_setProperty(policy, CXPrintingPolicy_TerseOutput, 1);
    clang->PrintingPolicy_setProperty(policy, CXPrintingPolicy_SuppressInitializers, 1);
    const char *text = take_clang_string(l, clang->getCursorPrettyPrinted(declaration, policy));
    clang->PrintingPolicy_dispose(policy);
    return text;
}

/* Behind `((name`, where the attribute's arguments or its end are; NULL if it is not there. */
static const char *find_attribute(const char *text, const char *name)
{
    size_t length = strlen(name);

    for (const char *at = text; (at = strstr(at, name)); at += length) {
        bool begins =
            at - text >= 2 && (strncmp(at - 2, "((", 2) == 0 || at[-1] == '[' || at[-1] == ':');
        if (begins && (at[length] == ')' || at[length] == '(' || at[length] == ']'))
            return at + length;
    }
    return NULL;
}

/* Whether the text has the attribute for what it declares, and not for one of its parameters. */
static bool has_own_attribute(const char *text, const char *name)
{
    const char *from = text;

    for (const char *behind; (behind = find_attribute(from, name)); from = behind) {
        const char *begin = behind - strlen(name) - 2; /* at the brackets before the name */
        int depth = 0;
        for (const char *at = text; at < begin; at++)
            depth += (*at == '(') - (*at == ')');
        if (depth == 0)
            return true;
    }
    return false;
}

struct annotations {
    struct lowering *l;
    const char *joined;
};

static enum CXChildVisitResult join_annotation(CXCursor child, CXCursor parent, CXClientData data)
{
    static const char prefix[] = "stranded:";
    struct annotations *annotations = data;
    struct lowering *l = annotations->l;

    (void)parent;
    if (kind_of(child) != CXCursor_AnnotateAttr)
        return CXChildVisit_Continue;
    const char *text = spelling_of(l, child);
    if (strncmp(text, prefix, sizeof(prefix) - 1) == 0)
        annotations->joined =
            *annotations->joined ? arena_printf(l->unit, "%s;%s", annotations->joined, text) : text;
    return CXChildVisit_Continue;
}

/* One of <stranded/annotations.h> that lowering has to know; the others are for the whole program. */
static bool says_never_returns(const char *annotation)
{
    static const char said[] = "stranded:never_returns";
    const char *at = strstr(annotation, said);

    return at && (at[sizeof(said) - 1] == ';' || at[sizeof(said) - 1] == '\0');
}

static const char *alias_of(struct lowering *l, const char *text)
{
    const char *argument = find_attribute(text, "alias");

    if (!argument || strncmp(argument, "(\"", 2) != 0)
        return "";
    argument += 2;
    return arena_string(l->unit, argument, strcspn(argument, "\""));
}

struct attributes attributes_of(struct lowering *l, CXCursor declaration)
{
    struct attributes result = {.alias = "", .annotation = ""};

    /* In C, the attribute form of noreturn is part of the type. */
    CXType type = l->clang->getCanonicalType(l->clang->getCursorType(declaration));
    bool is_function = type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto;
    if (is_function &&
        has_own_attribute(take_clang_string(l, l->clang->getTypeSpelling(type)), "noreturn"))
        result.symbol_flags |= IR_SYMBOL_NORETURN;
    if (!l->clang->Cursor_hasAttrs(declaration))
        return result;

    const char *text = print_declaration(l, declaration);
    if (strstr(text, "_Noreturn ") || has_own_attribute(text, "noreturn"))
        result.symbol_flags |= IR_SYMBOL_NORETURN;
    if (find_attribute(text, "constructor"))
        result.symbol_flags |= IR_SYMBOL_CONSTRUCTOR;
    if (find_attribute(text, "destructor"))
        result.symbol_flags |= IR_SYMBOL_DESTRUCTOR;
    if (find_attribute(text, "weak"))
        result.symbol_flags |= IR_SYMBOL_WEAK;
    result.alias = alias_of(l, text);

    struct annotations annotations = {.l = l, .joined = ""};
    l->clang->visitChildren(declaration, join_annotation, &annotations);
    result.annotation = annotations.joined;
    if (says_never_returns(annotations.joined))
        result.symbol_flags |= IR_SYMBOL_NORETURN;
    return result;
}

const char *cleanup_routine_of(struct lowering *l, CXCursor variable)
{
    if (!l->clang->Cursor_hasAttrs(variable))
        return NULL;
    const char *argument = find_attribute(print_declaration(l, variable), "cleanup");
    if (!argument || *argument != '(')
        return NULL;
    argument++;
    return arena_string(l->unit, argument, strcspn(argument, " )"));
}

static uint64_t name_key(const char *name)
{
    return hash_bytes(name, strlen(name), 0);
}

static enum CXChildVisitResult note_function(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct lowering *l = data;

    (void)parent;
    if (kind_of(cursor) != CXCursor_FunctionDecl)
        return CXChildVisit_Continue;
    uint64_t key = name_key(spelling_of(l, cursor));
    if (*intmap_put(l->functions_by_name, key, l->functions.count, NULL) == l->functions.count)
        vector_push(&l->functions, cursor);
    return CXChildVisit_Continue;
}

bool find_function(struct lowering *l, const char *name, CXCursor *ret_function)
{
    if (l->shared && !l->sees_all) {
        l->needs_all = true;
        return false;
    }
    if (!l->functions_by_name) {
        l->functions_by_name = arena_alloc(l->unit, sizeof(*l->functions_by_name));
        l->clang->visitChildren(l->clang->getTranslationUnitCursor(l->tu), note_function, l);
    }
    const uint32_t *index = intmap_find(l->functions_by_name, name_key(name));
    if (!index)
        return false;
    *ret_function = l->functions.items[*index];
    return true;
}
