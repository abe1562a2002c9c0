/* What `stranded history` prints. */
#include "report/trend.h"

#include "findings/finding.h"
#include "findings/trend.h"
#include "report/format.h"
#include "report/glyph.h"
#include "report/stamp.h"

#include <glib.h>
#include <stddef.h>

enum { STATE_COLUMNS = 11 };

static void append_event(const char *what, const struct past_run *run, GString *out)
{
    g_string_append_printf(out, "  %-*s", STATE_COLUMNS, what);
    stamp_append_run(out, run);
    g_string_append_c(out, '\n');
}

void report_history(const struct finding *finding, const struct finding_past *past,
                    const struct report_options *options, GString *out)
{
    report_append_head(finding, options && options->colour, out);
    for (size_t i = 0; i < past->n_events; i++)
        append_event(finding_state_name(past->events[i].state), &past->events[i].run, out);
    append_event("last seen", &past->last_seen, out);
    g_string_append_printf(out, "  now %s", finding_state_name(finding->state));
    if (finding->reason && *finding->reason) {
        g_string_append(out, ": ");
        glyph_append_text(out, finding->reason);
    }
    if (past->author && *past->author) {
        g_string_append(out, " (");
        glyph_append_text(out, past->author);
        g_string_append_c(out, ')');
    }
    g_string_append_printf(out, "\n  fingerprint %s\n", finding->fingerprint);
}
