/* Chooses the folder that a project's reports are relative to. */
#ifndef STRANDED_PROJECT_ROOT_H
#define STRANDED_PROJECT_ROOT_H

struct folder;
struct project;

/* As documented at struct project, for a project whose database lies in `folder` and that has a
 * unit. A new string; the caller frees it with g_free(). */
char *root_choose(const struct project *project, const struct folder *folder);

#endif
