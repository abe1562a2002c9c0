#include "frontend/prefix.h"

#include <string.h>

struct scan {
    const char *at, *end;
    struct prefix *prefix;
};

/* ---- comments and spliced lines ---- */

static bool is_splice(const struct scan *scan, const char *at, size_t *ret_size)
{
    bool returns = at + 2 < scan->end && at[1] == '\r' && at[2] == '\n';

    *ret_size = returns ? 3 : 2;
    return returns || (at + 1 < scan->end && at[0] == '\\' && at[1] == '\n');
}

/* Whether a line that ends there goes on with the next one: behind a backslash, which blanks may follow, or the
 * trigraph of one. */
static bool is_continued(const char *begin, const char *line_end)
{
    while (line_end > begin && strchr(" \t\r\f\v", line_end[-1]))
        line_end--;
    return (line_end > begin && line_end[-1] == '\\') ||
           (line_end - begin >= 3 && memcmp(line_end - 3, "?\?/", 3) == 0);
}

/* The end of a block comment whose inside begins at `at`; NULL where it has none, or a line is continued in it:
 * that may part the asterisk from the slash. */
static const char *block_end(const struct scan *scan, const char *at)
{
    const char *close = memmem(at, (size_t)(scan->end - at), "*/", 2);
    const char *line = close ? at : NULL;

    while (line && (line = memchr(line, '\n', (size_t)(close - line)))) {
        if (is_continued(at, line))
            return NULL;
        line++;
    }
    return close ? close + 2 : NULL;
}

/* Steps over a comment; false where there is none, or one whose end is not plain. */
static bool skip_comment(struct scan *scan)
{
    const char *at = scan->at, *end = NULL;

    if (scan->end - at < 2 || at[0] != '/')
        return false;
    if (at[1] == '*') {
        end = block_end(scan, at + 2);
    } else if (at[1] == '/') {
        end = memchr(at, '\n', (size_t)(scan->end - at));
        if (end && is_continued(at, end))
            end = NULL;
    }
    if (end)
        scan->at = end;
    return end != NULL;
}

/* Steps over blanks, line ends and comments between directives. */
static void skip_space(struct scan *scan)
{
    do {
        while (scan->at < scan->end && strchr(" \t\r\n\f\v", *scan->at) && *scan->at)
            scan->at++;
    } while (skip_comment(scan));
}

/* ---- one directive ---- */

static void push(struct scan *scan, char byte)
{
    vector_push(&scan->prefix->text, byte);
}

/* Copies a string or character up to its closing quote; false where the line ends before. */
static bool copy_quoted(struct scan *scan, char quote)
{
    push(scan, *scan->at++);
    while (scan->at < scan->end && *scan->at != '\n') {
        char byte = *scan->at++;
        push(scan, byte);
        if (byte == quote)
            return true;
        if (byte == '?' && scan->at < scan->end && *scan->at == '?')
            return false; /* a trigraph, it may be */
        if (byte == '\\' && scan->at < scan->end && *scan->at != '\n' && *scan->at != '\r')
            push(scan, *scan->at++);
    }
    return false;
}

/* Copies the rest of the line that begins at `#`, its end included. Comments become a blank. */
static bool copy_line(struct scan *scan)
{
    size_t size;

    while (scan->at < scan->end) {
        char byte = *scan->at;
        if (byte == '\n') {
            scan->at++;
            push(scan, '\n');
            return true;
        }
        if (byte == '\\') {
            if (!is_splice(scan, scan->at, &size))
                return false;
            scan->at += size;
        } else if (byte == '"' || byte == '\'') {
            if (!copy_quoted(scan, byte))
                return false;
        } else if (byte == '/' && scan->end - scan->at >= 2 && strchr("/*\\", scan->at[1])) {
            if (!skip_comment(scan))
                return false;
            push(scan, ' ');
        } else if (byte == '?' || byte == '%') {
            return false; /* a trigraph or digraph, it may be */
        } else {
            if (byte != '\r')
                push(scan, byte);
            scan->at++;
        }
    }
    return false;
}

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t");
}

/* Whether the text at `at` is that word; `ret_behind`: what stands behind it. */
static bool is_word(const char *at, const char *word, const char **ret_behind)
{
    size_t length = strlen(word);

    if (strncmp(at, word, length) != 0 || !strchr(" \t\"<", at[length]))
        return false;
    *ret_behind = skip_blanks(at + length);
    return true;
}

/* Reads the name of an #include that was copied to `line`; false where a macro stands for it. */
static bool read_include(const struct prefix *prefix, const char *at, const char *source_begin,
                         const struct scan *scan, struct prefix_include *ret_include)
{
    char close = *at == '"' ? '"' : '>';
    size_t length = strcspn(at + 1, close == '"' ? "\"\n" : ">\n");

    if ((*at != '"' && *at != '<') || length == 0 || at[1 + length] != close)
        return false;
    *ret_include = (struct prefix_include){
        .name = (size_t)(at + 1 - prefix->text.items),
        .name_size = length,
        .is_quoted = close == '"',
        .source_end = (size_t)(scan->at - source_begin),
        .text_end = prefix->text.count,
    };
    return *skip_blanks(at + 2 + length) == '\n';
}

/* Takes one directive; false where the prefix ends before it. */
static bool take_directive(struct scan *scan, const char *source_begin)
{
    struct prefix *prefix = scan->prefix;
    uint32_t begin = prefix->text.count;
    struct prefix_include include;
    const char *behind;

    if (!copy_line(scan))
        return false;
    push(scan, '\0'); /* for the functions of strings */
    const char *name = skip_blanks(prefix->text.items + begin + 1);
    prefix->text.count--;
    if (is_word(name, "define", &behind) || is_word(name, "undef", &behind))
        return true;
    if (!is_word(name, "include", &behind) ||
        !read_include(prefix, behind, source_begin, scan, &include))
        return false;
    vector_push(&prefix->includes, include);
    return prefix->includes.count < PREFIX_INCLUDES;
}

void prefix_scan(const char *source, size_t size, struct prefix *ret_prefix)
{
    struct scan scan = {source, source + size, ret_prefix};

    *ret_prefix = (struct prefix){0};
    if (size >= 3 && memcmp(source, "\xef\xbb\xbf", 3) == 0)
        return; /* the mark of UTF-8 belongs to the main file */
    do
        skip_space(&scan);
    while (scan.at < scan.end && *scan.at == '#' && take_directive(&scan, source));
    if (ret_prefix->includes.count)
        ret_prefix->text.count = (uint32_t)vector_last(&ret_prefix->includes)->text_end;
}

void prefix_deinit(struct prefix *prefix)
{
    vector_deinit(&prefix->includes);
    vector_deinit(&prefix->text);
}

void prefix_blank(char *source, size_t end)
{
    for (size_t i = 0; i < end; i++)
        if (source[i] != '\n' && source[i] != '\r')
            source[i] = ' ';
}
