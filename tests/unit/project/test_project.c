/* Opening compilation databases: units, merging, paths, the root, and everything that goes wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "project/project.h"
#include "scratch.h"

/* Every test gets a new folder as *state and works in it. */
static int setup(void **state)
{
    *state = scratch_new();
    return g_chdir(*state);
}

static int teardown(void **state)
{
    int rc = g_chdir("/");

    scratch_remove(*state);
    return rc;
}

static struct project *open_project(const char *path)
{
    struct project *project = NULL;
    GError *error = NULL;

    if (!project_open(path, &project, &error))
        fail_msg("%s", error->message);
    assert_null(error);
    return project;
}

/* Opens, and wants a failure with that code whose one line names the file and holds the texts. */
static void open_fails(const char *path, enum project_error code, const char *text)
{
    struct project *project = NULL;
    GError *error = NULL;

    if (project_open(path, &project, &error))
        fail_msg("%s: was opened, but should say: %s", path, text);
    assert_null(project);
    if (!g_error_matches(error, PROJECT_ERROR, (int)code) || strstr(error->message, text) == NULL)
        fail_msg("code %d: %s", error->code, error->message);
    assert_null(strchr(error->message, '\n'));
    assert_true(g_utf8_validate(error->message, -1, NULL));
    g_error_free(error);
}

/* One unit a line: name, flags without the first, outputs in brackets. */
static char *print_units(const struct project *project)
{
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < project->n_units; i++) {
        const struct project_unit *unit = &project->units[i];
        g_string_append(out, unit->name);
        assert_string_equal(unit->arguments[0], "clang");
        for (size_t k = 1; k < unit->n_arguments; k++)
            g_string_append_printf(out, " %s", unit->arguments[k]);
        assert_null(unit->arguments[unit->n_arguments]);
        for (size_t k = 0; unit->outputs[k] != NULL; k++)
            g_string_append_printf(out, " [%s]", unit->outputs[k]);
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

static void units_are(const struct project *project, const char *expected)
{
    char *got = print_units(project);

    assert_string_equal(got, expected);
    g_free(got);
}

static void test_command_and_arguments(void **state)
{
    const char *scratch = *state;

    scratch_write(scratch, "a.c", "");
    scratch_write(scratch, "src/b.c", "");
    scratch_write(scratch, "my \"src\"/c d.c", "");
    scratch_write(
        scratch, "compile_commands.json",
        "[{\"directory\":\".\",\"file\":\"src/b.c\",\"command\":\"gcc -DB -c src/b.c\"},\n"
        " {\"file\":\"a.c\",\"directory\":\"src/..\",\"output\":\"a.o\",\n"
        "  \"arguments\":[\"gcc\",\"-DA=\\\"x y\\\"\",\"-o\",\"z.o\",\"a.c\"]},\n"
        " {\"directory\":\"my \\\"src\\\"\",\"file\":\"c d.c\",\"more\":[{}],\n"
        "  \"command\":\"gcc '-DX=\\\"y z\\\"' -o c.o 'c d.c'\"}]");
    struct project *project = open_project("compile_commands.json");

    units_are(project, "a.c -DA=\"x y\" [a.o]\n"
                       "my \"src\"/c d.c -DX=\"y z\" [c.o]\n"
                       "src/b.c -DB\n");
    assert_string_equal(project->root, scratch);
    char *expected = g_build_filename(scratch, "my \"src\"/c d.c", NULL);
    assert_string_equal(project->units[1].file, expected);
    g_free(expected);
    expected = g_build_filename(scratch, "my \"src\"", NULL);
    assert_string_equal(project->units[1].directory, expected);
    g_free(expected);
    assert_string_equal(project->units[0].directory, scratch);
    assert_int_equal(project->n_entries, 3);
    assert_int_equal(project->n_notices, 0);
    project_free(project);
}

static void test_arguments_win_over_command(void **state)
{
    scratch_write(*state, "a.c", "");
    scratch_write(
        *state, "c.json",
        "[{\"file\":\"a.c\",\"command\":\"gcc -DC a.c\",\"arguments\":[\"gcc\",\"-DA\"]}]");
    struct project *project = open_project("c.json");

    units_are(project, "a.c -DA\n");
    project_free(project);
}

static void test_several_flags_and_equal_units(void **state)
{
    scratch_write(*state, "a.c", "");
    scratch_write(*state, "b.c", "");
    scratch_folder(*state, "sub");
    scratch_write(
        *state, "compile_commands.json",
        "[{\"directory\":\".\",\"file\":\"b.c\",\"command\":\"gcc -DX -o p2/b.o b.c\"},"
        "{\"directory\":\".\",\"file\":\"b.c\",\"command\":\"gcc -DX -o p1/b.o -Wall b.c\"},"
        "{\"directory\":\".\",\"file\":\"./b.c\",\"command\":\"gcc -DX -o p1/b.o b.c\"},"
        "{\"directory\":\".\",\"file\":\"b.c\",\"command\":\"gcc -DA b.c\"},"
        "{\"directory\":\"sub\",\"file\":\"../b.c\",\"command\":\"gcc -DA ../b.c\"},"
        "{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc -DX a.c\"}]");
    struct project *project = open_project(".");

    units_are(project, "a.c -DX\nb.c -DA\nb.c -DA\nb.c -DX [p1/b.o] [p2/b.o]\n");
    assert_int_equal(project->n_merged, 2);
    /* Equal flags are one array; flags in another folder are not the same compilation. */
    assert_ptr_equal(project->units[0].arguments, project->units[3].arguments);
    assert_true(project->units[0].flags_key == project->units[3].flags_key);
    assert_ptr_equal(project->units[1].arguments, project->units[2].arguments);
    assert_true(project->units[1].flags_key != project->units[2].flags_key);
    assert_true(project->units[0].flags_key != project->units[1].flags_key);
    assert_true(strcmp(project->units[1].directory, project->units[2].directory) < 0);
    project_free(project);
}

static void test_order_does_not_matter(void **state)
{
    static const char *const entries[] = {
        "{\"file\":\"a.c\",\"command\":\"gcc -DA -fplugin=y a.c\"}",
        "{\"file\":\"b.c\",\"command\":\"gcc -DB -fplugin=x -fplugin=x b.c\"}",
        "{\"file\":\"b.c\",\"command\":\"gcc -DA -fplugin=y b.c\"}",
        "{\"file\":\"gone.c\",\"command\":\"gcc -DA gone.c\"}",
        "{\"file\":\"also gone.c\",\"command\":\"gcc -DA gone.c\"}",
    };
    enum { N = G_N_ELEMENTS(entries) };
    char *first = NULL;

    scratch_write(*state, "a.c", "");
    scratch_write(*state, "b.c", "");
    for (size_t turn = 0; turn < N; turn++) {
        GString *text = g_string_new("[");
        for (size_t i = 0; i < N; i++)
            g_string_append_printf(text, "%s%s", i > 0 ? "," : "", entries[(i + turn) % N]);
        g_string_append(text, "]");
        scratch_write(*state, "c.json", text->str);
        g_string_free(text, TRUE);

        struct project *project = open_project("c.json");
        char *units = print_units(project);
        GString *all = g_string_new(units);
        for (size_t i = 0; i < project->n_units; i++)
            g_string_append_printf(all, "%" G_GUINT64_FORMAT "\n", project->units[i].flags_key);
        for (size_t i = 0; i < project->n_notices; i++)
            g_string_append_printf(all, "%s of %s, %zu\n", project->notices[i].subject,
                                   project->notices[i].file, project->notices[i].count);
        for (size_t i = 0; i < project->n_missing; i++)
            g_string_append_printf(all, "%s\n", project->missing[i]);
        if (first == NULL)
            first = g_strdup(all->str);
        assert_string_equal(all->str, first);
        g_string_free(all, TRUE);
        g_free(units);
        project_free(project);
    }
    assert_non_null(strstr(first, "-fplugin=x of b.c, 1\n-fplugin=y of a.c, 2\n"));
    assert_non_null(strstr(first, "also gone.c\n"));
    g_free(first);
}

static void test_what_is_no_unit_is_counted(void **state)
{
    scratch_write(*state, "a.c", "");
    scratch_write(*state, "dir.c/x", "");
    scratch_write(*state, "c.json",
                  "[{\"file\":\"a.c\",\"command\":\"gcc a.c\"},"
                  "{\"file\":\"b.cc\",\"command\":\"g++ b.cc\"},"
                  "{\"file\":\"c.S\",\"command\":\"gcc c.S\"},"
                  "{\"file\":\"d.h\",\"command\":\"gcc d.h\"},"
                  "{\"file\":\"gone.c\",\"command\":\"gcc gone.c\"},"
                  "{\"file\":\"gone.c\",\"command\":\"gcc -DX gone.c\"},"
                  "{\"file\":\"no/folder/x.c\",\"command\":\"gcc x.c\"},"
                  "{\"file\":\"dir.c\",\"command\":\"gcc dir.c\"},"
                  "{\"file\":\"e.c\",\"command\":\"gcc 'e.c\"},"
                  "{\"file\":\"f.c\",\"command\":\" \"},"
                  "{\"file\":\"g.c\",\"command\":\"ccache\"}]");
    struct project *project = open_project("c.json");

    units_are(project, "a.c\n");
    assert_int_equal(project->n_entries, 11);
    assert_int_equal(project->n_not_c, 3);
    assert_int_equal(project->n_missing, 3);
    static const char *const missing[] = {"/dir.c", "/gone.c", "/no/folder/x.c"};
    for (size_t i = 0; i < G_N_ELEMENTS(missing); i++)
        assert_true(g_str_has_suffix(project->missing[i], missing[i]));
    static const char *const notices[] = {"e.c", "f.c", "g.c"};
    assert_int_equal(project->n_notices, G_N_ELEMENTS(notices));
    for (size_t i = 0; i < G_N_ELEMENTS(notices); i++) {
        assert_int_equal(project->notices[i].kind, PROJECT_NOTICE_COMMAND);
        assert_string_equal(project->notices[i].subject, notices[i]);
    }
    project_free(project);
}

/* Many files of a folder are looked up by reading it, few one by one; both must say the same. */
static void test_many_files_of_one_folder(void **state)
{
    GString *text = g_string_new("[{\"file\":\"m/gone.c\",\"command\":\"gcc x\"}");

    for (int i = 0; i < 40; i++) {
        char *name = g_strdup_printf("m/%d.c", i);
        g_string_append_printf(text, ",{\"file\":\"%s\",\"command\":\"gcc %s\"}", name, name);
        if (i != 7)
            scratch_write(*state, name, "");
        g_free(name);
    }
    g_string_append_c(text, ']');
    assert_int_equal(symlink("1.c", "m/7.c"), 0);
    assert_int_equal(symlink("nowhere.c", "m/gone.c"), 0);
    scratch_write(*state, "c.json", text->str);
    g_string_free(text, TRUE);
    struct project *project = open_project("c.json");

    assert_int_equal(project->n_units, 40); /* the link counts */
    assert_int_equal(project->n_missing, 1);
    project_free(project);
}

static void test_cd_before_the_compiler(void **state)
{
    scratch_write(*state, "sub/a.c", "");
    scratch_write(*state, "b.c", "");
    scratch_write(*state, "c.json",
                  "[{\"file\":\"sub/a.c\",\"command\":\"cd sub && gcc -DA a.c && rm -f x\"},"
                  "{\"file\":\"b.c\",\"command\":\": && gcc -DB b.c\\n\"}]");
    struct project *project = open_project("c.json");

    units_are(project, "b.c -DB\nsub/a.c -DA\n");
    assert_true(g_str_has_suffix(project->units[1].directory, "/sub"));
    project_free(project);
}

/* What was found out about the compiler of one entry must not stick to the next. */
static void test_compilers_that_begin_alike(void **state)
{
    scratch_write(*state, "a.c", "");
    scratch_write(*state, "c.json",
                  "[{\"file\":\"a.c\",\"command\":\"ccache gcc -DA a.c\"},"
                  "{\"file\":\"a.c\",\"command\":\"ccache gcc -DB a.c\"},"
                  "{\"file\":\"a.c\",\"command\":\"ccache g++ -DC a.c\"},"
                  "{\"file\":\"a.c\",\"command\":\"ccache\"},"
                  "{\"file\":\"a.c\",\"command\":\"ccache arm-none-eabi-gcc -DD a.c\"}]");
    struct project *project = open_project("c.json");

    units_are(project, "a.c --target=arm-none-eabi -DD\na.c -DA\na.c -DB\n");
    assert_int_equal(project->n_not_c, 1);
    assert_int_equal(project->n_notices, 1);
    project_free(project);
}

static void test_linked_folders_are_resolved(void **state)
{
    scratch_write(*state, "real/a.c", "");
    assert_int_equal(symlink("real", "link"), 0);
    scratch_write(
        *state, "c.json",
        "[{\"directory\":\"link\",\"file\":\"a.c\",\"command\":\"gcc a.c\"},"
        "{\"directory\":\"real\",\"file\":\"../link/../real/./a.c\",\"command\":\"gcc a.c\"}]");
    struct project *project = open_project("c.json");

    units_are(project, "real/a.c\n");
    assert_int_equal(project->n_merged, 1);
    project_free(project);
}

static void test_names_are_bytes(void **state)
{
    static const char *const names[] = {"\xff\xfe.c", "\xc3\xa9t\xc3\xa9.c", "two\nlines.c",
                                        "q'\"$(x).c"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        scratch_write(*state, names[i], "");
    scratch_write(*state, "c.json",
                  "[{\"file\":\"\xff\xfe.c\",\"arguments\":[\"gcc\",\"-D\xff\",\"\xff\xfe.c\"]},"
                  "{\"file\":\"\\u00e9t\\u00e9.c\",\"arguments\":[\"gcc\"]},"
                  "{\"file\":\"two\\nlines.c\",\"arguments\":[\"gcc\"]},"
                  "{\"file\":\"q'\\\"$(x).c\",\"arguments\":[\"gcc\"]}]");
    struct project *project = open_project("c.json");

    units_are(project, "q'\"$(x).c\ntwo\nlines.c\n\xc3\xa9t\xc3\xa9.c\n\xff\xfe.c -D\xff\n");
    project_free(project);
}

static void test_response_files(void **state)
{
    scratch_write(*state, "a.c", "");
    scratch_write(*state, "b.c", "");
    scratch_write(*state, "build/flags.rsp", "-DA \"-DB=x y\"\n-DC='1'\\ 2 @more.rsp\t-Wall ''");
    scratch_write(*state, "build/more.rsp", "-DM");
    scratch_write(*state, "build/loop.rsp", "-DL @loop.rsp");
    scratch_write(*state, "build/open.rsp", "-DO \"-DP=1 2");
    scratch_folder(*state, "build/dir.rsp");
    scratch_write(
        *state, "build/compile_commands.json",
        "[{\"directory\":\".\",\"file\":\"../a.c\",\"command\":\"gcc @flags.rsp -DZ ../a.c\"},"
        "{\"directory\":\".\",\"file\":\"../b.c\",\"command\":"
        "\"gcc @gone.rsp @loop.rsp @dir.rsp @open.rsp @ ../b.c\"}]");
    struct project *project = open_project(NULL);

    units_are(project, "a.c -DA -DB=x y -DC=1 2 -DM -DZ\n"
                       "b.c -DL -DL -DL -DL -DL -DL -DL -DL -DO -DP=1 2\n");
    static const char *const subjects[] = {"@dir.rsp", "@gone.rsp", "@loop.rsp"};
    assert_int_equal(project->n_notices, G_N_ELEMENTS(subjects));
    for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++) {
        assert_int_equal(project->notices[i].kind, PROJECT_NOTICE_RESPONSE);
        assert_string_equal(project->notices[i].subject, subjects[i]);
        assert_string_equal(project->notices[i].file, "../b.c");
    }
    project_free(project);
}

static void test_large_response_files(void **state)
{
    char *full = g_build_filename(*state, "big.rsp", NULL);
    scratch_write(*state, "big.rsp", "-DA");
    assert_int_equal(truncate(full, (off_t)PROJECT_MAX_RESPONSE_BYTES + 1), 0);
    g_free(full);
    char *half = g_strnfill(PROJECT_MAX_RESPONSE_BYTES / 2 + 1, ' ');
    memcpy(half, "-DH", 3);
    scratch_write(*state, "half.rsp", half);
    g_free(half);
    scratch_write(*state, "a.c", "");
    scratch_write(*state, "c.json",
                  "[{\"file\":\"a.c\",\"command\":\"gcc @big.rsp @half.rsp @half.rsp -DZ a.c\"}]");
    struct project *project = open_project("c.json");

    units_are(project, "a.c -DH -DZ\n");
    assert_int_equal(project->n_notices, 2);
    assert_string_equal(project->notices[0].subject, "@big.rsp");
    assert_string_equal(project->notices[1].subject, "@half.rsp");
    project_free(project);
}

static void test_search(void **state)
{
    char *database = g_build_filename(*state, "build", "compile_commands.json", NULL);

    scratch_write(*state, "a.c", "");
    scratch_folder(*state, "deep/er/still");
    scratch_write(*state, "build/compile_commands.json",
                  "[{\"directory\":\"..\",\"file\":\"a.c\",\"command\":\"gcc a.c\"}]");
    static const char *const starts[] = {".", "build", "deep", "deep/er/still"};
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
        assert_int_equal(g_chdir(*state), 0);
        assert_int_equal(g_chdir(starts[i]), 0);
        struct project *project = open_project(NULL);
        assert_string_equal(project->database, database);
        units_are(project, "a.c\n");
        project_free(project);
    }
    assert_int_equal(g_chdir(*state), 0);
    static const char *const paths[] = {".", "build", "build/compile_commands.json",
                                        "deep/../build/"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        struct project *project = open_project(paths[i]);
        assert_string_equal(project->database, database);
        project_free(project);
    }
    g_free(database);
}

/* `files` and folders (with a slash at the end) exist; the first is the database, with an entry for
 * every .c file. */
static const struct root_case {
    const char *name;
    const char *files[6];
    const char *root; /* relative to the test's folder; NULL for that itself */
    const char *first_name;
} root_cases[] = {
    {"in-tree build in git",
     {"g/build/c.json", "g/.git/", "g/src/a.c", "g/lib/b.c"},
     "g",
     "lib/b.c"},
    {"linked work tree", {"g/build/c.json", "g/.git", "g/src/a.c"}, "g", "src/a.c"},
    {"innermost work tree",
     {"h/g/build/c.json", "h/.git/", "h/g/.git/", "h/g/src/a.c"},
     "h/g",
     "src/a.c"},
    {"build beside git", {"build/c.json", "g/.git/", "g/src/a.c", "g/src/b.c"}, "g", "src/a.c"},
    {"generated sources beside git",
     {"build/c.json", "g/.git/", "g/src/a.c", "build/gen.c"},
     "g",
     "../build/gen.c"},
    {"database's folder in another git",
     {"other/.git/c.json", "other/.git/", "g/.git/", "g/src/a.c"},
     "g",
     "src/a.c"},
    {"no git, database at the top", {"p/c.json", "p/src/a.c"}, "p", "src/a.c"},
    {"no git, build in the tree",
     {"p/build/c.json", "p/CMakeLists.txt", "p/src/a.c"},
     "p",
     "src/a.c"},
    {"no git, build beside", {"build/c.json", "p/src/a.c", "p/lib/b.c"}, "p", "lib/b.c"},
    {"similar names", {"build/c.json", "p/src/a.c", "p/src2/b.c"}, "p", "src/a.c"},
    {"similar names, the longer first",
     {"build/c.json", "p/src-x/a.c", "p/src/b.c"},
     "p",
     "src-x/a.c"},
    {"a work tree with a similar name", {"g/build/c.json", "g/.git/", "g2/s/a.c"}, "g2/s", "a.c"},
    {"most units are elsewhere",
     {"other/build/c.json", "other/.git/", "other/x.c", "g/a.c", "g/b.c"},
     NULL,
     "g/a.c"},
    {"generated sources only", {"p/build/c.json", "p/build/gen/a.c"}, "p/build", "gen/a.c"},
};

static void test_root(void **state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(root_cases); i++) {
        const struct root_case *c = &root_cases[i];
        char *top = g_strdup_printf("%s/%zu", (const char *)*state, i);
        GString *text = g_string_new("[");
        for (size_t k = 1; k < G_N_ELEMENTS(c->files) && c->files[k] != NULL; k++) {
            if (g_str_has_suffix(c->files[k], "/"))
                scratch_folder(top, c->files[k]);
            else
                scratch_write(top, c->files[k], "");
            if (g_str_has_suffix(c->files[k], ".c"))
                g_string_append_printf(text, "%s{\"file\":\"%s/%s\",\"command\":\"gcc x\"}",
                                       text->len > 1 ? "," : "", top, c->files[k]);
        }
        g_string_append_c(text, ']');
        scratch_write(top, c->files[0], text->str);

        char *database = g_build_filename(top, c->files[0], NULL);
        char *root = g_build_filename(top, c->root, NULL); /* a NULL ends the list earlier */
        struct project *project = open_project(database);
        if (strcmp(project->root, root) != 0)
            fail_msg("%s: root is %s", c->name, project->root);
        assert_string_equal(project->units[0].name, c->first_name);
        project_free(project);
        g_free(root);
        g_free(database);
        g_string_free(text, TRUE);
        g_free(top);
    }
}

static void test_malformed(void **state)
{
    static const struct {
        const char *text;
        enum project_error code;
        const char *expected;
    } cases[] = {
        {"", PROJECT_ERROR_MALFORMED, "c.json: is empty; "},
        {" \n", PROJECT_ERROR_MALFORMED, "c.json: is empty; "},
        {"\xef\xbb\xbf", PROJECT_ERROR_MALFORMED, "c.json: is empty; "},
        {"[]", PROJECT_ERROR_NO_UNITS, "c.json: has no entries; make one with `cmake"},
        {"{}", PROJECT_ERROR_MALFORMED,
         "c.json: line 1, entry 1: a compilation database is an array of objects; "},
        {"[\n\n1]", PROJECT_ERROR_MALFORMED, "line 3, entry 1: an entry is not an object"},
        {"[{\"file\":\"a.c\",\"command\":\"gcc\"},\n{\"command\":\"gcc\"}]",
         PROJECT_ERROR_MALFORMED, "line 2, entry 2: an entry has no \"file\""},
        {"[{\"file\":\"\",\"command\":\"gcc\"}]", PROJECT_ERROR_MALFORMED, "has no \"file\""},
        {"[{\"file\":\"a.c\"}]", PROJECT_ERROR_MALFORMED, "neither \"command\" nor \"arguments\""},
        {"[{\"file\":\"a.c\",\"arguments\":[]}]", PROJECT_ERROR_MALFORMED,
         "neither \"command\" nor \"arguments\""},
        {"[{\"file\":1,\"command\":\"gcc\"}]", PROJECT_ERROR_MALFORMED, "\"file\" is not a string"},
        {"[{\"file\":\"a.c\",\"directory\":null,\"command\":\"gcc\"}]", PROJECT_ERROR_MALFORMED,
         "\"directory\" is not a string"},
        {"[{\"file\":\"a.c\",\"command\":[\"gcc\"]}]", PROJECT_ERROR_MALFORMED,
         "\"command\" is not a string"},
        {"[{\"file\":\"a.c\",\"output\":{},\"command\":\"gcc\"}]", PROJECT_ERROR_MALFORMED,
         "\"output\" is not a string"},
        {"[{\"file\":\"a.c\",\"arguments\":\"gcc\"}]", PROJECT_ERROR_MALFORMED,
         "\"arguments\" is not an array of strings"},
        {"[{\"file\":\"a.c\",\"arguments\":[\"gcc\",1]}]", PROJECT_ERROR_MALFORMED,
         "\"arguments\" is not an array of strings"},
        {"[{\"file\":\"a.c\",\"command\":\"gcc\"}", PROJECT_ERROR_MALFORMED, "line 1, entry 2: "},
        {"[{\"file\":\"a.c\",\"comm", PROJECT_ERROR_MALFORMED, "a string has no end"},
        {"not json at all", PROJECT_ERROR_MALFORMED, "line 1, entry 1: "},
        {"[{\"file\":\"a.cc\",\"command\":\"g++ a.cc\"}]", PROJECT_ERROR_NO_UNITS,
         "none of its 1 entries is a C file"},
        {"[{\"file\":\"gone.c\",\"command\":\"gcc\"}]", PROJECT_ERROR_NO_UNITS,
         "none of its C files exists (the first is "},
    };

    scratch_write(*state, "a.c", "");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        scratch_write(*state, "c.json", cases[i].text);
        open_fails("c.json", cases[i].code, cases[i].expected);
    }
}

/* Whether the machine has a database around the test's folder, where a search would find it. */
static bool has_database_above(const char *scratch)
{
    char *folder = g_path_get_dirname(scratch);
    bool found = false;

    for (;;) {
        char *beside = g_build_filename(folder, "compile_commands.json", NULL);
        char *below = g_build_filename(folder, "build", "compile_commands.json", NULL);
        found |= g_file_test(beside, G_FILE_TEST_EXISTS) || g_file_test(below, G_FILE_TEST_EXISTS);
        g_free(beside);
        g_free(below);
        if (strcmp(folder, "/") == 0)
            break;
        char *parent = g_path_get_dirname(folder);
        g_free(folder);
        folder = parent;
    }
    g_free(folder);
    return found;
}

static void test_nothing_to_open(void **state)
{
    scratch_folder(*state, "empty/build");
    open_fails(
        "empty", PROJECT_ERROR_NOT_FOUND,
        "empty: no compile_commands.json in this folder or its build/; make one with `cmake");
    open_fails("gone", PROJECT_ERROR_NOT_FOUND, "gone: No such file or directory; ");
    open_fails("two\nlines \xff", PROJECT_ERROR_NOT_FOUND, "two\\x0alines \\xff: No such file");
    if (!has_database_above(*state))
        open_fails(NULL, PROJECT_ERROR_NOT_FOUND, "or in any folder above; make one with `cmake");
    scratch_folder(*state, "compile_commands.json");
    open_fails(NULL, PROJECT_ERROR_UNREADABLE, "compile_commands.json: can't be read: ");
}

static void test_huge(void **state)
{
    scratch_write(*state, "c.json", "[");
    assert_int_equal(truncate("c.json", (off_t)PROJECT_MAX_DATABASE_BYTES + 1), 0);
    open_fails("c.json", PROJECT_ERROR_TOO_LARGE, "c.json: larger than 1 GiB");
}

/* A pipe has no size; it is read to its end. */
static void test_pipe(void **state)
{
    int ends[2];

    scratch_write(*state, "a.c", "");
    char *text = g_strdup_printf("[{\"directory\":\"%s\",\"file\":\"a.c\",\"command\":\"gcc\"}]",
                                 (const char *)*state);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
    close(ends[1]);
    char *path = g_strdup_printf("/dev/fd/%d", ends[0]);
    struct project *project = open_project(path);
    units_are(project, "a.c\n");
    project_free(project);
    close(ends[0]);
    g_free(path);
    g_free(text);
}

static void test_free_nothing(void **state)
{
    (void)state;
    project_free(NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_command_and_arguments),
        TEST(test_arguments_win_over_command),
        TEST(test_several_flags_and_equal_units),
        TEST(test_order_does_not_matter),
        TEST(test_what_is_no_unit_is_counted),
        TEST(test_many_files_of_one_folder),
        TEST(test_cd_before_the_compiler),
        TEST(test_compilers_that_begin_alike),
        TEST(test_linked_folders_are_resolved),
        TEST(test_names_are_bytes),
        TEST(test_response_files),
        TEST(test_large_response_files),
        TEST(test_search),
        TEST(test_root),
        TEST(test_malformed),
        TEST(test_nothing_to_open),
        TEST(test_huge),
        TEST(test_pipe),
        TEST(test_free_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
