/* Private: the revision that a work tree stands at. */
#ifndef STRANDED_ENGINE_REVISION_H
#define STRANDED_ENGINE_REVISION_H

#include "base/arena.h"

/* The commit that HEAD of the git work tree around `folder` names, in hex, or "" where there is none.
 * Reads git's files (gitrepository-layout(5)) and starts no process. In the arena. */
const char *find_revision(const char *folder, struct arena *arena);

#endif
