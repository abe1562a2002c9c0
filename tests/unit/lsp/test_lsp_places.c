/* Lines and columns in both units, and names of files. */
#include "lsp/places.h"
#include "lsp/uri.h"

#include <glib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* U+1F9F5 is 4 bytes and 2 units of UTF-16, ä is 2 bytes and 1 unit. */
#define THREAD "\xf0\x9f\xa7\xb5"
#define AE     "\xc3\xa4"

struct offset_case {
    const char *name, *text;
    struct place place;
    size_t utf16, utf8; /* offsets that are expected */
};

static const struct offset_case offset_cases[] = {
    {"begin", "ab\ncd", {0, 0}, 0, 0},
    {"second line", "ab\ncd", {1, 1}, 4, 4},
    {"beyond the line", "ab\ncd", {0, 9}, 2, 2},
    {"beyond the text", "ab\ncd", {7, 0}, 5, 5},
    {"CRLF", "ab\r\ncd", {0, 9}, 2, 2},
    {"behind CRLF", "ab\r\ncd", {1, 0}, 4, 4},
    {"lone CR", "ab\rcd", {1, 1}, 4, 4},
    {"empty last line", "ab\n", {1, 0}, 3, 3},
    {"behind a surrogate pair", THREAD "x", {0, 2}, 4, 0},
    {"inside of a surrogate pair", THREAD "x", {0, 1}, 0, 0},
    {"bytes", THREAD "x", {0, 4}, 5, 4},
    {"two bytes", AE "x", {0, 1}, 2, 0},
    {"no UTF-8",
     "\xff\xfe"
     "x",
     {0, 2},
     2,
     2},
    {"cut character", "\xf0\x9f", {0, 1}, 1, 1},
    {"nothing", "", {0, 0}, 0, 0},
};

static void test_offsets(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(offset_cases); i++) {
        const struct offset_case *self = &offset_cases[i];
        size_t size = strlen(self->text);

        print_message("%s\n", self->name);
        assert_int_equal(place_offset(self->text, size, self->place, PLACES_UTF16), self->utf16);
        assert_int_equal(place_offset(self->text, size, self->place, PLACES_UTF8), self->utf8);
    }
}

/* Every offset that is no middle of a character comes back. */
static void test_there_and_back(void **state)
{
    static const char text[] = "a" AE "\r\n" THREAD "b\r\r\n\nlast " THREAD;
    const enum place_units units[] = {PLACES_UTF16, PLACES_UTF8};

    (void)state;
    for (size_t u = 0; u < 2; u++) {
        for (size_t at = 0; at < sizeof(text); at++) {
            bool is_inside =
                (text[at] & 0xc0) == 0x80 || (at > 0 && text[at - 1] == '\r' && text[at] == '\n');
            struct place place = place_of_offset(text, sizeof(text) - 1, at, units[u]);

            if (!is_inside)
                assert_int_equal(place_offset(text, sizeof(text) - 1, place, units[u]), at);
        }
    }
}

static void test_line_ends(void **state)
{
    (void)state;
    assert_int_equal(count_line_ends("", 0), 0);
    assert_int_equal(count_line_ends("a", 1), 0);
    assert_int_equal(count_line_ends("a\n", 2), 1);
    assert_int_equal(count_line_ends("a\r\nb\rc\n", 7), 3);
    assert_int_equal(count_line_ends("\n\n\n", 3), 3);
    assert_int_equal(count_line_ends("\r", 1), 1);
}

static void test_ranges(void **state)
{
    static const struct {
        const char *text;
        bool is_range;
    } cases[] = {
        {"{\"start\":{\"line\":1,\"character\":2},\"end\":{\"line\":1,\"character\":2}}", true},
        {"{\"start\":{\"line\":1,\"character\":2},\"end\":{\"line\":1,\"character\":1}}", false},
        {"{\"start\":{\"line\":2,\"character\":2},\"end\":{\"line\":1,\"character\":9}}", false},
        {"{\"start\":{\"line\":-1,\"character\":2},\"end\":{\"line\":1,\"character\":9}}", false},
        {"{\"start\":{\"line\":1.5,\"character\":2},\"end\":{\"line\":2,\"character\":9}}", false},
        {"{\"start\":{\"line\":1,\"character\":2},\"end\":{\"line\":4611686018427387904,"
         "\"character\":9}}",
         true},
        {"{\"start\":{\"line\":1,\"character\":2}}", false},
        {"[]", false},
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        json_t *json = json_loads(cases[i].text, 0, NULL);
        struct place_range range;

        assert_int_equal(range_of_json(json, &range), cases[i].is_range);
        json_decref(json);
    }
}

static void test_uris(void **state)
{
    static const struct {
        const char *uri, *path; /* NULL = it names no file */
    } cases[] = {
        {"file:///no/such/a%20b.c", "/no/such/a b.c"},
        {"file:///no/such/%c3%a4.c", "/no/such/" AE ".c"},
        {"FILE://localhost/no/such/x.c", "/no/such/x.c"},
        {"file:///no/such/x.c?query#place", "/no/such/x.c"},
        {"file:///no/./such/../such/x.c", "/no/such/x.c"},
        {"file:///%23.c", "/#.c"},
        {"file:///a%00b", NULL},
        {"file:///a%zz", NULL},
        {"file://elsewhere/x.c", NULL},
        {"untitled:Untitled-1", NULL},
        {"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = path_of_uri(cases[i].uri);

        if (cases[i].path)
            assert_string_equal(path, cases[i].path);
        else
            assert_null(path);
    }
    g_autofree char *uri = uri_of_path("/a b/" AE "#%.c");
    assert_string_equal(uri, "file:///a%20b/%C3%A4%23%25.c");
    g_autofree char *odd = uri_of_path("/\xff");
    assert_string_equal(odd, "file:///%FF");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_offsets),   cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_line_ends), cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_uris),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
