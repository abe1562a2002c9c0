/* What a user should hear of a change that was analysed. */
#include "engine/change.h"

#include "base/arena.h"
#include "engine/analysis.h"
#include "engine/relevance.h"

#include <glib.h>

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

/* Of many files of a kind, as many are named in a notice. */
enum { MOST_NAMED = 3 };

void change_note(struct change_run *run, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_ptr_array_add(run->notices, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

void change_note_submodules(struct change_run *run)
{
    for (uint32_t i = 0; i < run->changes.count; i++) {
        if (run->changes.items[i].kind == GIT_SUBMODULE)
            change_note(run,
                        "%s: another commit of a submodule: what of it is checked out here is "
                        "analysed, but not compared with the commit before",
                        relative_to(run->git.top, run->changes.items[i].path));
    }
}

static bool is_source(const struct git_change *change)
{
    return (change->kind == GIT_ADDED || change->kind == GIT_CHANGED ||
            change->kind == GIT_RENAMED) &&
           g_str_has_suffix(change->path, ".c");
}

void change_recall_sources(struct change_run *run)
{
    for (uint32_t i = 0; i < run->changes.count; i++) {
        if (is_source(&run->changes.items[i])) {
            is_known_file(&run->relevance, run->changes.items[i].path); /* loads what is known */
            return;
        }
    }
}

/* Sources that the change adds, or changes, and that no unit reads. */
static void note_unread(struct change_run *run)
{
    struct relevance fresh;
    size_t count = 0;

    relevance_init(&fresh, &run->request->place, run->arena); /* the store knows more by now */
    for (uint32_t i = 0; i < run->changes.count; i++) {
        const struct git_change *change = &run->changes.items[i];

        if (is_source(change) && !is_known_file(&run->relevance, change->path) &&
            !is_known_file(&fresh, change->path) && count++ < MOST_NAMED)
            change_note(run,
                        "%s: is in no entry of the compilation database, so it is not judged: make "
                        "the database again",
                        relative_to(run->git.top, change->path));
    }
    if (count > MOST_NAMED)
        change_note(run, "%zu more changed sources are in no entry of it", count - MOST_NAMED);
    relevance_deinit(&fresh);
}

static void note_partial(struct change_run *run)
{
    if (run->now.overlays->len > 0)
        change_note(run, "%u file%s as staged: the work tree has other changes in %s",
                    run->now.overlays->len,
                    run->now.overlays->len == 1 ? " is judged" : "s are judged",
                    run->now.overlays->len == 1 ? "it" : "them");
}

static void note_merge(struct change_run *run)
{
    if (run->parents->len > 0)
        change_note(run, "a merge: what one of its parents has already is not new");
}

static uint32_t errors_in(const struct run *analysed, const char *file)
{
    uint32_t most = 0;

    for (size_t i = 0; i < analysed->n_errors; i++) {
        if (strcmp(analysed->errors[i].file, file) == 0)
            most = MAX(most, analysed->errors[i].count);
    }
    return most;
}

static const char *failure_of(const struct run *analysed, const char *file)
{
    for (size_t i = 0; i < analysed->n_failures; i++) {
        if (strcmp(analysed->failures[i].file, file) == 0)
            return analysed->failures[i].reason;
    }
    return NULL;
}

/* Sources of the change that are not understood, or less than before. */
static void note_broken(struct change_run *run, const struct run *analysed)
{
    size_t count = 0;

    for (uint32_t i = 0; i < run->changes.count; i++) {
        const struct git_change *change = &run->changes.items[i];
        const char *file = relative_to(analysed->root, change->path);

        if (!is_source(change))
            continue;
        const char *failure = failure_of(analysed, file);
        bool is_worse = errors_in(analysed, file) > errors_of_file(&run->relevance, change->path);
        if ((!failure && !is_worse) || count++ >= MOST_NAMED)
            continue;
        if (failure)
            change_note(run, "%s: is not judged: %s", file, failure);
        else
            change_note(run, "%s: has errors, so it is judged only as far as it can be parsed",
                        file);
    }
    if (count > MOST_NAMED)
        change_note(run, "%zu more changed sources have errors", count - MOST_NAMED);
}

void change_note_all(struct change_run *run, const struct run *analysed)
{
    note_merge(run);
    note_partial(run);
    change_note_submodules(run);
    note_unread(run);
    note_broken(run, analysed);
}

void change_give_notices(const struct change_run *run, struct engine_result *result)
{
    size_t count = run->notices->len + result->n_notices;
    const char **all = ARENA_ARRAY(result->arena, const char *, count + 1);

    for (guint i = 0; i < run->notices->len; i++) {
        const char *text = g_ptr_array_index(run->notices, i);
        all[i] = arena_string(result->arena, text, strlen(text));
    }
    for (size_t i = 0; i < result->n_notices; i++)
        all[run->notices->len + i] = result->notices[i];
    result->notices = all;
    result->n_notices = count;
}
