/* String literals: their bytes, from the text that libclang gives (quoted, escaped, joined). */
#include "frontend/lower.h"

#include <stdint.h>
#include <string.h>

struct reader {
    const char *at, *end;
};

static uint32_t digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (uint32_t)(c - 'a') + 10;
    if (c >= 'A' && c <= 'F')
        return (uint32_t)(c - 'A') + 10;
    return UINT32_MAX;
}

static uint32_t read_number(struct reader *reader, uint32_t base, uint32_t max_digits)
{
    uint32_t value = 0;

    for (uint32_t i = 0; i < max_digits && reader->at < reader->end; i++) {
        uint32_t digit = digit_of(*reader->at);
        if (digit >= base)
            break;
        value = value * base + digit;
        reader->at++;
    }
    return value;
}

/* The byte of the escape behind a backslash. Universal character names keep their low byte only:
 * nothing compares such strings. */
static char read_escape(struct reader *reader)
{
    static const char names[] = "abfnrtv", values[] = "\a\b\f\n\r\t\v";
    char c = *reader->at;
    const char *name = strchr(names, c);

    if (c >= '0' && c <= '7')
        return (char)read_number(reader, 8, 3);
    reader->at++;
    if (c == 'x')
        return (char)read_number(reader, 16, 8);
    if (c == 'u')
        return (char)read_number(reader, 16, 4);
    if (c == 'U')
        return (char)read_number(reader, 16, 8);
    if (name && c)
        return values[name - names];
    return c;
}

struct ir_operand lower_string(struct lowering *l, CXCursor e)
{
    const char *text = spelling_of(l, e);
    const char *quote = strchr(text, '"');
    char bytes[LOWER_MAX_STRING];
    size_t size = 0;

    if (!quote)
        return ir_builder_literal(l->builder, "", 0);
    struct reader reader = {quote + 1, text + strlen(text)};
    while (reader.at < reader.end && *reader.at != '"' && size < sizeof(bytes)) {
        char c = *reader.at++;
        if (c == '\\' && reader.at < reader.end)
            c = read_escape(&reader);
        bytes[size++] = c;
    }
    return ir_builder_literal(l->builder, bytes, size);
}
