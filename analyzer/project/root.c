#include "project/root.h"

#include "project/folders.h"
#include "project/project.h"

#include <string.h>

static bool has_any(const char *folder, const char *const *names)
{
    bool found = false;

    for (; *names != NULL && !found; names++) {
        char *path = g_build_filename(folder, *names, NULL);
        found = g_file_test(path, G_FILE_TEST_EXISTS);
        g_free(path);
    }
    return found;
}

/* The top of the innermost git work tree around a folder, as a new string, or NULL. In a linked
 * work tree and in a submodule .git is a file. */
static char *git_top(const char *start)
{
    static const char *const marks[] = {".git", NULL};
    char *folder = g_strdup(start);

    while (!has_any(folder, marks)) {
        if (strcmp(folder, "/") == 0) {
            g_free(folder);
            return NULL;
        }
        char *parent = g_path_get_dirname(folder);
        g_free(folder);
        folder = parent;
    }
    return folder;
}

static struct folder as_folder(const char *path)
{
    return (struct folder){.path = path, .length = strlen(path)};
}

static bool holds_most(const char *path, const struct project *project)
{
    struct folder folder = as_folder(path);
    size_t inside = 0;

    for (size_t i = 0; i < project->n_units; i++)
        inside += folder_holds(&folder, project->units[i].file);
    return inside * 2 > project->n_units;
}

/* The deepest folder that holds every unit outside `build`; that itself where there is none. */
static char *common_folder(const struct project *project, const struct folder *build)
{
    const char *first = NULL;
    size_t length = 0;

    for (size_t i = 0; i < project->n_units; i++) {
        const char *file = project->units[i].file;
        if (folder_holds(build, file))
            continue;
        size_t folder_length = (size_t)(strrchr(file, '/') - file);
        if (first == NULL) {
            first = file;
            length = folder_length;
            continue;
        }
        size_t same = 0; /* the common part, cut at a slash of either */
        for (size_t k = 0; k <= length && k <= folder_length; k++) {
            bool ends_first = k == length || first[k] == '/';
            bool ends_file = k == folder_length || file[k] == '/';
            if (ends_first && ends_file)
                same = k;
            if (k < length && k < folder_length && first[k] != file[k])
                break;
        }
        length = same;
    }
    if (first == NULL)
        return g_strdup(build->path);
    return length == 0 ? g_strdup("/") : g_strndup(first, length);
}

/* The first of the folders that are known without git and hold `common`. */
static char *choose_plainly(const char *common, const struct folder *database)
{
    static const char *const descriptions[] = {
        "CMakeLists.txt", "meson.build", "configure", "configure.ac", "Makefile",
        "GNUmakefile",    "makefile",    "BUILD",     "SConstruct",   NULL,
    };

    char *parent = g_path_get_dirname(database->path);
    struct folder above = as_folder(parent);
    if (folder_holds(&above, common) && has_any(parent, descriptions))
        return parent;
    g_free(parent);
    return g_strdup(strcmp(common, "/") == 0 ? database->path : common);
}

char *root_choose(const struct project *project, const struct folder *folder)
{
    char *top = git_top(folder->path);
    if (top != NULL && holds_most(top, project))
        return top;
    g_free(top);

    char *common = common_folder(project, folder);
    top = git_top(common);
    if (top == NULL)
        top = choose_plainly(common, folder);
    g_free(common);
    return top;
}
