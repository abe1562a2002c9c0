/* Which units are parsed first where findings are wanted early. */
#include "engine/turns.h"

#include <glib.h>
#include <glib/gstdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { N_UNITS = 20 };

static void nobody(void *data, struct analysis *analysis)
{
    (void)data;
    (void)analysis;
}

static void what_is_called_comes_next(void **state)
{
    g_autofree char *folder = g_dir_make_tmp("turns-XXXXXX", NULL);
    g_autofree char *far = g_build_filename(folder, "far", NULL);
    struct engine_unit units[N_UNITS] = {0};
    char *files[N_UNITS];

    (void)state;
    assert_int_equal(g_mkdir(far, 0700), 0);
    for (int i = 0; i < N_UNITS; i++) {
        g_autofree char *name = g_strdup_printf("%s%d.c", i < 10 ? "" : "far/", i);
        g_autofree char *text =
            i == 0 ? g_strdup("void f15(int);\nint f0(int x) { f15(x); return x; }\n")
                   : g_strdup_printf("int f%d(int x) { return f0(x); }\n", i);
        files[i] = g_build_filename(folder, name, NULL);
        assert_true(g_file_set_contents(files[i], text, -1, NULL));
        units[i].file = files[i];
    }
    const char *open[] = {files[0], NULL};
    struct engine_request request = {.notes_in = open, .early = nobody};
    struct analysis analysis = {
        .request = &request, .arena = arena_new(), .units = units, .n_units = N_UNITS};

    const enum turn *turns = turns_find(&analysis);
    for (int i = 0; i < N_UNITS; i++)
        assert_int_equal(turns[i], i == 0    ? TURN_FIRST
                                   : i == 15 ? TURN_NEEDED
                                   : i < 10  ? TURN_BESIDE
                                             : TURN_REST);
    request.early = NULL;
    turns = turns_find(&analysis);
    for (int i = 1; i < N_UNITS; i++)
        assert_int_equal(turns[i], turns[0]);

    arena_free(analysis.arena);
    for (int i = 0; i < N_UNITS; i++) {
        g_remove(files[i]);
        g_free(files[i]);
    }
    g_rmdir(far);
    g_rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_called_comes_next),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
