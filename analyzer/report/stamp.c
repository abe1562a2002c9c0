#include "report/stamp.h"

#include "findings/trend.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

enum { COMMIT_COLUMNS = 12 };

void stamp_append_time(GString *out, int64_t seconds)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(seconds);
    g_autofree char *text = time ? g_date_time_format(time, "%Y-%m-%d %H:%M") : NULL;

    g_string_append(out, text ? text : "-");
}

void stamp_append_run(GString *out, const struct past_run *run)
{
    g_string_append_printf(out, "run %" G_GINT64_FORMAT, run->id);
    if (!run->started)
        return;
    g_string_append(out, "  ");
    stamp_append_time(out, run->started);
    if (*run->revision)
        g_string_append_printf(out, "  %.*s", COMMIT_COLUMNS, run->revision);
}
