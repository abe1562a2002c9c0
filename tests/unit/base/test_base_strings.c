/* Interned strings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/strings.h"

static void test_free_accepts_null(void **state)
{
    (void)state;
    strings_free(NULL);
}

static void test_texts_are_numbered_as_they_come(void **state)
{
    static const struct {
        const char *text;
        size_t length;
        uint32_t number;
    } rows[] = {
        {"a", 1, 1},    {"b", 1, 2},    {"a", 1, 1},  {"ab", 2, 3},   {"", 0, 4},   {NULL, 0, 4},
        {"a\0c", 3, 5}, {"a\0d", 3, 6}, {"ab", 1, 1}, {"ab\0", 3, 7}, {"ab", 2, 3},
    };
    struct strings *strings = strings_new();

    (void)state;
    assert_int_equal(strings_count(strings), 0);
    assert_int_equal(strings_find(strings, "a", 1), 0);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        uint32_t number = strings_intern(strings, rows[i].text, rows[i].length);
        assert_int_equal(number, rows[i].number);
        assert_int_equal(strings_find(strings, rows[i].text, rows[i].length), number);
        assert_int_equal(strings_length(strings, number), rows[i].length);
        if (rows[i].length)
            assert_memory_equal(strings_get(strings, number), rows[i].text, rows[i].length);
        assert_int_equal(strings_get(strings, number)[rows[i].length], '\0');
    }
    assert_int_equal(strings_count(strings), 7);
    assert_int_equal(strings_find(strings, "abc", 3), 0);
    assert_string_equal(strings_get(strings, 0), "");
    assert_int_equal(strings_length(strings, 0), 0);
    strings_free(strings);
}

static void test_texts_stay_where_they_are(void **state)
{
    enum { COUNT = 20000 };
    struct strings *strings = strings_new();
    char text[16];

    (void)state;
    uint32_t first = strings_intern(strings, "first", 5);
    const char *where = strings_get(strings, first);
    for (int i = 0; i < COUNT; i++) {
        int length = snprintf(text, sizeof(text), "text %d", i);
        assert_int_equal(strings_intern(strings, text, (size_t)length), i + 2);
    }
    assert_ptr_equal(strings_get(strings, first), where);
    for (int i = 0; i < COUNT; i++) {
        int length = snprintf(text, sizeof(text), "text %d", i);
        assert_int_equal(strings_find(strings, text, (size_t)length), i + 2);
        assert_string_equal(strings_get(strings, (uint32_t)i + 2), text);
    }
    strings_free(strings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_free_accepts_null),
        cmocka_unit_test(test_texts_are_numbered_as_they_come),
        cmocka_unit_test(test_texts_stay_where_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
