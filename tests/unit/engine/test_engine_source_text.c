/* What an edit understands of a source. */
#include "engine/source_text.h"

#include <glib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct source_text text_of(const char *bytes)
{
    return (struct source_text){bytes, strlen(bytes)};
}

/* In each, `@` marks where to begin, and `$` where the answer is; none = 0. */
struct marked {
    char *bytes;
    size_t from, to;
};

static struct marked unmark(const char *text)
{
    struct marked marked = {g_malloc0(strlen(text) + 1), 0, 0};
    size_t count = 0;

    for (; *text; text++) {
        if (*text == '@')
            marked.from = count;
        else if (*text == '$')
            marked.to = count;
        else
            marked.bytes[count++] = *text;
    }
    return marked;
}

static void check_each(const char *const *cases, size_t count,
                       size_t (*answer)(struct source_text text, size_t at))
{
    for (size_t i = 0; i < count; i++) {
        struct marked marked = unmark(cases[i]);

        print_message("%s\n", cases[i]);
        assert_int_equal(answer(text_of(marked.bytes), marked.from), marked.to);
        g_free(marked.bytes);
    }
}

static void test_statements(void **state)
{
    static const char *const cases[] = {
        "@f(a, b);$ g();",
        "@return x;$",
        "@{ f(); { g(); } }$ h();",
        "@for (;;) f();$ g();",
        "@while (a) for (;;) { f(); }$ g();",
        "@puts(\";\");$ g();",
        "@puts(\"\\\";\");$ /* ; */",
        "@if (a) b();", /* an else may follow */
        "@do f(); while (a);",
        "@f(a",
        "@f(a }",
        "@",
    };

    (void)state;
    check_each(cases, G_N_ELEMENTS(cases), source_statement_end);
}

static void test_brackets(void **state)
{
    static const char *const cases[] = {
        "f@(a, (b), \")\", ')', /* ) */ c)$;",
        "f@(a,\n // )\n b)$",
        "f@(a",
        "@{ [ ( ) ] }$ }",
    };

    (void)state;
    check_each(cases, G_N_ELEMENTS(cases), source_match);
}

static void test_blanks(void **state)
{
    static const char *const forward[] = {"@ \n /* a */ // b\n $x", "@$x", "@ /* a$"};
    static const char *const backward[] = {
        "a;$ /* b */ @c", "a;$ // b\n @c", "a$@c", "a;$\n/* b\n c */\n @d", "$ @a", "\"/*\";$ @a",
    };

    (void)state;
    check_each(forward, G_N_ELEMENTS(forward), source_skip);
    check_each(backward, G_N_ELEMENTS(backward), source_skip_back);
}

static void test_arguments(void **state)
{
    static const struct {
        const char *text, *argument;
    } cases[] = {
        {"f(&a, b)", "&a"},
        {"f( &a[g(1, 2)] , b)", "&a[g(1, 2)]"},
        {"f()", ""},
        {"f(\",\")", "\",\""},
        {"f(a /* , */, b)", "a"},
    };
    struct arena *arena = arena_new();

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct source_text text = text_of(cases[i].text);
        assert_string_equal(source_copy(text, source_first_argument(text, 1), arena),
                            cases[i].argument);
    }
    arena_free(arena);
}

static void test_places(void **state)
{
    struct source_text text = text_of("ab\ncd\n");
    uint32_t line, column;

    (void)state;
    assert_int_equal(source_offset(text, 2, 2), 4);
    assert_int_equal(source_offset(text, 9, 1), 6);
    assert_int_equal(source_offset(text, 1, 0), 6);
    source_place_of(text, 4, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statements), cmocka_unit_test(test_brackets),
        cmocka_unit_test(test_blanks),     cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
