/* Private: the place of a change that brought a finding about somewhere else. */
#ifndef STRANDED_ENGINE_ALSO_H
#define STRANDED_ENGINE_ALSO_H

#include "base/arena.h"
#include "engine/git_diff.h"
#include "findings/finding.h"

/* Sets `also` of each new or reopened finding whose anchor no hunk touches: to the step of its trace that one
 * does; else to the hunk that names what the finding is about; else to the nearest in its files; else to the
 * first. */
void find_second_places(struct finding_list findings, const struct git_hunks *hunks,
                        const char *root, struct arena *arena);

#endif
