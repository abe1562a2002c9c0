/* Documents and their edits, against a text that is edited by hand. */
#include "lsp/documents.h"

#include <glib.h>
#include <jansson.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct edit_case {
    const char *name, *before, *change, *after;
    int lines; /* more than before */
};

#define RANGE(a, b, c, d)                                                                          \
    "\"range\":{\"start\":{\"line\":" #a ",\"character\":" #b "},\"end\":{\"line\":" #c            \
    ",\"character\":" #d "}},"

static const struct edit_case edit_cases[] = {
    {"insert", "ab\ncd\n", "{" RANGE(1, 1, 1, 1) "\"text\":\"x\"}", "ab\ncxd\n", 0},
    {"delete a line", "ab\ncd\n", "{" RANGE(0, 0, 1, 0) "\"text\":\"\"}", "cd\n", -1},
    {"add lines", "ab", "{" RANGE(0, 1, 0, 1) "\"text\":\"\\r\\n\\n\"}", "a\r\n\nb", 2},
    {"whole", "ab\n", "{\"text\":\"x\"}", "x", -1},
    {"null range", "ab\n", "{\"range\":null,\"text\":\"x\"}", "x", -1},
    {"beyond", "ab", "{" RANGE(5, 5, 9, 9) "\"text\":\"x\"}", "abx", 0},
    {"NUL", "ab", "{" RANGE(0, 1, 0, 1) "\"text\":\"\\u0000\"}", "a\0b", 0},
    {"no text", "ab", "{" RANGE(0, 1, 0, 1) "\"txt\":\"\"}", NULL, 0},
    {"backwards", "ab", "{" RANGE(0, 2, 0, 1) "\"text\":\"\"}", NULL, 0},
};

static void test_edits(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(edit_cases); i++) {
        const struct edit_case *self = &edit_cases[i];
        json_t *change = json_loads(self->change, JSON_ALLOW_NUL, NULL);
        struct documents documents;
        struct document_change told;

        print_message("%s\n", self->name);
        documents_init(&documents);
        struct document *document =
            documents_open(&documents, "untitled:1", 1, self->before, strlen(self->before));
        bool is_good = document_apply(document, change, PLACES_UTF16, &told);
        assert_int_equal(is_good, self->after != NULL);
        if (self->after) {
            assert_memory_equal(document->text->str, self->after, document->text->len);
            assert_int_equal(told.lines, self->lines);
        } else {
            assert_string_equal(document->text->str, self->before);
        }
        documents_deinit(&documents);
        json_decref(change);
    }
}

static void test_names(void **state)
{
    struct documents documents;

    (void)state;
    documents_init(&documents);
    documents_open(&documents, "file:///no/such/b.c", 1, "b", 1);
    documents_open(&documents, "file:///no/such/a.c", 1, "a", 1);
    documents_open(&documents, "file:///no/such/b.c", 7, "again", 5);
    g_autoptr(GPtrArray) list = documents_list(&documents);
    assert_int_equal(list->len, 2);
    assert_string_equal(((struct document *)g_ptr_array_index(list, 0))->path, "/no/such/a.c");
    assert_int_equal(documents_find(&documents, "file:///no/such/b.c")->version, 7);
    assert_non_null(documents_find_path(&documents, "/no/such/b.c"));
    assert_null(documents_find_path(&documents, "/no/such/c.c"));
    assert_null(documents_find(&documents, NULL));
    assert_null(documents_open(&documents, "file:///big", 1, "", DOCUMENT_MAX_BYTES + 1));
    documents_close(&documents, "file:///no/such/b.c");
    documents_close(&documents, "file:///no/such/b.c");
    assert_null(documents_find(&documents, "file:///no/such/b.c"));
    documents_deinit(&documents);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_edits), cmocka_unit_test(test_names)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
