#include "report/excerpt.h"

#include "report/glyph.h"
#include "report/paint.h"
#include "report/report.h"
#include "report/sources.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    TAB_COLUMNS = 8,
    GUTTER_COLUMNS = 9,   /* "%6u | " */
    LEAST_COLUMNS = 20,   /* of source, however narrow the screen is */
    MOST_COLUMNS = 10000, /* and however wide */
};

static const char ellipsis[] = "...";

/* The part of a line that is shown, in columns of the whole line, from 0. */
struct window {
    size_t begin, end;
    bool cut_left, cut_right; /* an ellipsis stands there, inside begin and end */
};

/* The columns that the next glyph takes at a column, a tab up to its stop. */
static struct glyph read_in_line(const char *text, size_t length, size_t column)
{
    if (*text == '\t') {
        struct glyph tab = {.bytes = 1, .columns = (unsigned)(TAB_COLUMNS - column % TAB_COLUMNS)};
        return tab;
    }
    return glyph_read(text, length);
}

/* The column at which byte `at` of the line is shown, or the character around it. */
static size_t column_of_byte(const char *text, size_t length, size_t at)
{
    size_t column = 0;

    for (size_t i = 0; i < at;) {
        struct glyph glyph = read_in_line(text + i, length - i, column);
        if (i + glyph.bytes > at)
            break;
        column += glyph.columns;
        i += glyph.bytes;
    }
    return column;
}

static struct window choose_window(size_t columns, size_t caret, uint32_t width)
{
    size_t room = width > GUTTER_COLUMNS + LEAST_COLUMNS ? width - GUTTER_COLUMNS : LEAST_COLUMNS;
    struct window window = {.end = columns};

    if (room > MOST_COLUMNS)
        room = MOST_COLUMNS;
    if (columns <= room)
        return window;
    window.begin = caret > room / 2 ? caret - room / 2 : 0;
    if (window.begin > columns - room)
        window.begin = columns - room;
    window.end = window.begin + room;
    window.cut_left = window.begin > 0;
    window.cut_right = window.end < columns;
    return window;
}

static void append_spaces(GString *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        g_string_append_c(out, ' ');
}

/* What is only half inside the window, a tab or a wide character, is shown as blanks. */
static void append_window(GString *out, const char *text, size_t length, struct window window)
{
    size_t begin = window.begin + (window.cut_left ? strlen(ellipsis) : 0);
    size_t end = window.end - (window.cut_right ? strlen(ellipsis) : 0);
    size_t column = 0;

    if (window.cut_left)
        g_string_append(out, ellipsis);
    for (size_t i = 0; i < length && column < end;) {
        struct glyph glyph = read_in_line(text + i, length - i, column);
        size_t after = column + glyph.columns;
        if (column >= begin && after <= end && *glyph.shown)
            g_string_append(out, glyph.shown);
        else if (after > begin)
            append_spaces(out, MIN(after, end) - MAX(column, begin));
        column = after;
        i += glyph.bytes;
    }
    if (window.cut_right)
        g_string_append(out, ellipsis);
}

/* The columns of the identifier that begins at the caret, at least 1, inside the window. */
static size_t marked_columns(const char *text, size_t length, size_t caret, struct window window)
{
    size_t columns = 0;

    while (columns < length && (g_ascii_isalnum(text[columns]) || text[columns] == '_'))
        columns++;
    if (caret + columns > window.end)
        columns = window.end > caret ? window.end - caret : 0;
    return columns > 0 ? columns : 1;
}

static void append_gutter(GString *out, uint32_t line, bool colour)
{
    paint_begin(out, PAINT_QUIET, colour);
    if (line > 0)
        g_string_append_printf(out, "%6u |", line);
    else
        g_string_append_printf(out, "%6s |", "");
    paint_end(out, colour);
}

static void append_caret(GString *out, size_t caret, size_t marked, bool colour)
{
    append_gutter(out, 0, colour);
    append_spaces(out, caret + 1);
    paint_begin(out, PAINT_CARET, colour);
    g_string_append_c(out, '^');
    for (size_t i = 1; i < marked; i++)
        g_string_append_c(out, '~');
    paint_end(out, colour);
    g_string_append_c(out, '\n');
}

void excerpt_append(GString *out, struct sources *sources, const char *file, uint32_t line,
                    uint32_t column, const struct report_options *options)
{
    const char *text;
    size_t length;

    if (!file || !sources_find_line(sources, file, line, &text, &length))
        return;
    size_t at = column > 0 ? column - 1 : 0;
    if (at >= length)
        return;

    size_t caret = column_of_byte(text, length, at);
    size_t columns = column_of_byte(text, length, length);
    struct window window = choose_window(columns, caret, options->width);

    append_gutter(out, line, options->colour);
    g_string_append_c(out, ' ');
    append_window(out, text, length, window);
    g_string_append_c(out, '\n');
    if (column > 0)
        append_caret(out, caret - window.begin,
                     marked_columns(text + at, length - at, caret, window), options->colour);
}
