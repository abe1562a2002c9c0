#include "scratch.h"

#include <ftw.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *scratch_new(void)
{
    char *made = g_dir_make_tmp("stranded-test-XXXXXX", NULL);
    g_assert_nonnull(made);
    char *resolved = realpath(made, NULL);
    g_assert_nonnull(resolved);
    g_free(made);
    return resolved;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)walk;
    if (type == FTW_DNR)
        chmod(path, 0700);
    return remove(path);
}

void scratch_remove(char *scratch)
{
    g_assert_cmpint(nftw(scratch, remove_one, 16, FTW_DEPTH | FTW_PHYS), ==, 0);
    free(scratch);
}

void scratch_folder(const char *scratch, const char *path)
{
    char *full = g_build_filename(scratch, path, NULL);

    g_assert_cmpint(g_mkdir_with_parents(full, 0700), ==, 0);
    g_free(full);
}

void scratch_write(const char *scratch, const char *path, const char *text)
{
    char *full = g_build_filename(scratch, path, NULL);
    char *folder = g_path_get_dirname(full);

    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    g_assert_true(g_file_set_contents(full, text, -1, NULL));
    g_free(folder);
    g_free(full);
}
