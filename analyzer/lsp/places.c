#include "lsp/places.h"

#include <glib.h>

#include <string.h>

/* Behind the line's end; the text's end where it is the last line. */
static size_t next_line(const char *text, size_t size, size_t at, size_t *ret_end)
{
    while (at < size && text[at] != '\n' && text[at] != '\r')
        at++;
    *ret_end = at;
    if (at + 1 < size && text[at] == '\r' && text[at + 1] == '\n')
        return at + 2;
    return at < size ? at + 1 : size;
}

bool find_line(const char *text, size_t size, uint32_t line, size_t *ret_begin, size_t *ret_length)
{
    size_t begin = 0, end;
    size_t next = next_line(text, size, begin, &end);

    for (; line > 0; line--) {
        if (end == size) { /* no line end behind it, so no further line */
            *ret_begin = size;
            *ret_length = 0;
            return false;
        }
        begin = next;
        next = next_line(text, size, begin, &end);
    }
    *ret_begin = begin;
    *ret_length = end - begin;
    return true;
}

uint32_t count_line_ends(const char *text, size_t size)
{
    uint32_t count = 0;
    size_t end;

    for (size_t at = next_line(text, size, 0, &end); end < size;
         at = next_line(text, size, at, &end))
        count++;
    return count;
}

/* Bytes of the character at `text`, and the columns that it takes. */
static size_t read_character(const char *text, size_t size, enum place_units units,
                             uint32_t *ret_columns)
{
    gunichar c = (unsigned char)*text < 0x80 ? (gunichar)*text
                                             : g_utf8_get_char_validated(text, (gssize)size);
    size_t bytes = 1;

    *ret_columns = 1;
    if (c == (gunichar)-1 || c == (gunichar)-2)
        return bytes;
    if (c >= 0x80)
        bytes = (size_t)g_utf8_skip[(guchar)*text];
    if (units == PLACES_UTF8)
        *ret_columns = (uint32_t)bytes;
    else if (c >= 0x10000)
        *ret_columns = 2;
    return bytes;
}

uint32_t units_before(const char *line, size_t bytes, enum place_units units)
{
    uint32_t count = 0, columns;

    for (size_t at = 0; at < bytes; count += columns)
        at += read_character(line + at, bytes - at, units, &columns);
    return count;
}

size_t place_offset(const char *text, size_t size, struct place place, enum place_units units)
{
    size_t begin, length, at = 0;
    uint32_t count = 0, columns;

    if (!find_line(text, size, place.line, &begin, &length))
        return size;
    while (at < length && count < place.character) {
        size_t bytes = read_character(text + begin + at, length - at, units, &columns);

        if (count + columns > place.character) /* inside of a character: before it */
            break;
        at += bytes;
        count += columns;
    }
    return begin + at;
}

struct place place_of_offset(const char *text, size_t size, size_t offset, enum place_units units)
{
    struct place place = {0, 0};
    size_t begin = 0, end;
    size_t next = next_line(text, size, 0, &end);

    while (next <= offset && end < size) {
        place.line++;
        begin = next;
        next = next_line(text, size, begin, &end);
    }
    place.character = units_before(text + begin, MIN(offset, end) - begin, units);
    return place;
}

/* ---- JSON ---- */

static json_t *json_of_place(struct place place)
{
    return json_pack("{s:I, s:I}", "line", (json_int_t)place.line, "character",
                     (json_int_t)place.character);
}

json_t *json_of_range(struct place_range range)
{
    return json_pack("{s:o, s:o}", "start", json_of_place(range.begin), "end",
                     json_of_place(range.end));
}

static bool number_of_json(const json_t *json, uint32_t *ret_number)
{
    if (!json_is_integer(json) || json_integer_value(json) < 0)
        return false;
    *ret_number = (uint32_t)MIN(json_integer_value(json), (json_int_t)INT32_MAX);
    return true;
}

bool place_of_json(const json_t *json, struct place *ret_place)
{
    return number_of_json(json_object_get(json, "line"), &ret_place->line) &&
           number_of_json(json_object_get(json, "character"), &ret_place->character);
}

bool range_of_json(const json_t *json, struct place_range *ret_range)
{
    struct place_range range;

    if (!place_of_json(json_object_get(json, "start"), &range.begin) ||
        !place_of_json(json_object_get(json, "end"), &range.end))
        return false;
    if (range.end.line < range.begin.line ||
        (range.end.line == range.begin.line && range.end.character < range.begin.character))
        return false;
    *ret_range = range;
    return true;
}
