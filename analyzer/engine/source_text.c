#include "engine/source_text.h"

#include "base/arena.h"

#include <glib.h>

#include <string.h>

size_t source_offset(struct source_text text, uint32_t line, uint32_t column)
{
    size_t at = 0;

    for (; line > 1; line--) {
        const char *newline = at < text.size ? memchr(text.bytes + at, '\n', text.size - at) : NULL;
        if (!newline)
            return text.size;
        at = (size_t)(newline - text.bytes) + 1;
    }
    return column > 0 && column - 1 < text.size - at ? at + column - 1 : text.size;
}

void source_place_of(struct source_text text, size_t offset, uint32_t *ret_line,
                     uint32_t *ret_column)
{
    size_t begin = 0;

    *ret_line = 1;
    for (size_t i = 0; i < offset && i < text.size; i++) {
        if (text.bytes[i] != '\n')
            continue;
        ++*ret_line;
        begin = i + 1;
    }
    *ret_column = (uint32_t)(offset - begin) + 1;
}

static char at_or_nul(struct source_text text, size_t at)
{
    return at < text.size ? text.bytes[at] : '\0';
}

/* Behind the comment, text or character that begins there; `at` when none does. */
static size_t skip_quoted(struct source_text text, size_t at)
{
    char first = at_or_nul(text, at);
    const char *end;

    if (first == '/' && at_or_nul(text, at + 1) == '*') {
        end = memmem(text.bytes + at + 2, text.size - at - 2, "*/", 2);
        return end ? (size_t)(end - text.bytes) + 2 : text.size;
    }
    if (first == '/' && at_or_nul(text, at + 1) == '/') {
        end = memchr(text.bytes + at, '\n', text.size - at);
        return end ? (size_t)(end - text.bytes) : text.size;
    }
    if (first != '"' && first != '\'')
        return at;
    for (at++; at < text.size && text.bytes[at] != first && text.bytes[at] != '\n'; at++)
        at += text.bytes[at] == '\\';
    return MIN(at + 1, text.size);
}

static bool is_comment(struct source_text text, size_t at)
{
    char next = at_or_nul(text, at + 1);

    return at_or_nul(text, at) == '/' && (next == '*' || next == '/');
}

size_t source_skip(struct source_text text, size_t at)
{
    while (at < text.size) {
        if (is_comment(text, at))
            at = skip_quoted(text, at);
        else if (g_ascii_isspace(text.bytes[at]))
            at++;
        else
            break;
    }
    return at;
}

/* Comments are told from the line's begin, so only those that end a line or stand between are seen. */
size_t source_skip_back(struct source_text text, size_t at)
{
    for (;;) {
        while (at > 0 && g_ascii_isspace(text.bytes[at - 1]))
            at--;
        size_t line = at;
        while (line > 0 && text.bytes[line - 1] != '\n')
            line--;
        size_t comment = line;
        while (comment < at && !is_comment(text, comment))
            comment = MAX(comment + 1, skip_quoted(text, comment));
        if (comment < at && skip_quoted(text, comment) >= at) {
            at = comment;
            continue;
        }
        if (at < 2 || memcmp(text.bytes + at - 2, "*/", 2) != 0)
            return at;
        size_t open = at - 2; /* one that began lines before, or in front of others on its line */
        while (open > 1 && memcmp(text.bytes + open - 2, "/*", 2) != 0)
            open--;
        if (open < 2)
            return at;
        at = open - 2;
    }
}

static bool is_word_byte(char byte)
{
    return g_ascii_isalnum(byte) || byte == '_';
}

size_t source_word_end(struct source_text text, size_t at)
{
    while (at < text.size && is_word_byte(text.bytes[at]))
        at++;
    return at;
}

size_t source_word_begin(struct source_text text, size_t at)
{
    while (at > 0 && is_word_byte(text.bytes[at - 1]))
        at--;
    return at;
}

bool source_is_word(struct source_text text, size_t at, const char *word)
{
    size_t length = strlen(word);

    return source_word_end(text, at) - at == length && memcmp(text.bytes + at, word, length) == 0 &&
           (at == 0 || !is_word_byte(text.bytes[at - 1]));
}

static bool opens(struct source_text text, size_t at)
{
    return at_or_nul(text, at) && strchr("([{", text.bytes[at]);
}

size_t source_match(struct source_text text, size_t at)
{
    size_t depth = 0;

    while (at < text.size) {
        size_t behind = skip_quoted(text, at);

        if (behind > at) {
            at = behind;
            continue;
        }
        if (opens(text, at))
            depth++;
        else if (strchr(")]}", text.bytes[at]) && text.bytes[at] && --depth == 0)
            return at + 1;
        at++;
    }
    return 0;
}

bool source_begins_statement(struct source_text text, size_t at)
{
    size_t before = source_skip_back(text, at);

    return before > 0 && strchr(";{}", text.bytes[before - 1]) != NULL;
}

bool source_is_plain(struct source_text text, struct source_span span)
{
    for (size_t at = span.begin; at < span.end; at++) {
        char next = at_or_nul(text, at + 1);
        bool is_arrow = text.bytes[at] == '-' && next == '>';

        if (!is_word_byte(text.bytes[at]) && !is_arrow &&
            (text.bytes[at] == '\0' || !strchr(".[]>", text.bytes[at])))
            return false;
        if (text.bytes[at] == '>' && (at == span.begin || text.bytes[at - 1] != '-'))
            return false;
    }
    return span.begin < span.end;
}

const char *source_fill(const char *code, const char *what, struct arena *arena)
{
    const char *gap = strstr(code, "%s");

    return arena_printf(arena, "%.*s%s%s", (int)(gap - code), code, what, gap + 2);
}

/* Behind the condition of the `if`, `for`, `while`, `switch` at `at`; 0 = it has none. */
static size_t skip_condition(struct source_text text, size_t at)
{
    size_t bracket = source_skip(text, source_word_end(text, at));

    return at_or_nul(text, bracket) == '(' ? source_match(text, bracket) : 0;
}

/* Behind what begins there: a comment, a text, a pair of brackets with all between them, or one byte. 0 = a
 * bracket is never closed. */
static size_t skip_part(struct source_text text, size_t at)
{
    if (opens(text, at))
        return source_match(text, at);
    return MAX(at + 1, skip_quoted(text, at));
}

static size_t end_of_plain(struct source_text text, size_t at)
{
    while (at < text.size && text.bytes[at] != ';' && text.bytes[at] != '}') {
        at = skip_part(text, at);
        if (at == 0)
            return 0;
    }
    return at_or_nul(text, at) == ';' ? at + 1 : 0;
}

/* Nested statements are followed in a loop: `if (a) for (;;) x();` ends where its innermost does, but for an
 * `else`, which this does not try. */
size_t source_statement_end(struct source_text text, size_t at)
{
    enum { MAX_NESTED = 16 };

    for (int depth = 0; depth < MAX_NESTED; depth++) {
        at = source_skip(text, at);
        if (at_or_nul(text, at) == '{')
            return source_match(text, at);
        bool is_if = source_is_word(text, at, "if");
        if (source_is_word(text, at, "do") || source_is_word(text, at, "else"))
            return 0;
        if (!is_if && !source_is_word(text, at, "for") && !source_is_word(text, at, "while") &&
            !source_is_word(text, at, "switch"))
            return end_of_plain(text, at);
        at = skip_condition(text, at);
        if (at == 0 || is_if)
            return 0;
    }
    return 0;
}

struct source_span source_first_argument(struct source_text text, size_t bracket)
{
    size_t at = source_skip(text, bracket + 1), begin = at;

    while (at < text.size && text.bytes[at] != ',' && text.bytes[at] != ')') {
        size_t behind = skip_part(text, at);

        if (behind == 0)
            break;
        at = behind;
    }
    return (struct source_span){begin, MAX(begin, source_skip_back(text, at))};
}

const char *source_indent(struct source_text text, size_t at, struct arena *arena)
{
    size_t begin = at, end;

    while (begin > 0 && text.bytes[begin - 1] != '\n')
        begin--;
    for (end = begin; end < text.size && (text.bytes[end] == ' ' || text.bytes[end] == '\t');)
        end++;
    return arena_string(arena, text.bytes + begin, end - begin);
}

const char *source_step(struct source_text text, size_t at)
{
    while (at > 0 && text.bytes[at - 1] != '\n')
        at--;
    return at_or_nul(text, at) == '\t' ? "\t" : "    ";
}

const char *source_newline(struct source_text text)
{
    const char *newline = memchr(text.bytes, '\n', text.size);

    return newline && newline > text.bytes && newline[-1] == '\r' ? "\r\n" : "\n";
}

const char *source_copy(struct source_text text, struct source_span span, struct arena *arena)
{
    return arena_string(arena, text.bytes + span.begin, span.end - span.begin);
}
