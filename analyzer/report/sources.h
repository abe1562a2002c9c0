/* Private: lines of source files, read when they are shown. */
#ifndef STRANDED_REPORT_SOURCES_H
#define STRANDED_REPORT_SOURCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Larger files are not read; no line of them is shown. */
#define SOURCES_MAX_BYTES ((size_t)64 << 20) /* 64 MiB */

/* The files below a root. Keeps the one that was read last, since findings come sorted by file. */
struct sources;

/* `root` is borrowed. */
struct sources *sources_new(const char *root);
void sources_free(struct sources *sources);

/* Finds a line, numbered from 1, of a file that is relative to the root or absolute. Without the
 * newline; not NUL-terminated; valid until the next call. False where there is no such regular file
 * or no such line. */
bool sources_find_line(struct sources *sources, const char *file, uint32_t line,
                       const char **ret_text, size_t *ret_length);

#endif
