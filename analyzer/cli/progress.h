/* Private: the progress bar, one line on a terminal on standard error; nothing anywhere else. */
#ifndef STRANDED_CLI_PROGRESS_H
#define STRANDED_CLI_PROGRESS_H

#include "engine/engine.h"

#include <glib.h>

#include <stdbool.h>

struct progress_bar {
    bool is_shown;  /* standard error is a terminal */
    bool is_drawn;  /* a line stands there now */
    gint64 began;   /* monotonic microseconds; 0 = nothing was parsed yet */
    gint64 updated; /* when the line was drawn */
};

void progress_init(struct progress_bar *bar);
/* As engine_request.progress, with a struct progress_bar as its data. When parsing is over, it releases the
 * interrupts (see interrupt.h). */
void progress_show(void *data, const struct engine_progress *progress);
/* Removes the line. */
void progress_clear(struct progress_bar *bar);

#endif
