/* The files below a folder, to look up what an #include may mean. */
#ifndef STRANDED_PROJECT_TREE_H
#define STRANDED_PROJECT_TREE_H

#include "project/conditionals.h"
#include "project/includes.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct notices;

/* A folder of the tree; one struct each. */
struct tree_folder {
    const char *path; /* relative to the tree's top, "." for that itself */
    uint32_t quoted;  /* the last unit that has it as -iquote; for guess.c */
    uint32_t angled;  /* the last unit that has it as -idirafter */
};

struct tree_file {
    const char *path; /* relative to the tree's top */
    const char *name; /* the last part of it */
    struct tree_folder *folder;
    struct includes includes; /* valid once is_scanned */
    struct macro_uses macros; /* likewise; empty if the tree does not look for them */
    bool
        is_code; /* likewise: a template is more than a list of what configure has found (tree_is_code()) */
    bool is_scanned;
    bool is_included; /* a .c file that another file includes */
    uint32_t visited; /* the last unit that reached it; for guess.c */
};

/* What one #include may mean: the file, and the folder that has to be searched for it. */
struct meaning {
    struct tree_file *file;
    struct tree_folder *folder;
};

struct meanings {
    VECTOR(struct meaning) list; /* sorted by path */
};

struct tree;

/* Lists all files below `top`, which is absolute. Hidden folders, links to folders and links to .c
 * files are left out, unreadable folders noted. False with a PROJECT_ERROR if there are more than
 * PROJECT_MAX_SOURCES files, or if `top` itself can't be read. */
bool tree_load(const char *top, struct notices *notices, struct tree **ret, GError **error);

/* From here on, what files do with macros is looked for as well. */
void tree_look_for_macros(struct tree *tree);

/* Accepts NULL. */
void tree_free(struct tree *tree);

/* The files, sorted by path. */
struct tree_file *tree_files(struct tree *tree, size_t *ret_count);

/* What the file includes, read from it at the first call, together with what it does with macros; of
 * a file over 16 MiB, nothing. */
const struct includes *tree_includes(struct tree *tree, struct tree_file *file,
                                     struct notices *notices);

/* Whether the file, a template (`x.h.in`), is made of more than `#undef NAME` and its like: those of configure, CMake and
 * Meson that only list macros are not. Read as for tree_includes(). */
bool tree_is_code(struct tree *tree, struct tree_file *file, struct notices *notices);

/* Every file of the tree whose path ends in the name. Cached; lives as long as the tree. */
const struct meanings *tree_meanings(struct tree *tree, const char *name);

/* The file that a name with `..` in it means, seen from a folder, or NULL. */
struct tree_file *tree_find(struct tree *tree, const struct tree_folder *from, const char *name);

#endif
