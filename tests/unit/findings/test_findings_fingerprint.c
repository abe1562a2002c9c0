/* What a fingerprint survives, and what it tells apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include <stranded/check.h>

#include "base/arena.h"
#include "findings/finding.h"

/* A finding as a test states it; what is left out is as in `plain`. */
struct said {
    const char *check, *file, *function, *object, *anchor;
    uint32_t line, column;
    const char *step; /* text of the one step of its trace */
};

static const struct said plain = {.check = "thread-not-joined",
                                  .file = "/p/src/a.c",
                                  .function = "serve",
                                  .object = "tid",
                                  .anchor = "pthread_create(&tid, NULL, run, NULL)",
                                  .line = 10,
                                  .column = 5,
                                  .step = "thread created here"};

static int setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static const char *either(const char *text, const char *otherwise)
{
    return text != NULL ? text : otherwise;
}

static struct finding_list seal(struct arena *arena, const struct said *said, size_t count,
                                const char *root)
{
    struct findings *findings = findings_new(arena);

    for (size_t i = 0; i < count; i++) {
        struct check *check = ARENA_NEW(arena, struct check);
        struct creation creation = {.kind = CREATES_THREAD,
                                    .at = {either(said[i].file, plain.file),
                                           said[i].line != 0 ? said[i].line : plain.line,
                                           said[i].column != 0 ? said[i].column : plain.column},
                                    .function = either(said[i].function, plain.function),
                                    .object = either(said[i].object, plain.object),
                                    .anchor = either(said[i].anchor, plain.anchor)};

        *check = (struct check){.name = either(said[i].check, plain.check)};
        findings_set_check(findings, check);
        struct finding *finding = findings_add(findings, &creation, "lost");
        finding_add_step(finding, creation.at, "%s", either(said[i].step, plain.step));
    }
    return findings_seal(findings, root);
}

static const char *fingerprint_of(struct arena *arena, struct said said, const char *root)
{
    return seal(arena, &said, 1, root).items[0].fingerprint;
}

/* The recipe of scheme 1, nailed down: if this fails, FINGERPRINT_SCHEME must change, and the store
 * must learn to match both. */
static void test_scheme_1_never_changes(void **state)
{
    static const struct said two[] = {{.file = "/p/src/a.c"}, {.file = "/p/src/b.c"}};

    assert_string_equal(fingerprint_of(*state, plain, "/p"), "1:3a1155516ed100e5");
    assert_string_equal(seal(*state, two, 2, "/p").items[1].fingerprint, "1:e2697d32af973da6");
    static const struct said traces[] = {{.line = 1, .step = "x"}, {.line = 2, .step = "y"}};
    assert_string_equal(seal(*state, traces, 2, "/p").items[1].fingerprint, "1:8ce043a1d1b0998d");
    static const struct said equal[] = {{.line = 1}, {.line = 2}};
    assert_string_equal(seal(*state, equal, 2, "/p").items[1].fingerprint, "1:57104f59af80e1cf");
}

static void test_it_survives_edits_around_it(void **state)
{
    const char *before = fingerprint_of(*state, plain, "/p");
    static const struct said after[] = {
        {.line = 99},                       /* code moved */
        {.column = 9},                      /* reformatted */
        {.file = "/p/lib/renamed.c"},       /* moved file */
        {.step = "another way to tell it"}, /* another trace */
    };

    for (size_t i = 0; i < sizeof(after) / sizeof(after[0]); i++)
        assert_string_equal(fingerprint_of(*state, after[i], "/p"), before);
    /* Another checkout. */
    assert_string_equal(
        fingerprint_of(*state, (struct said){.file = "/home/me/src/a.c"}, "/home/me"), before);
}

static void test_it_differs_by_what_it_is(void **state)
{
    static const struct said others[] = {
        {.check = "thread-no-stop"},
        {.function = "other"},
        {.object = "worker.tid"},
        {.anchor = "pthread_create(&tid, NULL, walk, NULL)"},
        /* The border between two parts is a part of the name. */
        {.function = "servet", .object = "id"},
    };
    const char *fingerprint = fingerprint_of(*state, plain, "/p");

    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        assert_string_not_equal(fingerprint_of(*state, others[i], "/p"), fingerprint);
}

static void test_equal_functions_in_two_files_are_told_by_path(void **state)
{
    static const struct said both[] = {{.file = "/p/a.c"}, {.file = "/p/b.c"}};
    static const struct said moved[] = {{.file = "/p/a.c", .line = 3, .step = "other"},
                                        {.file = "/p/b.c", .line = 4, .step = "another"}};
    static const struct said three[] = {
        {.file = "/p/a.c"}, {.file = "/p/aa.c"}, {.file = "/p/b.c"}};
    struct finding_list list = seal(*state, both, 2, "/p");
    struct finding_list again = seal(*state, moved, 2, "/p");
    struct finding_list more = seal(*state, three, 3, "/p");

    assert_string_not_equal(list.items[0].fingerprint, list.items[1].fingerprint);
    assert_string_equal(list.items[0].fingerprint, again.items[0].fingerprint);
    assert_string_equal(list.items[1].fingerprint, again.items[1].fingerprint);
    /* A third one between them changes neither. */
    assert_string_equal(list.items[0].fingerprint, more.items[0].fingerprint);
    assert_string_equal(list.items[1].fingerprint, more.items[2].fingerprint);
}

static void test_equals_of_one_function_are_told_by_trace(void **state)
{
    static const struct said both[] = {{.line = 10, .step = "returns early, line 12"},
                                       {.line = 20, .step = "is overwritten at 22"}};
    static const struct said moved[] = {{.line = 13, .step = "is overwritten at 25"},
                                        {.line = 33, .step = "returns early, line 35"}};
    struct finding_list list = seal(*state, both, 2, "/p");
    struct finding_list swapped = seal(*state, moved, 2, "/p");

    assert_string_not_equal(list.items[0].fingerprint, list.items[1].fingerprint);
    /* Neither lines nor the order in the source are part of it. */
    assert_string_equal(list.items[0].fingerprint, swapped.items[1].fingerprint);
    assert_string_equal(list.items[1].fingerprint, swapped.items[0].fingerprint);
}

static void test_digits_of_names_count(void **state)
{
    static const struct said both[] = {{.line = 10, .step = "worker1() returns"},
                                       {.line = 20, .step = "worker2() returns"}};
    static const struct said swapped[] = {{.line = 10, .step = "worker2() returns"},
                                          {.line = 20, .step = "worker1() returns"}};
    struct finding_list list = seal(*state, both, 2, "/p");
    struct finding_list other = seal(*state, swapped, 2, "/p");

    assert_string_equal(list.items[0].fingerprint, other.items[1].fingerprint);
    assert_string_not_equal(list.items[0].fingerprint, other.items[0].fingerprint);
}

static void test_the_ordinal_comes_last(void **state)
{
    static const struct said equals[] = {{.line = 10}, {.line = 20}, {.line = 30}};
    struct finding_list two = seal(*state, equals, 2, "/p");
    struct finding_list three = seal(*state, equals, 3, "/p");

    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(three.items[i].fingerprint, three.items[k].fingerprint);
    /* A twin behind the others renames none of them. */
    assert_string_equal(two.items[0].fingerprint, three.items[0].fingerprint);
    assert_string_equal(two.items[1].fingerprint, three.items[1].fingerprint);
}

static void test_the_order_of_checks_does_not_matter(void **state)
{
    static const struct said forth[] = {{.line = 1}, {.line = 2}, {.line = 3, .step = "x"}};
    static const struct said back[] = {{.line = 3, .step = "x"}, {.line = 2}, {.line = 1}};
    struct finding_list list = seal(*state, forth, 3, "/p");
    struct finding_list other = seal(*state, back, 3, "/p");

    for (size_t i = 0; i < 3; i++)
        assert_string_equal(list.items[i].fingerprint, other.items[i].fingerprint);
}

static void test_many_equals_all_differ(void **state)
{
    enum { COUNT = 20000 }; /* quadratic work would be seen here */
    struct arena *arena = *state;
    struct said *said = ARENA_ARRAY(arena, struct said, COUNT);

    for (uint32_t i = 0; i < COUNT; i++)
        said[i].line = i + 1;
    struct finding_list list = seal(arena, said, COUNT, "/p");
    assert_int_equal(list.count, COUNT);
    for (size_t i = 1; i < COUNT; i++)
        assert_string_not_equal(list.items[i].fingerprint, list.items[i - 1].fingerprint);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_scheme_1_never_changes),
        TEST(test_it_survives_edits_around_it),
        TEST(test_it_differs_by_what_it_is),
        TEST(test_equal_functions_in_two_files_are_told_by_path),
        TEST(test_equals_of_one_function_are_told_by_trace),
        TEST(test_digits_of_names_count),
        TEST(test_the_ordinal_comes_last),
        TEST(test_the_order_of_checks_does_not_matter),
        TEST(test_many_equals_all_differ),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
