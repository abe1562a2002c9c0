/* Private: pieces of JSON that several formats write.
 *
 * Texts are valid UTF-8 always. A byte that is no part of valid UTF-8, as file names may have, is
 * written as one character of Unicode's private use: byte 0x80 + n as U+EF80 + n (n is 0 to 0x7f).
 * Those characters themselves, where a text has them, are taken for three such bytes each. So the
 * bytes come back whole: replace every U+EF80 + n by the byte 0x80 + n, and encode the rest as
 * UTF-8. */
#ifndef STRANDED_REPORT_JSON_TEXT_H
#define STRANDED_REPORT_JSON_TEXT_H

#include <glib.h>
#include <jansson.h>
#include <stdint.h>

/* NULL is "". */
json_t *json_of_text(const char *text);
json_t *json_of_number(uint64_t number);

/* Appends the document, indented, and a newline; releases it. */
void json_append_document(json_t *document, GString *out);

#endif
