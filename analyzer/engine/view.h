/* Private: a state of the project's files that is not the one on disk, as overlays of a request: what is
 * staged, or an older revision. */
#ifndef STRANDED_ENGINE_VIEW_H
#define STRANDED_ENGINE_VIEW_H

#include "engine/engine.h"
#include "engine/git_diff.h"

#include <glib.h>

/* Paths and contents are borrowed. */
struct view {
    GArray *overlays;  /* of struct engine_overlay */
    GArray *absent;    /* of const char *, sorted by view_apply() */
    GArray *baselines; /* of struct engine_overlay: no sources */
};

void view_init(struct view *view);
void view_deinit(struct view *view);

/* Takes a copy of what `from` says. */
void view_copy(struct view *view, const struct view *from);

/* Files that the work tree has in a newer state than the index: they are as in the index. Their contents were
 * read. */
void view_add_index(struct view *view, const struct git_changes *dirty);

/* Files that are gone in the newer state and may still lie in the work tree. */
void view_hide_gone(struct view *view, const struct git_changes *changes);

/* Every change is undone: files are as in the older state. A renamed one has its older content under its newer
 * name, so that it is compiled as it is today. Contents were read of those that matter. */
void view_undo(struct view *view, const struct git_changes *changes);

/* Makes it the request's. It lives at least as long. */
void view_apply(struct view *view, struct engine_request *request);

#endif
