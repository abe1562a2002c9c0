/* The JSON reader, by printing what it read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "project/json.h"

/* Reads an array of strings and prints it as <a><b>; other items are skipped and print as a dot. */
static char *read_strings(const char *text, size_t size, struct json_reader *json)
{
    GString *out = g_string_new(NULL);
    char *copy = g_memdup2(text, size + 1);
    struct json_list list;

    json_init(json, copy, size);
    if (json->problem == NULL && json_enter(json, '[', &list)) {
        while (json_next(json, &list)) {
            char *item;
            if (json_peek(json) != '"') {
                if (json_skip(json))
                    g_string_append_c(out, '.');
            } else if (json_text(json, &item)) {
                g_string_append_printf(out, "<%s>", item);
            }
        }
        json_finish(json);
    }
    g_free(copy);
    return g_string_free(out, FALSE);
}

static void test_what_is_read(void **state)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"[]", ""},
        {" [ ] \r\n", ""},
        {"\xef\xbb\xbf[\"a\"]", "<a>"},
        {"[\"a\",\"b\" , \"\"]", "<a><b><>"},
        {"[\"eight by\",\"eight bytes and more\"]", "<eight by><eight bytes and more>"},
        {"[\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\te\"]", "<a\"b\\c/d\b\f\n\r\te>"},
        {"[\"\\u0041\\u00e9\\u20ac\\ud83d\\ude00\"]", "<A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80>"},
        {"[\"raw \xc3\xa9\"]", "<raw \xc3\xa9>"},
        {"[\"not UTF-8: \xff\xfe\"]", "<not UTF-8: \xff\xfe>"},
        {"[\"Python's: \\udcff\"]", "<Python's: \xff>"},
        {"[1,-0,1.5e+3,0.25,true,false,null]", "......."},
        {"[{},[],{\"a\":{\"b\":[1,{\"c\":\"d\"}]}},\"x\"]", "...<x>"},
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct json_reader json;
        char *got = read_strings(cases[i].text, strlen(cases[i].text), &json);
        if (json.problem != NULL)
            fail_msg("%s: %s", cases[i].text, json.problem);
        assert_string_equal(got, cases[i].expected);
        g_free(got);
    }
}

static void test_what_is_no_json(void **state)
{
    static const struct {
        const char *text, *problem;
    } cases[] = {
        {"", "an array is missing"},
        {"{}", "an array is missing"},
        {"[", "a value is missing"},
        {"[\"a\"", "a comma or the end of a list is missing"},
        {"[\"a\" \"b\"]", "a comma or the end of a list is missing"},
        {"[\"a\",]", "a value is missing"},
        {"[,\"a\"]", "something that is no JSON value"},
        {"[\"a\"] x", "something stands behind the end of the list"},
        {"[\"a\"]]", "something stands behind the end of the list"},
        {"[\"a", "a string has no end"},
        {"[\"a\\", "a backslash is followed by something that JSON does not know"},
        {"[\"a\\x\"]", "a backslash is followed by something that JSON does not know"},
        {"[\"a\\u12\"]", "\\u needs four hexadecimal digits"},
        {"[\"a\\u0000\"]", "a string holds a NUL character"},
        {"[\"\\ud83d\"]", "half of a surrogate pair is missing"},
        {"[\"\\ud83d\\u0041\"]", "half of a surrogate pair is missing"},
        {"[\"\\udc00\"]", "half of a surrogate pair is missing"},
        {"[\"a\nb\"]", "a control character stands in a string"},
        {"[\"a\nlong one without an escape\"]", "a control character stands in a string"},
        {"[nul]", "something that is no JSON value"},
        {"[01]", "something that is no JSON value"},
        {"[-]", "something that is no JSON value"},
        {"[1.]", "something that is no JSON value"},
        {"[1e]", "something that is no JSON value"},
        {"[{\"a\" 1}]", "a colon is missing"},
        {"[{a:1}]", "a string is missing"},
        {"[{\"a\":1]]", "a comma or the end of a list is missing"},
        {"\xff\xfe[\0", "is in UTF-16; JSON is read in UTF-8 only"},
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct json_reader json;
        char *got = read_strings(cases[i].text, strlen(cases[i].text), &json);
        if (json.problem == NULL)
            fail_msg("%s: was read", cases[i].text);
        assert_string_equal(json.problem, cases[i].problem);
        g_free(got);
    }
}

static void test_nul_byte_is_no_end(void **state)
{
    static const char text[] = "[\"a\"\0]";
    struct json_reader json;

    (void)state;
    g_free(read_strings(text, sizeof(text) - 1, &json));
    assert_non_null(json.problem);
}

static void test_depth_is_bounded(void **state)
{
    struct json_reader json;

    (void)state;
    for (size_t depth = JSON_MAX_DEPTH; depth <= JSON_MAX_DEPTH + 1; depth++) {
        GString *text = g_string_new("[");
        for (size_t i = 0; i < depth; i++)
            g_string_append(text, i % 2 ? "{\"k\":" : "[");
        g_string_append(text, "0");
        for (size_t i = depth; i > 0; i--)
            g_string_append(text, (i - 1) % 2 ? "}" : "]");
        g_string_append(text, "]");
        g_free(read_strings(text->str, text->len, &json));
        if (depth == JSON_MAX_DEPTH)
            assert_null(json.problem);
        else
            assert_string_equal(json.problem, "lists are nested too deeply");
        g_string_free(text, TRUE);
    }
}

static void test_line_of_a_problem(void **state)
{
    static const char text[] = "[\n\"a\",\n\n\"b\\n\\n\" x]";
    struct json_reader json;

    (void)state;
    g_free(read_strings(text, strlen(text), &json));
    assert_non_null(json.problem);
    assert_int_equal(json.line, 4);
}

/* Every prefix of a document, from memory that ends right behind it: nothing is read beyond. */
static void test_every_prefix_fails_cleanly(void **state)
{
    static const char text[] =
        "[{\"file\":\"a\\u20ac\\ud83d\\ude00\\n.c\",\"n\":[1.5e-3,true,null]},\"and then some\"]";
    struct json_reader json;

    (void)state;
    for (size_t size = 0; size < strlen(text); size++) {
        char *part = g_strndup(text, size);
        g_free(read_strings(part, size, &json));
        assert_non_null(json.problem);
        g_free(part);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_read),
        cmocka_unit_test(test_what_is_no_json),
        cmocka_unit_test(test_nul_byte_is_no_end),
        cmocka_unit_test(test_depth_is_bounded),
        cmocka_unit_test(test_line_of_a_problem),
        cmocka_unit_test(test_every_prefix_fails_cleanly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
