/* Private: remedies that checks have stated, as edits of the source. */
#ifndef STRANDED_ENGINE_FIXES_H
#define STRANDED_ENGINE_FIXES_H

#include "base/arena.h"
#include "base/vector.h"
#include "engine/analysis.h"
#include "engine/source_text.h"
#include "findings/finding.h"

#include <stdbool.h>
#include <stddef.h>

/* Gives each finding that has a remedy the edits which carry it out, where the source around it has a form
 * that is understood. Reads those sources, or their overlays. */
void add_fixes(struct analysis *analysis, struct finding_list findings);

/* A part of a source that another text takes the place of. */
struct source_change {
    size_t begin, end;
    const char *text;
};

VECTOR_TYPE(source_changes, struct source_change);

/* The call at `at` that `code_for` has code for, or, of a macro there, the one such call among its arguments; the
 * text's size = there is none, or several. */
size_t fix_find_call(struct source_text text, size_t at,
                     const char *code_for(struct source_text text, size_t at));

/* ---- fix_detach.c, fix_time_out.c, fix_end_there.c ----
 *
 * Each appends what has to be changed; false where the source has no form that they understand. */

/* `at`: the call that starts the thread, or a macro around it; `goes_on`: where control comes to only if the thread
 * runs, the text's size = not known. */
bool fix_detach(struct source_text text, size_t at, size_t goes_on, struct arena *arena,
                struct source_changes *changes);

/* `at`: the call that waits, or a macro around it. */
bool fix_time_out(struct source_text text, size_t at, struct arena *arena,
                  struct source_changes *changes);

/* `at`: the return, or the bracket that ends the function; `like`: the call that ends the thing elsewhere. */
bool fix_end_there(struct source_text text, size_t at, size_t like, struct arena *arena,
                   struct source_changes *changes);

#endif
