/* Lines and columns as the protocol counts them, and as stranded does.
 *
 * LSP counts both from 0, columns in UTF-16 code units unless the client prefers bytes; a line ends with
 * \n, \r\n or \r. stranded counts both from 1, columns in bytes. */
#ifndef STRANDED_LSP_PLACES_H
#define STRANDED_LSP_PLACES_H

#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum place_units { PLACES_UTF16, PLACES_UTF8 };

struct place {
    uint32_t line, character; /* from 0 */
};

struct place_range {
    struct place begin, end;
};

/* The place in a text, which may be any bytes: what is no UTF-8 counts a unit a byte. */
size_t place_offset(const char *text, size_t size, struct place place, enum place_units units);
struct place place_of_offset(const char *text, size_t size, size_t offset, enum place_units units);

/* Where that line (from 0) begins, and its length without its end; the text's end where it has no such
 * line, with false. */
bool find_line(const char *text, size_t size, uint32_t line, size_t *ret_begin, size_t *ret_length);

/* How many line ends the text has. */
uint32_t count_line_ends(const char *text, size_t size);

/* The columns of a line up to a byte of it. */
uint32_t units_before(const char *line, size_t bytes, enum place_units units);

json_t *json_of_range(struct place_range range);
/* False unless it is a range, with no negative number in it and its end not before its begin. */
bool range_of_json(const json_t *json, struct place_range *ret_range);
bool place_of_json(const json_t *json, struct place *ret_place);

#endif
