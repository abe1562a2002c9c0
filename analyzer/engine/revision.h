/* Private: the revision that a work tree stands at. */
#ifndef STRANDED_ENGINE_REVISION_H
#define STRANDED_ENGINE_REVISION_H

#include "base/arena.h"

#include <stdbool.h>

/* The commit that HEAD of the git work tree around `folder` names, in hex, or "" where there is none.
 * Reads git's files (gitrepository-layout(5)) and starts no process. In the arena. */
const char *find_revision(const char *folder, struct arena *arena);

/* Whether the folder lies in a git work tree. */
bool is_in_git(const char *folder);

/* Who works there: git's user.name, else the name of the account. Asks git; freed by g_free(). */
char *find_author(const char *folder);

/* The commit that `revision` (a branch, a tag, HEAD~2, …) means in the work tree of the folder, and
 * those that it came from, by distance, as hex; NULL where git is not there or knows no such
 * revision. Asks git; freed by g_strfreev(). */
char **list_ancestors(const char *folder, const char *revision);

#endif
