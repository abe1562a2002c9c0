/* The beginning of a source that other sources may share: what stands there before anything but comments,
 * #define, #undef and #include. */
#ifndef STRANDED_FRONTEND_PREFIX_H
#define STRANDED_FRONTEND_PREFIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vector.h"

/* One #include of the prefix. */
struct prefix_include {
    size_t name, name_size; /* in the text: the name, without quotes or brackets */
    bool is_quoted;
    size_t source_end; /* the prefix up to here: its size in the source, line end included */
    size_t text_end;   /* and its size in the text */
};

struct prefix {
    VECTOR(struct prefix_include) includes; /* in their order; empty: there is no prefix */
    VECTOR(char) text; /* the directives, without comments and spliced lines, a line each */
};

/* The includes that are looked at: more at the top of a source are rarely shared. */
enum { PREFIX_INCLUDES = 64 };

/* Reads the top of a source. Stops, and takes nothing of it, at anything whose meaning is not plain: other
 * directives, a name that a macro stands for. The caller calls prefix_deinit(). */
void prefix_scan(const char *source, size_t size, struct prefix *ret_prefix);
void prefix_deinit(struct prefix *prefix);

/* Blanks the first `end` bytes of a source, so that each line stays where it is. */
void prefix_blank(char *source, size_t end);

#endif
