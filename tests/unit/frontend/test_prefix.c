/* What is read of the top of a source, and where it ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "frontend/prefix.h"

/* The prefix has that text, and that many includes. */
static void expect(const char *source, uint32_t n_includes, const char *text)
{
    struct prefix prefix;

    prefix_scan(source, strlen(source), &prefix);
    assert_int_equal(prefix.includes.count, n_includes);
    if (n_includes > 0) {
        assert_int_equal(prefix.text.count, strlen(text));
        assert_memory_equal(prefix.text.items, text, strlen(text));
    }
    prefix_deinit(&prefix);
}

/* Nothing of it is shared. */
static void expect_none(const char *source)
{
    expect(source, 0, "");
}

/* What the prefix leaves of the source. */
static void expect_rest(const char *source, const char *rest)
{
    struct prefix prefix;

    prefix_scan(source, strlen(source), &prefix);
    assert_int_not_equal(prefix.includes.count, 0);
    size_t end = vector_last(&prefix.includes)->source_end;
    assert_true(end <= strlen(source));
    assert_string_equal(source + end, rest);
    prefix_deinit(&prefix);
}

static void test_includes(void **state)
{
    (void)state;
    expect("#include <a.h>\n", 1, "#include <a.h>\n");
    expect("#include \"a.h\"\n#include <b.h>\nint x;\n", 2, "#include \"a.h\"\n#include <b.h>\n");
    expect("  #  include<a.h>\nint x;", 1, "#  include<a.h>\n");
    expect_rest("#include <a.h>\n\nint x;\n", "\nint x;\n");
}

static void test_name_and_kind(void **state)
{
    static const char source[] = "#include <a/b.h>\n#include \"c.h\"\n";
    struct prefix prefix;

    (void)state;
    prefix_scan(source, strlen(source), &prefix);
    assert_int_equal(prefix.includes.count, 2);
    const struct prefix_include *first = &prefix.includes.items[0], *second = first + 1;
    assert_false(first->is_quoted);
    assert_int_equal(first->name_size, 5);
    assert_memory_equal(prefix.text.items + first->name, "a/b.h", 5);
    assert_int_equal(first->source_end, 17);
    assert_true(second->is_quoted);
    assert_memory_equal(prefix.text.items + second->name, "c.h", 3);
    assert_int_equal(second->source_end, strlen(source));
    prefix_deinit(&prefix);
}

static void test_macros_before(void **state)
{
    (void)state;
    expect("#define A 1\n#undef B\n#include <a.h>\n", 1, "#define A 1\n#undef B\n#include <a.h>\n");
    /* what stands behind the last include is the source's own */
    expect("#include <a.h>\n#define A 1\n", 1, "#include <a.h>\n");
    expect_rest("#include <a.h>\n#define A 1\nint x;\n", "#define A 1\nint x;\n");
    expect_none("#define A 1\n");
}

static void test_comments(void **state)
{
    (void)state;
    expect("// one\n/* two\n lines */ /**/ #include <a.h>\n", 1, "#include <a.h>\n");
    expect("#include <a.h> // why\n#include /* x */ <b.h> /* y */\n", 2,
           "#include <a.h>  \n#include   <b.h>  \n");
    expect("#define A /* over\n lines */ 1\n#include <a.h>\n", 1,
           "#define A   1\n#include <a.h>\n");
    expect_none("/* no end\n#include <a.h>\n");
    expect_none("/*/\n#include <a.h>\n");
}

static void test_trailing_comment_over_lines(void **state)
{
    (void)state;
    expect("#include <a.h> /* one\n two */\nint x;\n", 1, "#include <a.h>  \n");
    expect_rest("#include <a.h> /* one\n two */\nint x;\n", "int x;\n");
    /* what stands behind it belongs to the directive */
    expect_none("#include <a.h> /* one\n two */ int x;\n");
    expect("#include <a.h>\n#include <b.h> /* no end", 1, "#include <a.h>\n");
}

/* A comment whose end a continued line moves or makes. */
static void test_continued_comments(void **state)
{
    (void)state;
    expect_none("// on \\\n#include <a.h>\n");
    expect_none("// on \\\r\n#include <a.h>\r\n");
    expect_none("// on \\ \t\n#include <a.h>\n");
    expect_none("// on ?\?/\n#include <a.h>\n");
    expect_none("/* *\\\n/ int x; /* */\n#include <a.h>\n");
    expect_none("/* *\\ \n/ int x; /* */\n#include <a.h>\n");
    expect_none("/\\\n* x */\n#include <a.h>\n");
    expect_none("#define A /\\\n* x \n#include <a.h>\n*/\n");
}

static void test_continued_lines(void **state)
{
    (void)state;
    expect("#define A \\\n  1\n#include <a.h>\n", 1, "#define A   1\n#include <a.h>\n");
    expect("#inc\\\nlude <a.h>\n", 1, "#include <a.h>\n");
    expect("#define A \\\r\n 1\r\n#include <a.h>\r\n", 1, "#define A  1\n#include <a.h>\n");
    expect_none("#define A \\ \n 1\n#include <a.h>\n");
    expect_none("#define A \\");
}

static void test_carriage_returns(void **state)
{
    (void)state;
    expect("#include <a.h>\r\n#include \"b.h\"\r\nint x;\r\n", 2,
           "#include <a.h>\n#include \"b.h\"\n");
    expect_rest("/* x */\r\n#include <a.h>\r\nint x;\r\n", "int x;\r\n");
}

static void test_strings(void **state)
{
    (void)state;
    expect("#define A \"/* no */ // no\"\n#include <a.h>\n", 1,
           "#define A \"/* no */ // no\"\n#include <a.h>\n");
    expect("#define A \"\\\"/*\"\n#define B '\"'\n#include <a.h>\n", 1,
           "#define A \"\\\"/*\"\n#define B '\"'\n#include <a.h>\n");
    expect("#define A \"%d\"\n#include <a.h>\n", 1, "#define A \"%d\"\n#include <a.h>\n");
    expect("#include \"a//b.h\"\n", 1, "#include \"a//b.h\"\n");
    expect_none("#define A \"\n#include <a.h>\n");
    expect_none("#define A \"x\\\n\"\n#include <a.h>\n");
    expect_none("#define A don't\n#include <a.h>\n");
    expect_none("#define A \"?\?/\" /* \"\n#include <a.h>\n");
}

static void test_stops(void **state)
{
    static const char *const sources[] = {
        "int x;\n#include <a.h>\n",
        "#if 1\n#include <a.h>\n#endif\n",
        "#ifdef A\n#endif\n#include <a.h>\n",
        "#pragma once\n#include <a.h>\n",
        "#line 7\n#include <a.h>\n",
        "#\n#include <a.h>\n",
        "#include HEADER\n",
        "#include_next <a.h>\n",
        "#import <a.h>\n",
        "#include <a.h> x\n",
        "#include <>\n",
        "#include <a.h\n",
        "#include \"a.h>\n",
        "#includes <a.h>\n",
        "#include <a//b.h>\n",
        "_Pragma(\"once\")\n#include <a.h>\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++)
        expect_none(sources[i]);
    expect("#include <a.h>\n#if 1\n#include <b.h>\n#endif\n", 1, "#include <a.h>\n");
    expect("#include <a.h>\n#include HEADER\n", 1, "#include <a.h>\n");
}

static void test_other_spellings(void **state)
{
    (void)state;
    expect_none("%:include <a.h>\n");
    expect_none("?\?=include <a.h>\n");
    expect_none("#define A(x) %: x\n#include <a.h>\n");
    expect_none("#define A ?\?/\n#include <a.h>\n");
}

static void test_ends(void **state)
{
    (void)state;
    expect_none("");
    expect_none("#");
    expect_none("/");
    expect_none("\xef\xbb\xbf#include <a.h>\n");
    /* without a line end there is nothing behind it */
    expect_none("#include <a.h>");
    expect_none("// x");
    expect("#include <a.h>\n#include <b.h>", 1, "#include <a.h>\n");
}

/* A byte 0 is no blank, and no end of the text. */
static void test_zero_bytes(void **state)
{
    static const char source[] = "\0#include <a.h>\n", inside[] = "#include <a\0b.h>\n";
    struct prefix prefix;

    (void)state;
    prefix_scan(source, sizeof(source) - 1, &prefix);
    assert_int_equal(prefix.includes.count, 0);
    prefix_deinit(&prefix);
    prefix_scan(inside, sizeof(inside) - 1, &prefix);
    assert_int_equal(prefix.includes.count, 0);
    prefix_deinit(&prefix);
}

static void test_bound(void **state)
{
    char source[(PREFIX_INCLUDES + 8) * 16] = "";
    struct prefix prefix;

    (void)state;
    for (int i = 0; i < PREFIX_INCLUDES + 8; i++)
        strcat(source, "#include <a.h>\n");
    prefix_scan(source, strlen(source), &prefix);
    assert_int_equal(prefix.includes.count, PREFIX_INCLUDES);
    assert_int_equal(prefix.text.count, PREFIX_INCLUDES * 15);
    prefix_deinit(&prefix);
}

static void test_blank(void **state)
{
    char source[] = "/* a\r\n b */\n#include <a.h>\nint x;\n";

    (void)state;
    prefix_blank(source, strlen(source) - 7);
    assert_string_equal(source, "    \r\n     \n              \nint x;\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_includes),
        cmocka_unit_test(test_name_and_kind),
        cmocka_unit_test(test_macros_before),
        cmocka_unit_test(test_comments),
        cmocka_unit_test(test_trailing_comment_over_lines),
        cmocka_unit_test(test_continued_comments),
        cmocka_unit_test(test_continued_lines),
        cmocka_unit_test(test_carriage_returns),
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_stops),
        cmocka_unit_test(test_other_spellings),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_zero_bytes),
        cmocka_unit_test(test_bound),
        cmocka_unit_test(test_blank),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
