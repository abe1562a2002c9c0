#include "engine/view.h"

#include "engine/analysis.h"

#include <stdbool.h>
#include <string.h>

void view_init(struct view *view)
{
    view->overlays = g_array_new(FALSE, FALSE, sizeof(struct engine_overlay));
    view->absent = g_array_new(FALSE, FALSE, sizeof(const char *));
    view->baselines = g_array_new(FALSE, FALSE, sizeof(struct engine_overlay));
}

void view_deinit(struct view *view)
{
    g_array_unref(view->overlays);
    g_array_unref(view->absent);
    g_array_unref(view->baselines);
}

void view_copy(struct view *view, const struct view *from)
{
    g_array_append_vals(view->overlays, from->overlays->data, from->overlays->len);
    g_array_append_vals(view->absent, from->absent->data, from->absent->len);
    g_array_append_vals(view->baselines, from->baselines->data, from->baselines->len);
}

/* What the view said of the path is forgotten. */
static void forget(struct view *view, const char *path)
{
    for (guint i = view->overlays->len; i > 0; i--) {
        if (strcmp(g_array_index(view->overlays, struct engine_overlay, i - 1).path, path) == 0)
            g_array_remove_index(view->overlays, i - 1);
    }
    for (guint i = view->absent->len; i > 0; i--) {
        if (strcmp(g_array_index(view->absent, const char *, i - 1), path) == 0)
            g_array_remove_index(view->absent, i - 1);
    }
}

static void put(struct view *view, const char *path, const struct git_change *change,
                bool adds_unit)
{
    const struct engine_overlay overlay = {path, change->old_bytes, change->old_size, adds_unit};

    forget(view, path);
    g_array_append_val(view->overlays, overlay);
}

static void hide(struct view *view, const char *path)
{
    forget(view, path);
    g_array_append_val(view->absent, path);
}

void view_add_index(struct view *view, const struct git_changes *dirty)
{
    for (uint32_t i = 0; i < dirty->count; i++) {
        const struct git_change *change = &dirty->items[i];

        if (change->old_bytes && is_baseline(change->path)) {
            struct engine_overlay baseline = {change->path, change->old_bytes, change->old_size,
                                              false};
            g_array_append_val(view->baselines, baseline);
        } else if (change->old_bytes) {
            put(view, change->path, change, false);
        }
    }
}

void view_hide_gone(struct view *view, const struct git_changes *changes)
{
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct git_change *change = &changes->items[i];

        if (change->kind == GIT_DELETED || change->kind == GIT_RENAMED)
            hide(view, change->old_path);
    }
}

void view_undo(struct view *view, const struct git_changes *changes)
{
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct git_change *change = &changes->items[i];

        switch (change->kind) {
        case GIT_ADDED:
            hide(view, change->path);
            break;
        case GIT_CHANGED:
        case GIT_RENAMED:
            if (change->old_bytes)
                put(view, change->path, change, false);
            break;
        case GIT_DELETED:
            if (change->old_bytes)
                put(view, change->path, change, g_str_has_suffix(change->path, ".c"));
            break;
        case GIT_SUBMODULE:
        case GIT_OTHER:
            break;
        }
    }
}

static gint compare_paths(gconstpointer left, gconstpointer right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

void view_apply(struct view *view, struct engine_request *request)
{
    g_array_sort(view->absent, compare_paths);
    request->overlays = (const struct engine_overlay *)(void *)view->overlays->data;
    request->n_overlays = view->overlays->len;
    request->absent = (const char *const *)(void *)view->absent->data;
    request->n_absent = view->absent->len;
    request->baselines = (const struct engine_overlay *)(void *)view->baselines->data;
    request->n_baselines = view->baselines->len;
}
