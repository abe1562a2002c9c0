/* The AST as the lowering needs it: children as arrays, places, texts, constants. */
#include "frontend/lower.h"

#include <stdint.h>
#include <string.h>

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct lowering *l = data;

    (void)parent;
    vector_push(&l->collected, cursor);
    return CXChildVisit_Continue;
}

struct cursors children_of(struct lowering *l, CXCursor cursor)
{
    vector_clear(&l->collected);
    l->clang->visitChildren(cursor, collect, l);

    struct cursors children = {.count = l->collected.count};
    if (children.count)
        children.items = arena_copy(l->scratch, l->collected.items,
                                    children.count * sizeof(*l->collected.items));
    return children;
}

const char *take_clang_string(struct lowering *l, CXString string)
{
    const char *text = l->clang->getCString(string);

    text = text ? arena_string(l->unit, text, strlen(text)) : "";
    l->clang->disposeString(string);
    return text;
}

const char *spelling_of(struct lowering *l, CXCursor cursor)
{
    return take_clang_string(l, l->clang->getCursorSpelling(cursor));
}

const char *name_of(struct lowering *l, CXCursor cursor)
{
    const char *spelling = spelling_of(l, cursor);

    return strchr(spelling, '(') ? "" : spelling;
}

struct ir_location location_at(struct lowering *l, CXSourceLocation location)
{
    CXFile file;
    unsigned offset;

    l->clang->getExpansionLocation(location, &file, NULL, NULL, &offset);
    return file && file != l->made_up_file ? location_in(l, file, offset) : (struct ir_location){0};
}

struct ir_location location_of(struct lowering *l, CXCursor cursor)
{
    return location_at(l, l->clang->getCursorLocation(cursor));
}

struct span span_of(struct lowering *l, CXCursor cursor)
{
    CXSourceRange extent = l->clang->getCursorExtent(cursor);
    struct span span = {0};

    l->clang->getExpansionLocation(l->clang->getRangeStart(extent), &span.file, NULL, NULL,
                                   &span.begin);
    l->clang->getExpansionLocation(l->clang->getRangeEnd(extent), NULL, NULL, NULL, &span.end);
    return span;
}

bool span_has(struct span span, const struct error_place *error)
{
    return error->file == span.file && error->offset >= span.begin && error->offset <= span.end;
}

bool is_in_main_file(struct lowering *l, CXCursor cursor)
{
    CXFile file;

    l->clang->getExpansionLocation(l->clang->getCursorLocation(cursor), &file, NULL, NULL, NULL);
    return file && file_id(l, file).index == 1;
}

bool is_in_system_header(struct lowering *l, CXCursor cursor)
{
    CXFile file;

    l->clang->getExpansionLocation(l->clang->getCursorLocation(cursor), &file, NULL, NULL, NULL);
    return file && l->file_is_system.items[file_id(l, file).index];
}

const char *text_at(struct lowering *l, CXCursor cursor, size_t *ret_size)
{
    CXFile file;
    unsigned offset;

    l->clang->getSpellingLocation(l->clang->getCursorLocation(cursor), &file, NULL, NULL, &offset);
    if (!file)
        return NULL;
    size_t size;
    const char *text = l->clang->getFileContents(l->tu, file, &size);
    if (!text || offset >= size)
        return NULL;
    *ret_size = size - offset;
    return text + offset;
}

bool text_begins(struct lowering *l, CXCursor cursor, const char *word)
{
    size_t size, length = strlen(word);
    const char *text = text_at(l, cursor, &size);

    return text && size >= length && memcmp(text, word, length) == 0;
}

bool evaluate(struct lowering *l, CXCursor expression, int64_t *ret_value)
{
    CXEvalResult result = l->clang->Cursor_Evaluate(expression);

    if (!result)
        return false;
    bool is_integer = l->clang->EvalResult_getKind(result) == CXEval_Int;
    if (is_integer)
        *ret_value = l->clang->EvalResult_getAsLongLong(result);
    l->clang->EvalResult_dispose(result);
    return is_integer;
}

bool is_expression(CXCursor cursor)
{
    return cursor.kind >= CXCursor_FirstExpr && cursor.kind <= CXCursor_LastExpr;
}

bool last_expression(struct lowering *l, CXCursor cursor, CXCursor *ret_child)
{
    struct cursors children = children_of(l, cursor);

    for (uint32_t i = children.count; i > 0; i--) {
        if (!is_expression(children.items[i - 1]))
            continue;
        *ret_child = children.items[i - 1];
        return true;
    }
    return false;
}

CXCursor without_casts(struct lowering *l, CXCursor expression)
{
    for (;;) {
        enum CXCursorKind kind = kind_of(expression);
        bool is_broken = kind == CXCursor_UnexposedExpr && has_error(l, expression);
        if ((kind != CXCursor_ParenExpr && kind != CXCursor_UnexposedExpr) || is_broken)
            return expression; /* what is left of a broken one is no operand of a cast */
        struct cursors children = children_of(l, expression);
        if (children.count != 1 || !is_expression(children.items[0]))
            return expression;
        expression = children.items[0];
    }
}

bool is_made_up(struct lowering *l, CXCursor declaration)
{
    CXFile file;

    if (!l->made_up_file)
        return false;
    l->clang->getExpansionLocation(l->clang->getCursorLocation(declaration), &file, NULL, NULL,
                                   NULL);
    return file == l->made_up_file;
}
