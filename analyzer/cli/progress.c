#include "cli/progress.h"

#include "cli/interrupt.h"
#include "cli/output.h"
#include "engine/engine.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Often enough to look alive, seldom enough to cost nothing. */
static const gint64 redraw_interval = G_USEC_PER_SEC / 10;

enum { BAR_CELLS = 20, DEFAULT_COLUMNS = 80 };

void progress_init(struct progress_bar *bar)
{
    const char *terminal = g_getenv("TERM");

    *bar = (struct progress_bar){.is_shown = isatty(STDERR_FILENO) &&
                                             (!terminal || strcmp(terminal, "dumb") != 0)};
}

/* The end of the name, which tells more than its beginning, in so many bytes. Control characters
 * would spoil the line. */
static void append_name(GString *line, const char *name, size_t room)
{
    size_t length = strlen(name);

    if (length > room)
        name += length - room;
    while (((unsigned char)*name & 0xc0) == 0x80) /* not into the middle of a character */
        name++;
    for (; *name; name++)
        g_string_append_c(line, (unsigned char)*name < 0x20 || *name == 0x7f ? '?' : *name);
}

static void draw(struct progress_bar *bar, const struct engine_progress *progress, gint64 now)
{
    g_autoptr(GString) line = g_string_new("\r[");
    size_t columns = columns_of(STDERR_FILENO);
    size_t filled = progress->done * BAR_CELLS / progress->total;
    double seconds = (double)(now - bar->began) / G_USEC_PER_SEC;

    for (size_t i = 0; i < BAR_CELLS; i++)
        g_string_append_c(line, i < filled ? '#' : '.');
    g_string_append_printf(line, "] %zu/%zu", progress->done, progress->total);
    if (seconds > 1 && progress->done > 0)
        g_string_append_printf(line, "  %.0f/s", (double)progress->done / seconds);
    columns = columns > 0 ? columns : DEFAULT_COLUMNS;
    if (progress->file && line->len + 3 < columns) {
        g_string_append(line, "  ");
        append_name(line, progress->file, columns - line->len);
    }
    g_string_append(line, "\033[K");
    fwrite(line->str, 1, line->len, stderr);
    bar->is_drawn = true;
}

static void draw_solving(struct progress_bar *bar)
{
    if (!bar->is_shown)
        return;
    fputs("following threads through the whole program...", stderr);
    bar->is_drawn = true;
}

void progress_show(void *data, const struct engine_progress *progress)
{
    struct progress_bar *bar = data;
    gint64 now = g_get_monotonic_time();

    if (progress->stage == ENGINE_SOLVING) {
        progress_clear(bar);
        release_interrupts();
        draw_solving(bar);
        return;
    }
    if (!bar->is_shown || progress->total == 0)
        return;
    if (bar->began == 0)
        bar->began = now;
    if (now - bar->updated < redraw_interval)
        return;
    bar->updated = now;
    draw(bar, progress, now);
}

void progress_clear(struct progress_bar *bar)
{
    if (bar->is_drawn)
        fputs("\r\033[K", stderr);
    bar->is_drawn = false;
}
