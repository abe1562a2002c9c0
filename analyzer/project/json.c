#include "project/json.h"

#include <stdint.h>
#include <string.h>

#define EVERY_BYTE 0x0101010101010101u
#define HIGH_BITS  0x8080808080808080u

bool json_fail(struct json_reader *json, const char *problem)
{
    if (json->problem == NULL)
        json->problem = problem;
    json->at = json->end;
    return false;
}

void json_init(struct json_reader *json, char *text, size_t size)
{
    *json = (struct json_reader){.at = text, .end = text + size, .line = 1};
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        json->at += 3;
    else if (size >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0))
        json_fail(json, "is in UTF-16; JSON is read in UTF-8 only");
}

char json_peek(struct json_reader *json)
{
    for (;; json->at++) {
        char c = *json->at;
        if (c == '\n')
            json->line++;
        else if (c != ' ' && c != '\t' && c != '\r')
            return c;
    }
}

bool json_enter(struct json_reader *json, char open, struct json_list *ret_list)
{
    if (json_peek(json) != open)
        return json_fail(json, open == '[' ? "an array is missing" : "an object is missing");
    json->at++;
    *ret_list = (struct json_list){.close = open == '[' ? ']' : '}'};
    return true;
}

bool json_next(struct json_reader *json, struct json_list *list)
{
    char c = json_peek(json);
    if (c == list->close) {
        json->at++;
        return false;
    }
    if (list->begun) {
        if (c != ',')
            return json_fail(json, "a comma or the end of a list is missing");
        json->at++;
        c = json_peek(json);
    }
    list->begun = true;
    if (c == '\0' || c == ']' || c == '}')
        return json_fail(json, "a value is missing");
    return true;
}

/* Whether one of 8 bytes could end a run of plain ones: a quote, a backslash or a control
 * character. The tests for a zero byte after ^ and for a byte under 0x20 are those of "Bit
 * Twiddling Hacks" (Anderson, graphics.stanford.edu/~seander/bithacks.html). */
static bool has_special(uint64_t bytes)
{
    uint64_t quote = bytes ^ (EVERY_BYTE * '"');
    uint64_t backslash = bytes ^ (EVERY_BYTE * '\\');
    uint64_t found = ((quote - EVERY_BYTE) & ~quote) | ((backslash - EVERY_BYTE) & ~backslash) |
                     ((bytes - EVERY_BYTE * 0x20) & ~bytes);

    return (found & HIGH_BITS) != 0;
}

/* The first byte from `at` that is special, or `end`. */
static char *plain_end(char *at, const char *end)
{
    uint64_t bytes;

    for (; (size_t)(end - at) >= sizeof(bytes); at += sizeof(bytes)) {
        memcpy(&bytes, at, sizeof(bytes));
        if (has_special(bytes))
            break;
    }
    while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20)
        at++;
    return at;
}

/* Four hexadecimal digits at `at`, or -1. */
static int hex4(const char *at)
{
    int value = 0;

    for (int i = 0; i < 4; i++) {
        char c = at[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static char *put_utf8(char *out, unsigned code)
{
    if (code < 0x80) {
        *out++ = (char)code;
        return out;
    }
    if (code < 0x800) {
        *out++ = (char)(0xc0 | code >> 6);
    } else {
        if (code < 0x10000) {
            *out++ = (char)(0xe0 | code >> 12);
        } else {
            *out++ = (char)(0xf0 | code >> 18);
            *out++ = (char)(0x80 | (code >> 12 & 0x3f));
        }
        *out++ = (char)(0x80 | (code >> 6 & 0x3f));
    }
    *out++ = (char)(0x80 | (code & 0x3f));
    return out;
}

/* Decodes \uXXXX, `at` behind the u; the text never grows, as 6 bytes give at most 3. */
static char *decode_unicode(struct json_reader *json, char *out)
{
    int code = hex4(json->at);

    if (code < 0) {
        json_fail(json, "\\u needs four hexadecimal digits");
        return out;
    }
    json->at += 4;
    if (code == 0) {
        json_fail(json, "a string holds a NUL character");
        return out;
    }
    if (code >= 0xdc80 && code <= 0xdcff) {
        *out++ = (char)(code - 0xdc00);
        return out;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
        int low = json->at[0] == '\\' && json->at[1] == 'u' ? hex4(json->at + 2) : -1;
        if (code >= 0xdc00 || low < 0xdc00 || low > 0xdfff) {
            json_fail(json, "half of a surrogate pair is missing");
            return out;
        }
        json->at += 6;
        return put_utf8(out,
                        0x10000u + ((unsigned)(code - 0xd800) << 10) + (unsigned)(low - 0xdc00));
    }
    return put_utf8(out, (unsigned)code);
}

/* Decodes one escape, `at` behind the backslash. */
static char *decode_escape(struct json_reader *json, char *out)
{
    static const char escapes[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    char c = *json->at;
    const char *found = c == '\0' ? NULL : strchr(escapes, c);

    if (c == 'u') {
        json->at++;
        return decode_unicode(json, out);
    }
    if (found == NULL) {
        json_fail(json, "a backslash is followed by something that JSON does not know");
        return out;
    }
    json->at++;
    *out++ = meanings[found - escapes];
    return out;
}

bool json_text(struct json_reader *json, char **ret_text)
{
    if (json_peek(json) != '"')
        return json_fail(json, "a string is missing");

    char *text = ++json->at;
    char *out = text;
    while (json->problem == NULL) {
        char *end = plain_end(json->at, json->end);
        size_t length = (size_t)(end - json->at);
        if (out != json->at)
            memmove(out, json->at, length);
        out += length;
        json->at = end;
        if (*end == '"') {
            json->at++;
            *out = '\0';
            *ret_text = text;
            return true;
        }
        if (*end != '\\')
            return json_fail(json, end == json->end ? "a string has no end"
                                                    : "a control character stands in a string");
        json->at++;
        out = decode_escape(json, out);
    }
    return false;
}

bool json_key(struct json_reader *json, char **ret_key)
{
    if (!json_text(json, ret_key))
        return false;
    if (json_peek(json) != ':')
        return json_fail(json, "a colon is missing");
    json->at++;
    return true;
}

static const char *skip_digits(const char *at)
{
    while (*at >= '0' && *at <= '9')
        at++;
    return at;
}

/* The end of the number at `at`, or NULL. */
static const char *number_end(const char *at)
{
    const char *digits = *at == '-' ? at + 1 : at;
    const char *end = skip_digits(digits);

    if (end == digits || (*digits == '0' && end != digits + 1))
        return NULL;
    if (*end == '.') {
        const char *fraction = end + 1;
        end = skip_digits(fraction);
        if (end == fraction)
            return NULL;
    }
    if (*end == 'e' || *end == 'E') {
        const char *exponent = end[1] == '+' || end[1] == '-' ? end + 2 : end + 1;
        end = skip_digits(exponent);
        if (end == exponent)
            return NULL;
    }
    return end;
}

static bool skip_scalar(struct json_reader *json)
{
    static const char *const words[] = {"true", "false", "null"};
    char *ignored;

    if (json_peek(json) == '"')
        return json_text(json, &ignored);
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strncmp(json->at, words[i], strlen(words[i])) == 0) {
            json->at += strlen(words[i]);
            return true;
        }
    }
    const char *end = number_end(json->at);
    if (end == NULL)
        return json_fail(json, "something that is no JSON value");
    json->at += end - json->at;
    return true;
}

/* A stack of the lists that are open, so that no input can make us recurse. */
bool json_skip(struct json_reader *json)
{
    struct json_list open[JSON_MAX_DEPTH];
    size_t depth = 0;
    char *key;

    do {
        char c = json_peek(json);
        if (c == '[' || c == '{') {
            if (depth == JSON_MAX_DEPTH)
                return json_fail(json, "lists are nested too deeply");
            if (!json_enter(json, c, &open[depth]))
                return false;
            depth++;
        } else if (!skip_scalar(json)) {
            return false;
        }
        while (depth > 0 && !json_next(json, &open[depth - 1])) {
            if (json->problem != NULL)
                return false;
            depth--;
        }
        if (depth > 0 && open[depth - 1].close == '}' && !json_key(json, &key))
            return false;
    } while (depth > 0);
    return true;
}

bool json_finish(struct json_reader *json)
{
    json_peek(json);
    if (json->problem != NULL)
        return false;
    if (json->at != json->end)
        return json_fail(json, "something stands behind the end of the list");
    return true;
}
