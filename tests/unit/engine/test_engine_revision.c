/* The commit of a work tree, from git's files alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "base/arena.h"
#include "engine/revision.h"

#define COMMIT "0123456789abcdef0123456789abcdef01234567"
#define OTHER  "ffffffffffffffffffffffffffffffffffffffff"

enum { MAX_FILES = 6 };

struct file {
    const char *name, *text;
};

static void write_file(const char *folder, const struct file *file)
{
    g_autofree char *path = g_build_filename(folder, file->name, NULL);
    g_autofree char *parent = g_path_get_dirname(path);

    assert_int_equal(g_mkdir_with_parents(parent, 0700), 0);
    assert_true(g_file_set_contents(path, file->text, -1, NULL));
}

/* The files are small trees of our own making, so the depth of the recursion is theirs. */
static void remove_tree(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        remove_tree(inner);
    }
    if (dir)
        g_dir_close(dir);
    assert_int_equal(g_remove(path), 0);
}

static const struct {
    const char *what;
    struct file files[MAX_FILES];
    const char *expected;
} cases[] = {
    {"a branch",
     {{".git/HEAD", "ref: refs/heads/main\n"}, {".git/refs/heads/main", COMMIT "\n"}},
     COMMIT},
    {"no branch", {{".git/HEAD", COMMIT "\n"}}, COMMIT},
    {"packed",
     {{".git/HEAD", "ref: refs/heads/main\n"},
      {".git/packed-refs", "# pack-refs with: peeled\n" OTHER " refs/heads/other\n" COMMIT
                           " refs/heads/main\n^" OTHER "\n"}},
     COMMIT},
    {"loose before packed",
     {{".git/HEAD", "ref: refs/heads/main\n"},
      {".git/refs/heads/main", COMMIT "\n"},
      {".git/packed-refs", OTHER " refs/heads/main\n"}},
     COMMIT},
    {"a linked work tree",
     {{".git", "gitdir: main.git/worktrees/w\n"},
      {"main.git/worktrees/w/HEAD", "ref: refs/heads/main\n"},
      {"main.git/worktrees/w/commondir", "../..\n"},
      {"main.git/refs/heads/main", COMMIT "\n"}},
     COMMIT},
    {"no commit yet", {{".git/HEAD", "ref: refs/heads/main\n"}}, ""},
    {"a circle", {{".git/HEAD", "ref: HEAD\n"}}, ""},
    {"a ref that leads out of .git",
     {{".git/HEAD", "ref: ../secret\n"}, {"secret", COMMIT "\n"}},
     ""},
    {"no commit's name", {{".git/HEAD", "0123 something\n"}}, ""},
    {"an empty HEAD", {{".git/HEAD", ""}}, ""},
};

static void test_revision(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct arena *arena = arena_new();
        g_autofree char *folder = g_dir_make_tmp("revision-XXXXXX", NULL);
        g_autofree char *inner = g_build_filename(folder, "a", "b", NULL);

        assert_int_equal(g_mkdir_with_parents(inner, 0700), 0);
        for (size_t k = 0; k < MAX_FILES && cases[i].files[k].name; k++)
            write_file(folder, &cases[i].files[k]);
        const char *revision = find_revision(inner, arena);
        if (strcmp(revision, cases[i].expected) != 0)
            print_error("%s: ", cases[i].what);
        assert_string_equal(revision, cases[i].expected);
        remove_tree(folder);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_revision),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
