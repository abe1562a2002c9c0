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
#include "project/conditionals.h"
#include "project/guess.h"
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

/* The macros in a text, a letter for each of their roles. */
static char *macros_in(const char *text)
{
    struct arena *arena = arena_new();
    struct macros *macros = macros_new(arena);
    struct macro_uses uses = {0};
    GString *got = g_string_new(NULL);
    size_t size = strlen(text);
    char *exact = g_memdup2(text, size); /* nothing may be read behind it */

    conditionals_scan(exact, size, macros, &uses);
    for (uint32_t i = 0; i < uses.list.count; i++) {
        unsigned roles = uses.list.items[i].roles;
        g_string_append_printf(
            got, "%s%s:%s%s%s%s", i > 0 ? " " : "", uses.list.items[i].macro->name,
            roles & MACRO_DECIDED ? "d" : "", roles & MACRO_TESTED ? "t" : "",
            roles & MACRO_GUARDS_THREADS ? "g" : "", roles & MACRO_GUARDS_CALL ? "c" : "");
    }
    vector_deinit(&uses.list);
    macros_free(macros);
    arena_free(arena);
    g_free(exact);
    return g_string_free(got, FALSE);
}

static void test_conditionals(void **state)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"", ""},
        {"#ifdef A\n#include <pthread.h>\n#endif\n", "A:tg"},
        {"#if A\npthread_t t;\n#endif", "A:tg"},
        {"#if A\nint t;\n#endif\npthread_t t;\n", "A:t"},
        {"# if defined ( A ) && defined(B) // C\npthread_t t;\n# endif", "A:tg B:tg"},
        {"#if defined(A) || \\\n    B\ng_thread_new();\n#endif", "A:tg B:tg"},
        /* the other way round */
        {"#ifndef A\nint x;\n#else\npthread_t t;\n#endif", "A:tg"},
        {"#if !defined(A)\npthread_t t;\n#else\nint x;\n#endif", "A:t"},
        {"#ifdef A\nint x;\n#elif B\npthread_t t;\n#else\npthread_t t;\n#endif", "A:t B:tg"},
        /* inside each other, and not at all */
        {"#ifdef A\n#if B\npthread_t t;\n#endif\n#endif", "A:tg B:tg"},
        {"#ifdef _WIN32\n#if B\npthread_t t;\n#endif\n#endif", "_WIN32:t B:t"},
        {"#if 0\n#if B\npthread_t t;\n#endif\n#endif", "B:t"},
        {"#ifdef WIN32\nint x;\n#else\n#if B\npthread_t t;\n#endif\n#endif", "WIN32:t B:tg"},
        /* names that no build switches on here */
        {"#if HAVE_WIN32THREADS || NO_THREADS || A_DEBUG || __A || linux\npthread_t t;\n#endif",
         "HAVE_WIN32THREADS:t NO_THREADS:t A_DEBUG:t __A:t linux:t"},
        /* names with a value of their own */
        {"#if A == 2 && 3 < B && C(1)\npthread_t t;\n#endif", "A:d B:d C:d"},
        {"#ifdef PTHREAD_KIND\npthread_set(PTHREAD_KIND);\n#endif", "PTHREAD_KIND:dt"},
        /* functions that there may be, and nothing else in their place */
        {"#ifdef HAVE_END_IT\nend_it (x);\n#endif", "HAVE_END_IT:tc"},
        {"#if defined(MY_HAVE_END_IT)\nif (x)\nend_it(x);\n#endif", "MY_HAVE_END_IT:tc"},
        {"#ifdef HAVE_END_IT\nend_it(x);\n#else\nend(x);\n#endif", "HAVE_END_IT:t"},
        {"#ifdef HAVE_END_IT\nend_its(x);\nf = end_it;\n#endif", "HAVE_END_IT:t"},
        {"#ifdef HAVE_END_IT\nset(x, END_IT, 1);\n#endif", "HAVE_END_IT:tc"},
        {"#ifdef HAVE_END_IT\nset(x, MY_END_IT, 1);\n#endif", "HAVE_END_IT:t"},
        {"#ifdef HAVE_F\na\nb\nc\nd\ne\nf\ng\nh\nf(1);\n#endif", "HAVE_F:t"},
        {"#ifdef END_IT\nend_it(x);\n#endif", "END_IT:t"},
        /* names that are decided */
        {"#define A 1\n#if A\npthread_t t;\n#endif", "A:dtg"},
        {"/* #undef A */\n#undef B\n", "A:d"},
        {"//#define A 1\n/* # define B */\n// A\n//\n", "A:d B:d"},
        {"//#define A 1\n#ifdef A\npthread_t t;\n#endif", "A:dtg"},
        {"#endif\n#else\n#elif A\n#ifdef", ""},
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *got = macros_in(cases[i].text);
        if (strcmp(got, cases[i].expected) != 0)
            fail_msg("%s: %s", cases[i].text, got);
        g_free(got);
    }
}

/* Conditionals inside each other beyond the bound are passed by, and what follows is not. */
static void test_deep_conditionals(void **state)
{
    GString *text = g_string_new(NULL);

    (void)state;
    for (int i = 0; i < 1000; i++)
        g_string_append(text, "#if X\n#else\n");
    g_string_append(text, "pthread_t t;\n");
    for (int i = 0; i < 1000; i++)
        g_string_append(text, "#endif\n");
    g_string_append(text, "#if A\npthread_t t;\n#endif\n");
    char *got = macros_in(text->str);
    assert_string_equal(got, "X:t A:tg");
    g_free(got);
    g_string_free(text, TRUE);
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
    {"a header that a build makes",
     {{"a.c", "#include \"crew.h\"\n#include \"made/crew.h\"\n#include \"config.h\"\n"},
      {"include/crew.h.in", "#include \"types.h\"\n#define VERSION \"@VERSION@\"\n"},
      {"types/types.h", ""},
      {"config.h.in", "/* Threads. */\n#undef HAVE_THREADS\n"}},
     "a.c -iquote types -include include/crew.h.in\n"},
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

/* What is installed besides, and what it adds to the flags; the machine's `/` is shown as such. */
static const struct machine_case {
    const char *name;
    struct source sources[4];
    struct source installed[8];
    const char *units;
} machine_cases[] = {
    {"a folder that only its package's name tells, and what it needs",
     {{"a.c", "#include <glib.h>\n"}},
     {{"usr/include/glib-2.0/glib.h", "#include <glib/gtypes.h>\n#include <glibconfig.h>\n"},
      {"usr/include/glib-2.0/glib/gtypes.h", "#include <bits.h>\n"},
      {"usr/include/bits.h", "#include <other/deep.h>\n"},
      {"usr/include/other-1/other/deep.h", ""},
      {"usr/lib/glib-2.0/include/glibconfig.h", ""}},
     "a.c -idirafter /usr/include/glib-2.0 -idirafter /usr/lib/glib-2.0/include\n"},
    {"what the compiler finds by itself",
     {{"a.c", "#include <zlib.h>\n#include <stddef.h>\n"}},
     {{"usr/include/zlib.h", ""}, {"usr/include/zlib-1/zlib.h", ""}},
     "a.c\n"},
    {"the tree's own is meant",
     {{"a.c", "#include <glib.h>\n"}, {"inc/glib.h", ""}},
     {{"usr/include/glib-2.0/glib.h", ""}},
     "a.c -idirafter inc\n"},
    {"the latest",
     {{"a.c", "#include <gtk/gtk.h>\n"}},
     {{"usr/include/gtk-9.0/gtk/gtk.h", ""}, {"usr/include/gtk-10.0/gtk/gtk.h", ""}},
     "a.c -idirafter /usr/include/gtk-10.0\n"},
    {"what a configure script makes is nobody else's",
     {{"a.c", "#include <config.h>\n#include \"my_config.h\"\n#include \"util.h\"\n"}},
     {{"usr/include/config-1/config.h", ""},
      {"usr/include/my-1/my_config.h", ""},
      {"usr/include/other-1/util.h", ""}},
     "a.c\n"},
    {"many headers of one folder, which one alone would not be taken for",
     {{"a.c", "#include \"httpd.h\"\n#include \"http_config.h\"\n#include \"http_log.h\"\n"},
      {"b.c", "#include \"httpd.h\"\n#include \"http_log.h\"\n"}},
     {{"usr/include/web2/httpd.h", ""},
      {"usr/include/web2/http_config.h", "#include \"runtime.h\"\n"},
      {"usr/include/web2/http_log.h", ""},
      {"usr/include/runtime-1.0/runtime.h", ""}},
     "a.c -idirafter /usr/include/web2 -idirafter /usr/include/runtime-1.0\nb.c\n"},
    {"a package's folder that is named in the include, and what it needs",
     {{"a.c", "#include <store-1.0/store/store.h>\n"}},
     {{"usr/include/store-1.0/store/store.h", "#include <blob/blob.h>\n"},
      {"usr/include/blob-1.0/blob/blob.h", ""}},
     "a.c -idirafter /usr/include/blob-1.0\n"},
    {"headers that configure would have found",
     {{"a.c", "#if HAVE_PTHREAD_H\n#include <pthread.h>\n#endif\n"
              "#ifdef MY_HAVE_SYS_EVENT_H\n#include <sys/event.h>\n#endif\n"
              "#ifdef MY_HAVE_SYS_POLL_H\n#include <sys/poll.h>\n#endif\n"}},
     {{"usr/include/pthread.h", ""}, {"usr/include/sys/poll.h", ""}},
     "a.c -DHAVE_PTHREAD_H -DMY_HAVE_SYS_POLL_H\n"},
    {"threads that configure would have found",
     {{"a.c", "#include \"a.h\"\n#ifdef USE_THREADS\npthread_t t;\n#endif\n#if NLS\n#endif\n"},
      {"a.h", "#ifdef HAVE_X\npthread_t x;\n#endif\n#ifndef HAVE_X\n#define HAVE_X 0\n#endif\n"},
      {"b.c", "#ifdef USE_THREADS\n#endif\n"}},
     {{"usr/include/pthread.h", ""}},
     "a.c -DUSE_THREADS\nb.c -DUSE_THREADS\n"},
    {"one of several files decides what another one leaves open",
     {{"a.c", "#ifdef USE_THREADS\npthread_t t;\n#endif\n"},
      {"b.c", "#ifdef USE_THREADS\n#endif\n"},
      {"other.h", "#define USE_THREADS 1\n"}},
     {{"usr/include/pthread.h", ""}},
     "a.c -DUSE_THREADS\nb.c\n"},
    {"what a config.h says holds",
     {{"a.c", "#include \"config.h\"\n#if USE_THREADS\n#include <pthread.h>\n#endif\n"
              "#if HAVE_PTHREAD_H\n#endif\n"},
      {"config.h", "/* #undef USE_THREADS */\n#define HAVE_PTHREAD_H 0\n"}},
     {{"usr/include/pthread.h", ""}},
     "a.c -DHAVE_CONFIG_H\n"},
};

static char *flags_on_machine(const struct machine_case *c)
{
    char *scratch = scratch_new(), *machine = scratch_new();
    GString *got = g_string_new(NULL);
    struct project *project = NULL;

    for (const struct source *source = c->sources; source->path != NULL; source++)
        scratch_write(scratch, source->path, source->text);
    for (const struct source *source = c->installed; source->path != NULL; source++)
        scratch_write(machine, source->path, source->text);
    assert_true(guess_on_machine(scratch, machine, &project, NULL));
    for (size_t k = 0; k < project->n_units; k++) {
        g_string_append(got, project->units[k].name);
        for (size_t n = 2; n < project->units[k].n_arguments; n++)
            g_string_append_printf(got, " %s", project->units[k].arguments[n]);
        g_string_append_c(got, '\n');
    }
    g_string_replace(got, machine, "", 0);
    project_free(project);
    scratch_remove(machine);
    scratch_remove(scratch);
    return g_string_free(got, FALSE);
}

static void test_machines(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(machine_cases); i++) {
        char *got = flags_on_machine(&machine_cases[i]);
        if (strcmp(got, machine_cases[i].units) != 0)
            fail_msg("%s: %s", machine_cases[i].name, got);
        g_free(got);
    }
}

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
        cmocka_unit_test(test_conditionals),
        cmocka_unit_test(test_deep_conditionals),
        cmocka_unit_test(test_guess),
        cmocka_unit_test(test_machines),
        cmocka_unit_test(test_unrelated_headers_change_nothing),
        cmocka_unit_test(test_links_are_not_followed),
        cmocka_unit_test(test_failures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
