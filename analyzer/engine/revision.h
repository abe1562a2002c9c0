/* Private: the revision that a work tree stands at. */
#ifndef STRANDED_ENGINE_REVISION_H
#define STRANDED_ENGINE_REVISION_H

#include "base/arena.h"

/* The commit that HEAD of the git work tree around `folder` names, in hex, or "" where there is none.
 * Reads git's files (gitrepository-layout(5)) and starts no process. In the arena. */
const char *find_revision(const char *folder, struct arena *arena);

/* The commit that `revision` (a branch, a tag, HEAD~2, …) means in the work tree of the folder, and
 * those that it came from, by distance, as hex; NULL where git is not there or knows no such
 * revision. Asks git; freed by g_strfreev(). */
char **list_ancestors(const char *folder, const char *revision);

#endif
