/* Where git looks for hooks: core.hooksPath, or beside the repository that all its work trees share. */
#include "engine/engine.h"

#include "engine/git.h"

bool engine_find_hooks(const char *folder, char **ret_hooks, char **ret_top, GError **error)
{
    static const char *const ask[] = {"rev-parse", "--git-path", "hooks", NULL};
    g_autofree char *path = NULL;
    struct git git;

    if (!git_open(folder, &git, error))
        return false;
    bool is_good = git_ask(&git, ask, &path, error);
    if (is_good) {
        *ret_hooks = g_canonicalize_filename(path, git.folder);
        *ret_top = g_strdup(git.top);
    }
    git_close(&git);
    return is_good;
}
