/* Private: what git says has changed, and the contents that it keeps. */
#ifndef STRANDED_ENGINE_GIT_DIFF_H
#define STRANDED_ENGINE_GIT_DIFF_H

#include "base/arena.h"
#include "base/vector.h"
#include "engine/git.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum git_kind {
    GIT_ADDED,
    GIT_CHANGED,
    GIT_DELETED,
    GIT_RENAMED,
    GIT_SUBMODULE, /* another commit of it; or it came or went */
    GIT_OTHER,     /* a link, or what is not merged yet */
};

/* A file that differs between an older and a newer state. Paths are absolute, in the arena. */
struct git_change {
    enum git_kind kind;
    const char *path;      /* in the newer state; of a deleted one, in the older */
    const char *old_path;  /* of a renamed one, else as `path` */
    const char *old_blob;  /* name of the older content; of an added one, all zeros */
    const char *old_bytes; /* by git_read_blobs(); NULL = not read, or there is none */
    size_t old_size;
};

VECTOR_TYPE(git_changes, struct git_change);

/* Appends what `git diff --raw` or `git diff-files --raw` says with these arguments (NULL-terminated, behind
 * the first word), in git's order. */
bool git_diff(const struct git *git, const char *command, const char *const *arguments,
              struct arena *arena, struct git_changes *out, GError **error)
    __attribute__((warn_unused_result));

/* Reads the older content of each change that `wants` and that has one, in one process. In the arena. */
bool git_read_blobs(const struct git *git, struct git_changes *changes,
                    bool (*wants)(void *data, const struct git_change *change), void *data,
                    struct arena *arena, GError **error) __attribute__((warn_unused_result));

/* Lines that were put in the place of others. A side without lines has the number of the line before. */
struct git_hunk {
    const char *file; /* absolute, in the newer state (deleted: in the older) */
    uint32_t line;    /* the first of the newer ones */
    uint32_t n_lines; /* 0 = lines were only taken away */
    const char *text; /* all lines, taken away and added, each with a newline */
};

VECTOR_TYPE(git_hunks, struct git_hunk);

/* The lines that differ, as `git diff` says with these arguments. In the arena. */
bool git_find_hunks(const struct git *git, const char *const *arguments, struct arena *arena,
                    struct git_hunks *out, GError **error) __attribute__((warn_unused_result));

#endif
