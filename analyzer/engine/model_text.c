#include "engine/model_text.h"

#include "base/memory.h"

#include <stdbool.h>
#include <string.h>

/* An include of the real header, by way of another one, finds its guard defined. */
const char *const model_flags[] = {
    "clang", "-std=gnu11", "-ffreestanding", "-fno-builtin", "-DSTRANDED_PRIMITIVES_H", NULL,
};

/* The first character behind the comment that begins at `at`. */
static const char *skip_comment(const char *at, const char *end)
{
    for (at += 2; at + 1 < end; at++) {
        if (at[0] == '*' && at[1] == '/')
            return at + 2;
    }
    return end;
}

/* The newline (or the end) that ends the directive at `at`. */
static const char *skip_directive(const char *at, const char *end)
{
    while (at < end && *at != '\n')
        at += *at == '\\' && at + 1 < end ? 2 : 1;
    return at;
}

/* Its `extern "C" {` and the brace that closes it: they stand between directives that ask for C++,
 * which a model never is. */
static const char *skip_cplusplus(const char *at, const char *end)
{
    static const char begin[] = "#ifdef __cplusplus", finish[] = "#endif";
    size_t rest = (size_t)(end - at);

    if (rest < sizeof(begin) || strncmp(at, begin, sizeof(begin) - 1) != 0)
        return at;
    const char *found = memmem(at, rest, finish, sizeof(finish) - 1);
    return found ? found : end;
}

char *model_prelude_new(const char *header, size_t size)
{
    char *prelude = memory_zeroed(size + 2, 1), *out = prelude;
    const char *at = header, *end = header + size;

    while (at < end) {
        at = skip_cplusplus(at, end);
        if (at + 1 < end && at[0] == '/' && at[1] == '*') {
            at = skip_comment(at, end);
        } else if (*at == '#') {
            at = skip_directive(at, end);
        } else {
            *out++ = (char)(*at == '\n' ? ' ' : *at);
            at++;
        }
    }
    *out = ' ';
    return prelude;
}

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t");
}

static bool is_primitives_include(const char *line)
{
    static const char include[] = "include", name[] = "<stranded/primitives.h>";

    line = skip_blanks(line);
    if (*line != '#')
        return false;
    line = skip_blanks(line + 1);
    if (strncmp(line, include, sizeof(include) - 1) != 0)
        return false;
    line = skip_blanks(line + sizeof(include) - 1);
    return strncmp(line, name, sizeof(name) - 1) == 0;
}

char *model_text_new(const char *prelude, const char *text, size_t size, size_t *ret_size)
{
    size_t length = strlen(prelude);
    char *joined = memory_zeroed(length + size + 1, 1);

    memcpy(mempcpy(joined, prelude, length), text, size); /* the last byte stays 0 */
    for (char *line = joined + length; line != NULL;) {
        char *newline = strchr(line, '\n');

        if (is_primitives_include(line))
            memset(line, ' ', newline ? (size_t)(newline - line) : strlen(line));
        line = newline ? newline + 1 : NULL;
    }
    *ret_size = length + size;
    return joined;
}
