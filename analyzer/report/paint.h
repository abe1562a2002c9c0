/* Private: colours and weights on a terminal (ECMA-48, select graphic rendition). */
#ifndef STRANDED_REPORT_PAINT_H
#define STRANDED_REPORT_PAINT_H

#include <glib.h>
#include <stdbool.h>

/* What a piece of text is; how that looks is decided in one table. */
enum paint {
    PAINT_PLACE,   /* file:line:column of a finding */
    PAINT_WARNING, /* the word `warning:` and the check's name behind it */
    PAINT_NOTE,    /* the same of a note */
    PAINT_MESSAGE, /* the message of a finding, a title */
    PAINT_CARET,   /* the caret below a source line */
    PAINT_QUIET,   /* what the eye may skip: gutters, places of steps */
    PAINT_LABEL,   /* `mend:` and its like */
};

/* Begins and ends text of a kind; nothing without colour. */
void paint_begin(GString *out, enum paint paint, bool colour);
void paint_end(GString *out, bool colour);

/* Appends trusted text (not from a source or a file name) of a kind. */
void paint_append(GString *out, enum paint paint, bool colour, const char *text);

#endif
