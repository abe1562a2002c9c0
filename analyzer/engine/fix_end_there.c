/* Ending a thing before control leaves, with the statement that ends it elsewhere in the function. */
#include "engine/fixes.h"

#include <string.h>

static char byte_before(struct source_text text, size_t at)
{
    return at > 0 ? text.bytes[at - 1] : '\0';
}

/* The whole statement around the call, if it is nothing but the call; begin = end where it is more. */
static struct source_span statement_of(struct source_text text, size_t call)
{
    struct source_span none = {0, 0};
    size_t begin = call, before = source_skip_back(text, call);

    if (before >= 6 && memcmp(text.bytes + before - 6, "(void)", 6) == 0) {
        begin = before - 6;
        before = source_skip_back(text, begin);
    }
    size_t bracket = source_skip(text, source_word_end(text, call));
    size_t end =
        bracket < text.size && text.bytes[bracket] == '(' ? source_match(text, bracket) : 0;
    size_t semicolon = end ? source_skip(text, end) : text.size;
    if (semicolon >= text.size || text.bytes[semicolon] != ';' || !byte_before(text, before) ||
        !strchr(";{})", byte_before(text, before)))
        return none;
    return (struct source_span){begin, semicolon + 1};
}

/* A return that is the body of an `if` gets brackets. */
static void bracket(struct source_text text, size_t at, size_t before, const char *statement,
                    struct arena *arena, struct source_changes *changes)
{
    const char *outer = source_indent(text, before - 1, arena);
    const char *inner = source_indent(text, at, arena);
    const char *newline = source_newline(text);
    size_t end = source_statement_end(text, at);

    if (strlen(inner) <= strlen(outer)) /* it stands on the line of its `if` */
        inner = arena_printf(arena, "%s%s", outer, source_step(text, at));
    vector_push(changes, (struct source_change){before, at,
                                                arena_printf(arena, " {%s%s%s%s%s", newline, inner,
                                                             statement, newline, inner)});
    vector_push(changes,
                (struct source_change){end, end, arena_printf(arena, "%s%s}", newline, outer)});
}

bool fix_end_there(struct source_text text, size_t at, size_t like, struct arena *arena,
                   struct source_changes *changes)
{
    struct source_span span = statement_of(text, like);
    bool is_return = source_is_word(text, at, "return");
    size_t before = source_skip_back(text, at);
    const char *statement = source_copy(text, span, arena);

    if (span.begin == span.end || at >= text.size || (!is_return && text.bytes[at] != '}'))
        return false;
    if (is_return && source_statement_end(text, at) == 0)
        return false;
    const char *indent = source_indent(text, at, arena), *newline = source_newline(text);
    if (is_return && byte_before(text, before) == ')') {
        bracket(text, at, before, statement, arena, changes);
        return true;
    }
    if (!byte_before(text, before) || !strchr(";{}", byte_before(text, before)))
        return false;
    const char *added = is_return ? arena_printf(arena, "%s%s%s", statement, newline, indent)
                                  : arena_printf(arena, "%s%s%s%s", source_step(text, before - 1),
                                                 statement, newline, indent);
    vector_push(changes, (struct source_change){at, at, added});
    return true;
}
