#include "project/locate.h"

#include "project/project.h"
#include "project/text.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* The database in a folder or in its build/, as a new string, or NULL. */
static char *find_in(const char *folder)
{
    static const char *const places[] = {"compile_commands.json", "build/compile_commands.json"};

    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        char *file = g_build_filename(folder, places[i], NULL);
        if (g_file_test(file, G_FILE_TEST_EXISTS))
            return file;
        g_free(file);
    }
    return NULL;
}

static bool find_upwards(char **ret, GError **error)
{
    char *start = g_get_current_dir();
    char *folder = g_strdup(start);
    char *found = find_in(folder);

    while (found == NULL && strcmp(folder, "/") != 0 && strcmp(folder, ".") != 0) {
        char *parent = g_path_get_dirname(folder);
        g_free(folder);
        folder = parent;
        found = find_in(folder);
    }
    if (found == NULL) {
        char *shown = text_shown(start);
        g_set_error(error, PROJECT_ERROR, PROJECT_ERROR_NOT_FOUND,
                    "%s: no compile_commands.json here, in build/ or in any folder above; %s",
                    shown, TEXT_WAY_OUT);
        g_free(shown);
    } else {
        *ret = found;
    }
    g_free(folder);
    g_free(start);
    return found != NULL;
}

static bool find_at(const char *path, char **ret, GError **error)
{
    struct stat status;

    if (stat(path, &status) != 0) {
        int cause = errno;
        char *shown = text_shown(path);
        g_set_error(error, PROJECT_ERROR,
                    cause == EACCES ? PROJECT_ERROR_UNREADABLE : PROJECT_ERROR_NOT_FOUND,
                    "%s: %s; -p takes a compile_commands.json or a folder that holds one; %s",
                    shown, g_strerror(cause), TEXT_WAY_OUT);
        g_free(shown);
        return false;
    }
    if (!S_ISDIR(status.st_mode)) {
        *ret = g_strdup(path);
        return true;
    }
    char *found = find_in(path);
    if (found == NULL) {
        char *shown = text_shown(path);
        g_set_error(error, PROJECT_ERROR, PROJECT_ERROR_NOT_FOUND,
                    "%s: no compile_commands.json in this folder or its build/; %s", shown,
                    TEXT_WAY_OUT);
        g_free(shown);
        return false;
    }
    *ret = found;
    return true;
}

bool locate_database(const char *path, char **ret, GError **error)
{
    return path == NULL ? find_upwards(ret, error) : find_at(path, ret, error);
}
