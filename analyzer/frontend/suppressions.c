/* Comments that ask for silence: `stranded:ignore(check, …): reason`. */
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
        struct text reason = trimmed(part.begin + 1, part.end);
        suppression->reason =
            ir_builder_string(builder, reason.begin, (size_t)(reason.end - reason.begin));
    }
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
        suppression.flags |= IR_SUPPRESSION_ALONE;
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
