/* Which macros a build would have defined: a configure script that was not run looks for headers and
 * for threads, and what it finds it says in a header that is not there. */
#ifndef STRANDED_PROJECT_SWITCHES_H
#define STRANDED_PROJECT_SWITCHES_H

#include <stdint.h>

struct installed;
struct switches;
struct tree;
struct tree_file;
struct words;

/* For the files of a tree, all of which have been scanned. Both live until switches_free(). */
struct switches *switches_new(struct tree *tree, struct installed *installed);

/* Accepts NULL. */
void switches_free(struct switches *switches);

/* Begins the next unit. */
void switches_begin(struct switches *switches);

/* The unit has this file. */
void switches_add(struct switches *switches, const struct tree_file *file);

/* Appends the names that are to be defined, sorted: those that the unit's files test and leave
 * undecided, and that stand for a header of this machine (HAVE_SYS_SOCKET_H), switch on code that
 * uses threads, or let a few lines call the function that they are named for, here or anywhere in a tree that
 * leaves them undecided. They live as long as the tree. */
void switches_list(struct switches *switches, struct words *ret);

#endif
