/* What an analysis left out and the user should hear of. */
#include "base/arena.h"
#include "base/vector.h"
#include "engine/analysis.h"
#include "engine/overlays.h"
#include "project/project.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Of many missing files, as many are named: they mostly have one cause. */
enum { MAX_NAMED_MISSING = 3 };

void add_notice(struct analysis *analysis, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    const char *line = arena_vprintf(analysis->arena, format, arguments);
    va_end(arguments);
    vector_push(&analysis->notices, line);
}

static void notice_missing(struct analysis *analysis)
{
    const struct project *project = analysis->project;
    size_t count = 0;

    for (size_t i = 0; i < project->n_missing; i++) {
        if (is_overlaid_absent(analysis->request, project->missing[i]) ||
            find_overlay(analysis->request, project->missing[i]))
            continue; /* the change that is judged takes it away, or it is not read from disk */
        if (count++ < MAX_NAMED_MISSING)
            add_notice(analysis,
                       "%s: is in the compilation database and does not exist: build the "
                       "project, or make the database again",
                       project->missing[i]);
    }
    if (count > MAX_NAMED_MISSING)
        add_notice(analysis, "%s: %zu more files of it do not exist", project->database,
                   count - MAX_NAMED_MISSING);
}

void notice_project(struct analysis *analysis)
{
    const struct project *project = analysis->project;

    notice_missing(analysis);
    for (size_t i = 0; i < project->n_notices; i++) {
        const struct project_notice *notice = &project->notices[i];

        if (notice->count > 1)
            add_notice(analysis, "%s: '%s' left out: %s (%zu times)", notice->file, notice->subject,
                       notice->reason, notice->count);
        else
            add_notice(analysis, "%s: '%s' left out: %s", notice->file, notice->subject,
                       notice->reason);
    }
}
