/* One unit: the functions of its main file in their order, then what they use of its headers. */
#include "frontend/lower.h"

#include <stdint.h>

/* A declaration at file scope, of the main file. Variables that nothing uses are lowered, too: an
 * ops table may be reached from other units. */
static void lower_top(struct lowering *l, CXCursor declaration)
{
    enum CXCursorKind kind = kind_of(declaration);

    if (kind == CXCursor_FunctionDecl && l->clang->isCursorDefinition(declaration))
        lower_function(l, declaration);
    else if (kind == CXCursor_VarDecl)
        symbol_id(l, declaration);
}

static enum CXChildVisitResult collect_top(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct lowering *l = data;
    enum CXCursorKind kind = kind_of(cursor);

    (void)parent;
    if ((kind == CXCursor_FunctionDecl || kind == CXCursor_VarDecl) && is_in_main_file(l, cursor))
        vector_push(&l->tops, cursor);
    return CXChildVisit_Continue;
}

/* Initializers name functions of headers, whose bodies have static variables with initializers, and
 * so on: until nothing new turns up. Only then is <init> lowered, since it is one function. */
static void lower_queue(struct lowering *l)
{
    while (l->queue_next < l->queue.count || l->inits_scanned < l->inits.count) {
        if (l->queue_next < l->queue.count) {
            lower_function(l, l->queue.items[l->queue_next++]);
            continue;
        }
        uint32_t next = l->inits_scanned++;
        CXCursor init = l->clang->Cursor_getVarDeclInitializer(l->inits.items[next].variable);
        bool is_wanted = scan_initializer(l, init); /* may add to l->inits */
        l->inits.items[next].is_wanted = is_wanted;
    }
}

void lower_unit(struct lowering *l)
{
    l->clang->visitChildren(l->clang->getTranslationUnitCursor(l->tu), collect_top, l);
    for (uint32_t i = 0; i < l->tops.count; i++)
        lower_top(l, l->tops.items[i]);
    lower_queue(l);
    if (l->inits.count)
        lower_initializers(l);
}
