/* Bytes of unknown encoding, made fit for a one-line message. */
#ifndef STRANDED_PROJECT_TEXT_H
#define STRANDED_PROJECT_TEXT_H

/* A new string: valid UTF-8 on one line. Control characters and bytes that are not UTF-8 are shown
 * as \xNN. The caller frees it with g_free(). */
char *text_shown(const char *bytes);

/* How to get a compilation database, or do without; the end of several messages. */
#define TEXT_WAY_OUT                                                                               \
    "make one with `cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON`, `meson setup build` or "            \
    "`bear -- make`, or analyse without one: --sources DIR"

#endif
