/* Guessing units and include folders from sources alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "project/includes.h"
#include "project/project.h"
#include "scratch.h"

static void test_includes(void **state)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"", ""},
        {"#include \"a.h\"\n#include <b/c.h>\n", "\"a.h\" <b/c.h>"},
        {"\t # include\t\"a b.h\" // x", "\"a b.h\""},
        {"#include\"a.h\"", "\"a.h\""},
        {"#include \"./././a.h\"", "\"a.h\""},
        {"#include \"../a.h\"", "\"../a.h\""},
        {"#include MACRO\n#included \"a.h\"\n#include_next <a.h>\n#include \"a.h\n#include <>", ""},
        {"#include </usr/include/stdio.h>", ""},
        {"int x; #include \"a.h\"\n#define include \"b.h\"\n#", ""},
        {"#include", ""},
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct arena *arena = arena_new();
        struct includes includes = {0};
        GString *got = g_string_new(NULL);
        /* Exactly as long as the text: nothing may be read behind it. */
        size_t size = strlen(cases[i].text);
        char *text = g_memdup2(cases[i].text, size);
        includes_scan(text, size, arena, &includes);
        for (uint32_t k = 0; k < includes.list.count; k++) {
            const struct include *include = &includes.list.items[k];
            g_string_append_printf(got, include->is_quoted ? "%s\"%s\"" : "%s<%s>",
                                   k > 0 ? " " : "", include->name);
        }
        assert_string_equal(got->str, cases[i].expected);
        g_string_free(got, TRUE);
        vector_deinit(&includes.list);
        g_free(text);
        arena_free(arena);
    }
}

struct source {
    const char *path; /* NULL ends the list */
    const char *text;
};

static const struct guess_case {
    const char *name;
    struct source sources[8];
    const char *units; /* name and flags behind -D_GNU_SOURCE, a line each */
} guess_cases[] = {
    {"one file", {{"a.c", "int x;"}}, "a.c\n"},
    {"beside the source", {{"src/a.c", "#include \"a.h\"\n"}, {"src/a.h", ""}}, "src/a.c\n"},
    {"quoted and angled",
     {{"src/a.c", "#include \"q.h\"\n#include <lib/b.h>\n#include <stdio.h>\n"},
      {"include/q.h", ""},
      {"deps/lib/b.h", ""}},
     "src/a.c -iquote include -idirafter deps\n"},
    {"at the top", {{"src/a.c", "#include \"q.h\"\n"}, {"q.h", ""}}, "src/a.c -iquote .\n"},
    {"by way of a header",
     {{"src/a.c", "#include \"one.h\"\n"}, {"x/one.h", "#include \"two.h\"\n"}, {"y/two.h", ""}},
     "src/a.c -iquote x -iquote y\n"},
    {"headers in a circle",
     {{"a.c", "#include \"x/b.h\"\n"},
      {"x/b.h", "#include \"x/c.h\"\n"},
      {"x/c.h", "#include \"x/b.h\"\n"}},
     "a.c -iquote .\n"},
    {"the nearest wins",
     {{"one/src/a.c", "#include \"h.h\"\n"},
      {"two/src/b.c", "#include \"h.h\"\n"},
      {"one/inc/h.h", ""},
      {"two/inc/h.h", ""}},
     "one/src/a.c -iquote one/inc\ntwo/src/b.c -iquote two/inc\n"},
    {"a folder that is searched already wins",
     {{"s/t/a.c", "#include \"first.h\"\n#include \"both.h\"\n"},
      {"x/first.h", ""},
      {"x/both.h", ""},
      {"s/y/both.h", ""}},
     "s/t/a.c -iquote x\n"},
    {"beside the source before a folder that is searched",
     {{"s/a.c", "#include \"first.h\"\n#include \"both.h\"\n"},
      {"inc/first.h", ""},
      {"inc/both.h", ""},
      {"s/both.h", "#include \"deep.h\"\n"},
      {"d/deep.h", ""}},
     "s/a.c -iquote inc -iquote d\n"},
    {"dots",
     {{"src/a.c", "#include \"../inc/a.h\"\n#include \"../../../etc/passwd\"\n"},
      {"inc/a.h", "#include \"b.h\"\n"},
      {"inc/b.h", ""}},
     "src/a.c\n"},
    {"config.h",
     {{"src/a.c", "#ifdef HAVE_CONFIG_H\n#include <config.h>\n#endif\n"},
      {"config.h", ""},
      {"src/b.c", ""}},
     "src/a.c -DHAVE_CONFIG_H -idirafter .\nsrc/b.c\n"},
    {"config.h that is not there", {{"src/a.c", "#include \"config.h\"\n"}}, "src/a.c\n"},
    {"included sources are no units",
     {{"a.c", "#include \"part.c\"\n#include \"a.c\"\n"}, {"part.c", ""}, {"b.c", ""}},
     "a.c\nb.c\n"},
    {"hidden folders and other languages",
     {{"a.c", ""}, {".git/b.c", ""}, {"c.cc", ""}, {"d.h", ""}},
     "a.c\n"},
    {"odd names",
     {{"my src/a b.c", "#include \"h.h\"\n"}, {"my inc/h.h", ""}},
     "my src/a b.c -iquote my inc\n"},
};

static struct project *guess_project(const char *path)
{
    struct project *project = NULL;
    GError *error = NULL;

    if (!project_guess(path, &project, &error))
        fail_msg("%s", error->message);
    return project;
}

static void test_guess(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(guess_cases); i++) {
        const struct guess_case *c = &guess_cases[i];
        char *scratch = scratch_new();
        GString *got = g_string_new(NULL);
        for (const struct source *source = c->sources; source->path != NULL; source++)
            scratch_write(scratch, source->path, source->text);
        struct project *project = guess_project(scratch);
        for (size_t k = 0; k < project->n_units; k++) {
            const struct project_unit *unit = &project->units[k];
            g_string_append(got, unit->name);
            assert_string_equal(unit->arguments[1], "-D_GNU_SOURCE");
            for (size_t n = 2; n < unit->n_arguments; n++)
                g_string_append_printf(got, " %s", unit->arguments[n]);
            g_string_append_c(got, '\n');
            assert_string_equal(unit->directory, scratch);
            char *file = g_build_filename(scratch, unit->name, NULL);
            assert_string_equal(unit->file, file);
            g_free(file);
        }
        if (strcmp(got->str, c->units) != 0)
            fail_msg("%s: %s", c->name, got->str);
        assert_string_equal(project->root, scratch);
        assert_null(project->database);
        project_free(project);
        g_string_free(got, TRUE);
        scratch_remove(scratch);
    }
}

/* Flags of a unit do not change when a header appears that it does not include. */
static void test_unrelated_headers_change_nothing(void **state)
{
    char *scratch = scratch_new();

    (void)state;
    scratch_write(scratch, "a.c", "#include \"h.h\"\n");
    scratch_write(scratch, "inc/h.h", "");
    struct project *before = guess_project(scratch);
    scratch_write(scratch, "other/x.h", "");
    scratch_write(scratch, "b.c", "#include \"x.h\"\n");
    struct project *after = guess_project(scratch);
    assert_int_equal(after->n_units, 2);
    assert_true(before->units[0].flags_key == after->units[0].flags_key);
    project_free(before);
    project_free(after);
    scratch_remove(scratch);
}

static void test_links_are_not_followed(void **state)
{
    char *scratch = scratch_new();

    (void)state;
    scratch_write(scratch, "real/a.c", "#include \"h.h\"\n");
    scratch_write(scratch, "store/h0.h", "");
    scratch_folder(scratch, "inc");
    assert_int_equal(g_chdir(scratch), 0);
    assert_int_equal(symlink("..", "real/up"), 0);
    assert_int_equal(symlink("a.c", "real/b.c"), 0);
    assert_int_equal(symlink("../store/h0.h", "inc/h.h"), 0);
    struct project *project = guess_project(".");
    assert_int_equal(project->n_units, 1);
    assert_string_equal(project->units[0].name, "real/a.c");
    assert_string_equal(project->units[0].arguments[3], "inc");
    project_free(project);
    assert_int_equal(g_chdir("/"), 0);
    scratch_remove(scratch);
}

static void test_failures(void **state)
{
    char *scratch = scratch_new();
    static const struct {
        const char *path;
        enum project_error code;
        const char *expected;
    } cases[] = {
        {"empty", PROJECT_ERROR_NO_UNITS, "empty: holds no .c file; "},
        {"gone", PROJECT_ERROR_NOT_FOUND,
         "gone: No such file or directory; --sources takes a folder"},
        {"file.c", PROJECT_ERROR_NOT_FOUND, "file.c: Not a directory; --sources takes a folder"},
        {"circle", PROJECT_ERROR_NO_UNITS, "circle: holds no .c file"},
    };

    (void)state;
    scratch_folder(scratch, "empty");
    scratch_write(scratch, "file.c", "");
    scratch_write(scratch, "circle/a.h", "");
    assert_int_equal(g_chdir(scratch), 0);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct project *project = NULL;
        GError *error = NULL;
        assert_false(project_guess(cases[i].path, &project, &error));
        assert_null(project);
        if (!g_error_matches(error, PROJECT_ERROR, (int)cases[i].code) ||
            strstr(error->message, cases[i].expected) == NULL)
            fail_msg("code %d: %s", error->code, error->message);
        g_error_free(error);
    }
    assert_int_equal(g_chdir("/"), 0);
    scratch_remove(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_includes),
        cmocka_unit_test(test_guess),
        cmocka_unit_test(test_unrelated_headers_change_nothing),
        cmocka_unit_test(test_links_are_not_followed),
        cmocka_unit_test(test_failures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
