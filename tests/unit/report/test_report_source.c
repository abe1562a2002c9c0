/* Source lines in reports: tabs, long lines, odd bytes, files that are gone or have changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include <sys/stat.h>

#include "report/report.h"
#include "sample.h"

static int make_root(void **state)
{
    *state = sample_root_new();
    return 0;
}

static int remove_root(void **state)
{
    sample_root_free(*state);
    return 0;
}

/* What the report shows of a place: all between the head and the sentence on how often. */
static char *excerpt_new(const char *root, const char *file, uint32_t line, uint32_t column,
                         uint32_t width)
{
    struct run run = sample_run(root);
    struct finding finding = sample_finding();
    struct report_options options = {.width = width};

    finding.file = file;
    finding.line = line;
    finding.column = column;
    finding.n_trace = 0;
    g_autofree char *report = sample_report("text", &run, &finding, 1, &options);
    const char *begin = strchr(report, '\n') + 1;
    const char *end = strstr(begin, "  Happens");
    return g_strndup(begin, (size_t)(end - begin));
}

static void assert_excerpt(const char *root, const char *source, size_t size, uint32_t column,
                           uint32_t width, const char *expected)
{
    sample_add_source(root, "x.c", source, size);
    g_autofree char *excerpt = excerpt_new(root, "x.c", 1, column, width);
    assert_string_equal(excerpt, expected);
}

static void test_one_line(void **state)
{
    const struct {
        const char *source;
        uint32_t column, width;
        const char *expected;
    } cases[] = {
        {"f(x);\n", 1, 0, "     1 | f(x);\n       | ^\n"},
        {"no_newline", 1, 0, "     1 | no_newline\n       | ^~~~~~~~~~\n"},
        {"dos(x);\r\n", 5, 0, "     1 | dos(x);\n       |     ^\n"},
        {"f(x);\n", 0, 0, "     1 | f(x);\n"},
        /* tabs reach to their stops */
        {"\tcall(x);\n", 2, 0, "     1 |         call(x);\n       |         ^~~~\n"},
        {"ab\tcall(x);\n", 4, 0, "     1 | ab      call(x);\n       |         ^~~~\n"},
        /* é is one column and two bytes, 漢 two columns and three bytes, a + U+0301 one column */
        {"/* \303\251 */ go();\n", 10, 0, "     1 | /* \303\251 */ go();\n       |         ^~\n"},
        {"\346\274\242 go();\n", 5, 0, "     1 | \346\274\242 go();\n       |    ^~\n"},
        {"a\314\201 go();\n", 5, 0, "     1 | a\314\201 go();\n       |   ^~\n"},
        /* a column inside of a character is that character's */
        {"\346\274\242 go();\n", 3, 0, "     1 | \346\274\242 go();\n       | ^\n"},
        /* Latin-1, escape sequences, bidirectional controls, C1 controls, private use, cut UTF-8 */
        {"/* caf\351 */ go();\n", 12, 0,
         "     1 | /* caf\\xe9 */ go();\n       |               ^~\n"},
        {"\"\033[31m\"; go();\n", 10, 0,
         "     1 | \"\\x1b[31m\"; go();\n       |             ^~\n"},
        {"\342\200\256 go();\n", 5, 0, "     1 | \\u202e go();\n       |        ^~\n"},
        {"\302\233 go();\n", 4, 0, "     1 | \\u009b go();\n       |        ^~\n"},
        {"\356\200\200 go();\n", 5, 0, "     1 | \\ue000 go();\n       |        ^~\n"},
        {"go(\346\274", 1, 0, "     1 | go(\\xe6\\xbc\n       | ^~\n"},
        /* wider than the screen: 30 columns leave 21 for the source */
        {"aaaaaaaaaaaaaaaaaaaa call(b, c);\n", 1, 30,
         "     1 | aaaaaaaaaaaaaaaaaa...\n       | ^~~~~~~~~~~~~~~~~~~~\n"},
        {"aaaaaaaaaaaaaaaaaaaaaaaa call(b); cccccccccccccccccc\n", 26, 30,
         "     1 | ...aaaaaa call(b);...\n       |           ^~~~\n"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa call(b);\n", 33, 30,
         "     1 | ...aaaaaaaaa call(b);\n       |              ^~~~\n"},
        /* a tab that the window cuts is blank as far as it is in it */
        {"aaaaaaaaaaaaaaaaaaaa\tcall(b); cccccccccccccccccc\n", 22, 30,
         "     1 | ...aaa    call(b);...\n       |           ^~~~\n"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_excerpt(*state, cases[i].source, strlen(cases[i].source), cases[i].column,
                       cases[i].width, cases[i].expected);
}

static void test_zero_bytes_are_escaped(void **state)
{
    assert_excerpt(*state, "a\0b go();", 9, 5, 0, "     1 | a\\x00b go();\n       |        ^~\n");
}

static void test_megabytes_in_one_line_are_cut(void **state)
{
    g_autoptr(GString) source = g_string_new(NULL);

    for (int i = 0; i < 1 << 20; i++)
        g_string_append(source, "x ");
    g_string_overwrite(source, 1 << 20, "call();");
    sample_add_source(*state, "x.c", source->str, source->len);
    g_autofree char *excerpt = excerpt_new(*state, "x.c", 1, (1 << 20) + 1, 0);
    g_auto(GStrv) lines = g_strsplit(excerpt, "\n", -1);
    assert_int_equal(g_strv_length(lines), 3);
    assert_int_equal(strlen(lines[0]), 100);
    assert_non_null(strstr(lines[0], "call();"));
    assert_ptr_equal(strstr(lines[0], "call();") - lines[0], strchr(lines[1], '^') - lines[1]);
}

static void test_missing_or_changed_source_is_left_out(void **state)
{
    const struct {
        const char *file;
        uint32_t line, column;
    } cases[] = {
        {"missing.c", 1, 1}, {"x.c", 3, 1}, {"x.c", 0, 1},     {"x.c", 2, 4},
        {"x.c", 2, 60000},   {".", 1, 1},   {"empty.c", 1, 1}, {"/nowhere/at/all.c", 1, 1},
    };

    sample_add_source(*state, "x.c", "ab;\nab;\n", 8);
    sample_add_source(*state, "empty.c", "", 0);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *excerpt =
            excerpt_new(*state, cases[i].file, cases[i].line, cases[i].column, 0);
        assert_string_equal(excerpt, "");
    }
}

/* Opening a pipe that nobody writes to would wait for ever. */
static void test_pipe_does_not_hold_up_the_report(void **state)
{
    g_autofree char *path = g_build_filename(*state, "pipe.c", NULL);

    assert_int_equal(mkfifo(path, 0600), 0);
    g_autofree char *excerpt = excerpt_new(*state, "pipe.c", 1, 1, 0);
    assert_string_equal(excerpt, "");
}

static void test_absolute_file_is_read_where_it_is(void **state)
{
    sample_add_source(*state, "x.c", "outside();\n", 11);
    g_autofree char *path = g_build_filename(*state, "x.c", NULL);
    g_autofree char *excerpt = excerpt_new("/somewhere/else", path, 1, 1, 0);
    assert_string_equal(excerpt, "     1 | outside();\n       | ^~~~~~~\n");
}

static void test_texts_are_safe_for_a_terminal(void **state)
{
    struct run run = sample_run(*state);
    struct finding finding = sample_finding();
    struct finding_step step = {"\033]0;t\a.c", 1, 2, "step\r\033[2J"};

    finding.file = "caf\351\n.c";
    finding.message = "thread '\302\233' \342\200\256";
    finding.mend = "mend\bit";
    finding.multiplicity = "per \033call";
    finding.trace = &step;
    finding.n_trace = 1;
    g_autofree char *report = sample_report("text", &run, &finding, 1, NULL);
    assert_string_equal(
        report, "caf\\xe9\\x0a.c:4:10: warning: thread '\\u009b' \\u202e [thread-not-joined]\n"
                "  1. \\x1b]0;t\\x07.c:1:2: step\\x0d\\x1b[2J\n"
                "  Happens per \\x1bcall: again every time.\n"
                "  mend: mend\\x08it\n"
                "  severity high, confidence high; more: stranded explain 1:00c0ffee00c0ffee\n"
                "\n"
                "1 finding (1 high) in 151 units\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_line),
        cmocka_unit_test(test_zero_bytes_are_escaped),
        cmocka_unit_test(test_megabytes_in_one_line_are_cut),
        cmocka_unit_test(test_missing_or_changed_source_is_left_out),
        cmocka_unit_test(test_pipe_does_not_hold_up_the_report),
        cmocka_unit_test(test_absolute_file_is_read_where_it_is),
        cmocka_unit_test(test_texts_are_safe_for_a_terminal),
    };

    return cmocka_run_group_tests(tests, make_root, remove_root);
}
