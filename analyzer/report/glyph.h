/* Private: text made safe for a terminal.
 *
 * What is printed comes from source files, file names and commit ids. Bytes that could move the
 * cursor, change the order of what is read (Unicode's bidirectional controls) or are no UTF-8 are
 * shown as escapes, \x1b or \u202e, and only those. */
#ifndef STRANDED_REPORT_GLYPH_H
#define STRANDED_REPORT_GLYPH_H

#include <glib.h>
#include <stddef.h>

/* One thing that is printed: a character, or the escape of one. */
struct glyph {
    size_t bytes;     /* of the text that it stands for, from 1 */
    unsigned columns; /* that it takes on a terminal; 0 for a combining character */
    char shown[12];   /* what is printed, NUL-terminated */
};

/* The glyph at the beginning of a text of `length` bytes, which is not 0. A tab and a newline are
 * control characters like others. */
struct glyph glyph_read(const char *text, size_t length);

/* Appends a text, glyph by glyph. NULL is "". */
void glyph_append_text(GString *out, const char *text);

/* The columns that a text of `length` bytes takes. */
size_t glyph_columns(const char *text, size_t length);

#endif
