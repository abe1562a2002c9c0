/* Comments that ask for silence: `stranded:ignore(check, …): reason`.
 *
 * One that stands alone covers the statement that begins on the line behind it, up to its body if it has one, over as
 * many lines as a formatter gives it. One behind code covers the statement that ends there. */
#include "frontend/lower.h"

#include <stdint.h>
#include <string.h>

static const char mark[] = "stranded:ignore";

struct text {
    const char *begin, *end;
};

static const char *line_begin(struct text text, const char *at)
{
    while (at > text.begin && at[-1] != '\n')
        at--;
    return at;
}

static const char *line_end(struct text text, const char *at)
{
    const char *end = memchr(at, '\n', (size_t)(text.end - at));

    return end ? end : text.end;
}

static const char *last_in(const char *begin, const char *end, const char *word)
{
    const char *found = NULL, *next = begin;
    size_t length = strlen(word);

    while ((next = memmem(next, (size_t)(end - next), word, length))) {
        found = next;
        next += length;
    }
    return found;
}

/* Where the comment around the mark begins: a `//` on its line, or a slash and star that nothing
 * has closed since. NULL if it stands in no comment (a string, say). Looks back over at most
 * COMMENT_MAX bytes. */
static const char *comment_begin(struct text text, const char *at, bool *ret_is_block)
{
    enum { COMMENT_MAX = 4096 };
    const char *from = at - text.begin > COMMENT_MAX ? at - COMMENT_MAX : text.begin;
    const char *open = last_in(from, at, "/*"), *close = last_in(from, at, "*/");
    const char *line = memmem(line_begin(text, at), (size_t)(at - line_begin(text, at)), "//", 2);

    *ret_is_block = open && (!close || close < open);
    if (*ret_is_block && (!line || line > open))
        return open;
    *ret_is_block = false;
    return line;
}

static bool is_blank(const char *begin, const char *end)
{
    while (begin < end && strchr(" \t\r\f\v", *begin))
        begin++;
    return begin == end;
}

static struct text trimmed(const char *begin, const char *end)
{
    while (begin < end && strchr(" \t\r\n", *begin))
        begin++;
    while (begin < end && strchr(" \t\r\n", end[-1]))
        end--;
    return (struct text){begin, end};
}

/* A reason over several lines becomes one line, without the stars that its lines begin with. */
static struct ir_string one_line(struct ir_builder *builder, struct text part)
{
    enum { REASON_MAX = 1024 };
    char line[REASON_MAX];
    size_t length = 0;

    for (const char *at = part.begin; at < part.end && length < sizeof(line); at++) {
        bool is_break = *at == '\n';

        while (is_break && at + 1 < part.end && strchr(" \t\r*\n", at[1]))
            at++;
        line[length++] = is_break ? ' ' : *at;
    }
    struct text whole = trimmed(line, line + length);
    return ir_builder_string(builder, whole.begin, (size_t)(whole.end - whole.begin));
}

/* What stands behind the mark: `(checks): reason`, either of which may be missing. */
static void read_request(struct ir_builder *builder, const char *at, const char *end,
                         struct ir_suppression *suppression)
{
    struct text part = trimmed(at, end);

    if (part.begin < part.end && *part.begin == '(') {
        const char *close = memchr(part.begin, ')', (size_t)(part.end - part.begin));
        struct text checks = trimmed(part.begin + 1, close ? close : part.end);
        suppression->checks =
            ir_builder_string(builder, checks.begin, (size_t)(checks.end - checks.begin));
        part = trimmed(close ? close + 1 : part.end, part.end);
    }
    if (part.begin < part.end && *part.begin == ':') {
        suppression->reason = one_line(builder, trimmed(part.begin + 1, part.end));
    }
}

/* ---- what it covers ---- */

/* A statement of more lines is no place for a comment that is about one of them. */
enum { LINES_MOST = 40 };

static uint16_t count_lines(const char *begin, const char *end)
{
    uint16_t lines = 0;

    for (; begin < end && lines < UINT16_MAX; begin++)
        if (*begin == '\n')
            lines++;
    return lines;
}

/* Behind the comment, string or character that begins there; `at` where none does. */
static const char *skip_quoted(struct text text, const char *at)
{
    size_t left = (size_t)(text.end - at);

    if (left > 1 && at[0] == '/' && at[1] == '/')
        return line_end(text, at);
    if (left > 1 && at[0] == '/' && at[1] == '*') {
        const char *close = memmem(at + 2, left - 2, "*/", 2);
        return close ? close + 2 : text.end;
    }
    if (*at != '"' && *at != '\'')
        return at;
    for (const char *end = at + 1; end < text.end && *end != '\n'; end++) {
        if (*end == *at)
            return end + 1;
        end += *end == '\\' && end + 1 < text.end;
    }
    return line_end(text, at);
}

/* The code that the comment is about: no line is empty between them, but further comments may be. */
static const char *code_behind(struct text text, const char *at)
{
    bool is_on_line = true; /* something stands on the line so far */

    while (at < text.end) {
        const char *next = skip_quoted(text, at);

        if (next != at && *at == '/') {
            is_on_line = true;
            at = next;
        } else if (*at == '\n') {
            if (!is_on_line)
                return NULL;
            is_on_line = false;
            at++;
        } else if (strchr(" \t\r\f\v", *at)) {
            at++;
        } else {
            return at;
        }
    }
    return NULL;
}

/* Where the statement that begins there, or the head of one with a body, ends. */
static const char *statement_end(struct text text, const char *begin)
{
    int depth = 0;

    for (const char *at = begin; at < text.end;) {
        const char *next = skip_quoted(text, at);

        if (next != at) {
            at = next;
            continue;
        }
        depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
        if (depth <= 0 && at > begin && strchr(";{}", *at))
            return at;
        at++;
    }
    return begin;
}

static uint16_t lines_below(struct text text, const char *at, const char *behind)
{
    const char *code = code_behind(text, behind);
    uint16_t lines = count_lines(at, code ? statement_end(text, code) : behind);

    if (!code)
        return lines + 1;
    return lines <= LINES_MOST ? lines : count_lines(at, code);
}

/* Whether a line leaves a statement unfinished, as its last character tells. */
static bool is_unfinished(struct text line)
{
    struct text part = trimmed(line.begin, line.end);

    return part.begin < part.end && strchr(",(=&|+-<?", part.end[-1]) != NULL;
}

static uint16_t lines_above(struct text text, const char *at)
{
    const char *begin = line_begin(text, at);
    uint16_t lines = 0;

    while (begin > text.begin && lines < LINES_MOST) {
        const char *before = line_begin(text, begin - 1);
        if (!is_unfinished((struct text){before, begin}))
            break;
        begin = before;
        lines++;
    }
    return lines;
}

static void add(struct ir_builder *builder, struct ir_file_id file, struct text text,
                const char *at, uint32_t line)
{
    bool is_block;
    const char *begin = comment_begin(text, at, &is_block);

    if (!begin)
        return;
    const char *close =
        is_block ? memmem(at, (size_t)(text.end - at), "*/", 2) : line_end(text, at);
    if (!close)
        close = text.end;
    const char *behind = is_block && close < text.end ? close + 2 : close;
    struct ir_suppression suppression = {
        .at = {.line = line,
               .column =
                   (uint16_t)(at - line_begin(text, at) < UINT16_MAX ? at - line_begin(text, at) + 1
                                                                     : UINT16_MAX),
               .file = (uint16_t)file.index},
    };
    if (is_blank(line_begin(text, begin), begin) && is_blank(behind, line_end(text, behind)))
        suppression.below = lines_below(text, at, behind);
    else
        suppression.above = lines_above(text, at);
    read_request(builder, at + sizeof(mark) - 1, close, &suppression);
    ir_builder_suppression(builder, &suppression);
}

/* Most files have none: one memmem() settles that. */
void find_suppressions(struct ir_builder *builder, struct ir_file_id file, const char *contents,
                       size_t size)
{
    struct text text = {contents, contents + size};
    const char *at = contents, *counted = contents;
    uint32_t line = 1;

    while ((at = memmem(at, (size_t)(text.end - at), mark, sizeof(mark) - 1))) {
        for (; counted < at; counted++)
            line += *counted == '\n';
        add(builder, file, text, at, line);
        at += sizeof(mark) - 1;
    }
}
