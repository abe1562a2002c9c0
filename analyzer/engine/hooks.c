/* Where git looks for hooks: core.hooksPath, or beside the repository that all its work trees share. */
#include "engine/engine.h"

#include "engine/git.h"

bool engine_find_hooks(const char *folder, struct engine_hooks *ret_hooks, GError **error)
{
    static const char *const ask_hooks[] = {"rev-parse", "--git-path", "hooks", NULL};
    static const char *const ask_repository[] = {"rev-parse", "--git-common-dir", NULL};
    g_autofree char *hooks = NULL, *repository = NULL;
    struct git git;

    if (!git_open(folder, &git, error))
        return false;
    bool is_good = git_ask(&git, ask_hooks, &hooks, error) &&
                   git_ask(&git, ask_repository, &repository, error);
    if (is_good)
        *ret_hooks = (struct engine_hooks){
            .folder = g_canonicalize_filename(hooks, git.folder),
            .repository = g_canonicalize_filename(repository, git.folder),
            .top = g_strdup(git.top),
        };
    git_close(&git);
    return is_good;
}

void engine_hooks_deinit(struct engine_hooks *hooks)
{
    g_free(hooks->folder);
    g_free(hooks->repository);
    g_free(hooks->top);
}
