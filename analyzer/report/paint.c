#include "report/paint.h"

#include <glib.h>
#include <stdbool.h>

/* The colours that GCC and clang use, so that nobody has to learn them. */
static const char *const renditions[] = {
    [PAINT_PLACE] = "1",                              /* bold */
    [PAINT_WARNING] = "1;35",                         /* bold magenta */
    [PAINT_NOTE] = "1;36",                            /* bold cyan */
    [PAINT_MESSAGE] = "1",    [PAINT_CARET] = "1;32", /* bold green */
    [PAINT_QUIET] = "2",                              /* faint */
    [PAINT_LABEL] = "1",
};

void paint_begin(GString *out, enum paint paint, bool colour)
{
    if (colour)
        g_string_append_printf(out, "\033[%sm", renditions[paint]);
}

void paint_end(GString *out, bool colour)
{
    if (colour)
        g_string_append(out, "\033[0m");
}

void paint_append(GString *out, enum paint paint, bool colour, const char *text)
{
    paint_begin(out, paint, colour);
    g_string_append(out, text);
    paint_end(out, colour);
}
