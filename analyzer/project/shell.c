#include "project/shell.h"

#include "project/words.h"

#include "base/vector.h"

#include <string.h>

enum shell_byte {
    BYTE_PLAIN,
    BYTE_END, /* of the text */
    BYTE_BLANK,
    BYTE_QUOTING,  /* ' " and backslash */
    BYTE_OPERATOR, /* ends the simple command */
    BYTE_REDIRECT,
};

static const unsigned char byte_kind[256] = {
    ['\0'] = BYTE_END,     [' '] = BYTE_BLANK,    ['\t'] = BYTE_BLANK,    ['\r'] = BYTE_BLANK,
    ['\''] = BYTE_QUOTING, ['"'] = BYTE_QUOTING,  ['\\'] = BYTE_QUOTING,  ['&'] = BYTE_OPERATOR,
    ['|'] = BYTE_OPERATOR, [';'] = BYTE_OPERATOR, ['\n'] = BYTE_OPERATOR, ['<'] = BYTE_REDIRECT,
    ['>'] = BYTE_REDIRECT,
};

static enum shell_byte kind_of(char c)
{
    return (enum shell_byte)byte_kind[(unsigned char)c];
}

/* Reading and writing side of the word that is decoded; `out` never overtakes `at`. */
struct cursor {
    char *at;
    char *out;
};

static bool copy_single_quoted(struct cursor *cursor)
{
    char *end = strchr(cursor->at, '\'');

    if (end == NULL)
        return false;
    size_t length = (size_t)(end - cursor->at);
    memmove(cursor->out, cursor->at, length);
    cursor->out += length;
    cursor->at = end + 1;
    return true;
}

static bool copy_double_quoted(struct cursor *cursor)
{
    for (;;) {
        char c = *cursor->at++;
        if (c == '\0')
            return false;
        if (c == '"')
            return true;
        if (c == '\\') {
            char next = *cursor->at;
            if (next == '\n') {
                cursor->at++;
                continue;
            }
            if (next == '"' || next == '\\' || next == '$' || next == '`') {
                c = next;
                cursor->at++;
            }
        }
        *cursor->out++ = c;
    }
}

/* Copies what a quoting character at `at` covers. */
static bool copy_quoted(struct cursor *cursor)
{
    char quote = *cursor->at++;

    if (quote == '\'')
        return copy_single_quoted(cursor);
    if (quote == '"')
        return copy_double_quoted(cursor);
    if (*cursor->at == '\0')
        return false;
    char c = *cursor->at++;
    if (c != '\n')
        *cursor->out++ = c;
    return true;
}

/* Decodes the word at *at, which is not empty, and moves *at behind it. *ret_next is the byte that
 * ended it: the word's own terminator may stand in its place. */
static bool split_word(char **at, char **ret_word, char *ret_next)
{
    struct cursor cursor = {.at = *at, .out = *at};

    *ret_word = *at;
    for (;;) {
        char *plain = cursor.at;
        while (kind_of(*cursor.at) == BYTE_PLAIN)
            cursor.at++;
        size_t length = (size_t)(cursor.at - plain);
        if (cursor.out != plain)
            memmove(cursor.out, plain, length);
        cursor.out += length;
        if (kind_of(*cursor.at) != BYTE_QUOTING)
            break;
        if (!copy_quoted(&cursor))
            return false;
    }
    *ret_next = *cursor.at;
    *cursor.out = '\0';
    *at = cursor.at;
    return true;
}

/* Behind the operator at `at`, which begins with `first`; the terminator of a word may stand there. */
static char *skip_operator(char *at, char first)
{
    bool is_double = (first == '&' || first == '|') && at[1] == first;

    return at + (is_double ? 2 : 1);
}

static char *skip_redirect(char *at)
{
    at++;
    while (*at == '>' || *at == '<' || *at == '&')
        at++;
    return at;
}

bool shell_split(char **at, struct words *words, const char **ret_problem)
{
    char *here = *at;
    char next = *here;
    bool to_redirect = false;

    for (;;) {
        switch (kind_of(next)) {
        case BYTE_END:
            *at = here;
            return true;
        case BYTE_BLANK:
            next = *++here;
            break;
        case BYTE_OPERATOR:
            *at = skip_operator(here, next);
            return true;
        case BYTE_REDIRECT:
            here = skip_redirect(here);
            next = *here;
            to_redirect = true;
            break;
        case BYTE_PLAIN:
        case BYTE_QUOTING: {
            char *word;
            if (here[0] == '\\' && here[1] == '\n') { /* a continued line, not a word */
                here += 2;
                next = *here;
                break;
            }
            if (!split_word(&here, &word, &next)) {
                *ret_problem = "has a quote or a backslash without an end";
                return false;
            }
            if (!to_redirect)
                vector_push(words, word);
            to_redirect = false;
            break;
        }
        }
    }
}
