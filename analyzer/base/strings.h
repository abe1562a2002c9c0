/* Interned strings: each distinct text once, numbered from 1 in the order of arrival; 0 is "no
 * string". Texts are bytes, may hold NUL, and are NUL-terminated besides. */
#ifndef STRANDED_BASE_STRINGS_H
#define STRANDED_BASE_STRINGS_H

#include <stddef.h>
#include <stdint.h>

struct strings;

/* A new, empty table. */
struct strings *strings_new(void);

/* Frees the table and every text in it. Accepts NULL. */
void strings_free(struct strings *strings);

/* The number of the text, which is added when it is new. */
uint32_t strings_intern(struct strings *strings, const char *text, size_t length);

/* The number of the text, or 0 when it was never interned. */
uint32_t strings_find(const struct strings *strings, const char *text, size_t length);

/* The text with that number; "" for 0. Lives as long as the table. */
const char *strings_get(const struct strings *strings, uint32_t number);

/* The length in bytes of the text with that number. */
size_t strings_length(const struct strings *strings, uint32_t number);

/* How many texts there are; their numbers are 1 to this. */
uint32_t strings_count(const struct strings *strings);

#endif
