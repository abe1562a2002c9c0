#include "project/includes.h"

#include "base/arena.h"
#include "base/vector.h"

#include <string.h>

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at;
}

/* The directive in one line, if it is an #include of a literal name. */
static void scan_line(const char *at, const char *end, struct arena *arena, struct includes *ret)
{
    static const char directive[] = "include";
    size_t length = sizeof(directive) - 1;

    at = skip_blanks(at, end);
    if (at == end || *at != '#')
        return;
    at = skip_blanks(at + 1, end);
    if ((size_t)(end - at) <= length || strncmp(at, directive, length) != 0)
        return;
    at = skip_blanks(at + length, end);
    if (at == end || (*at != '"' && *at != '<'))
        return;

    bool is_quoted = *at == '"';
    const char *name = at + 1;
    const char *close = memchr(name, is_quoted ? '"' : '>', (size_t)(end - name));
    if (close == NULL)
        return;
    while (close - name > 2 && name[0] == '.' && name[1] == '/')
        name += 2;
    if (close == name || *name == '/')
        return;
    struct include include = {
        .name = arena_string(arena, name, (size_t)(close - name)),
        .is_quoted = is_quoted,
    };
    vector_push(&ret->list, include);
}

void includes_scan(const char *text, size_t size, struct arena *arena, struct includes *ret)
{
    const char *end = text + size;

    while (text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *line_end = newline == NULL ? end : newline;
        scan_line(text, line_end, arena, ret);
        text = newline == NULL ? end : newline + 1;
    }
}
