/* Private: asking git.
 *
 * The program `git` is run, and nothing of the work tree: no hook, no external diff or text conversion, no
 * file system monitor. Paths are bytes. */
#ifndef STRANDED_ENGINE_GIT_H
#define STRANDED_ENGINE_GIT_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>

/* A work tree. */
struct git {
    char *folder; /* where git is run */
    char *top;    /* of the work tree: absolute, real */
    char *
        merge; /* the file MERGE_HEAD, which is there while a merge waits for its commit: absolute */
};

/* The work tree around the folder; while git itself runs us (a hook), that of the working folder. Fails where
 * there is none, or no git. The caller calls git_close(). */
bool git_open(const char *folder, struct git *ret_git, GError **error)
    __attribute__((warn_unused_result));
void git_close(struct git *git);

/* Runs git with the arguments (NULL-terminated, without "git" itself) and `input` (may be NULL) on its
 * standard input. Fails with git's own words when it does not end with 0. The caller frees *ret_output. */
bool git_run(const struct git *git, const char *const *arguments, const GString *input,
             GString **ret_output, GError **error) __attribute__((warn_unused_result));

/* As above for output of one line, without its newline. */
bool git_ask(const struct git *git, const char *const *arguments, char **ret_line, GError **error)
    __attribute__((warn_unused_result));

#endif
