/* Comments in the source that ask for silence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "findings/finding.h"

static struct finding finding_at(const char *file, uint32_t line)
{
    return (struct finding){.check = "thread-not-joined",
                            .file = file,
                            .line = line,
                            .fingerprint = "1:0000000000000000",
                            .state = STATE_NEW};
}

static void test_what_a_comment_covers(void **state)
{
    struct {
        const char *what;
        struct suppression comment;
        bool is_covered; /* the finding at a.c:10 */
    } cases[] = {
        {"same line", {"a.c", 10, 10, 10, "thread-not-joined", "r", false}, true},
        {"line above, alone", {"a.c", 9, 9, 10, "thread-not-joined", "r", false}, true},
        {"line above, behind code", {"a.c", 9, 9, 9, "thread-not-joined", "r", false}, false},
        {"above a long statement", {"a.c", 7, 7, 12, "thread-not-joined", "r", false}, true},
        {"behind its last line", {"a.c", 12, 9, 12, "thread-not-joined", "r", false}, true},
        {"two lines above", {"a.c", 8, 8, 9, "thread-not-joined", "r", false}, false},
        {"line below", {"a.c", 11, 11, 12, "thread-not-joined", "r", false}, false},
        {"another file", {"b.c", 10, 10, 10, "thread-not-joined", "r", false}, false},
        {"another check", {"a.c", 10, 10, 10, "thread-no-stop", "r", false}, false},
        {"one of two", {"a.c", 10, 10, 10, "thread-no-stop,thread-not-joined", "r", false}, true},
        {"blanks", {"a.c", 10, 10, 10, " thread-no-stop , thread-not-joined ", "r", false}, true},
        {"a glob", {"a.c", 10, 10, 10, "thread-*", "r", false}, true},
        {"another glob", {"a.c", 10, 10, 10, "send-*", "r", false}, false},
        {"all", {"a.c", 10, 10, 10, "*", "r", false}, true},
        {"part of a name", {"a.c", 10, 10, 10, "thread-not", "r", false}, false},
        {"no check", {"a.c", 10, 10, 10, "", "r", false}, false},
        {"only commas", {"a.c", 10, 10, 10, ", ,", "r", false}, false},
        {"no reason", {"a.c", 10, 10, 10, "thread-not-joined", "", false}, false},
    };
    (void)state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct finding items[] = {finding_at("a.c", 10), finding_at("a.c", 20)};

        findings_suppress((struct finding_list){items, 2}, &cases[i].comment, 1);
        if ((items[0].state == STATE_SUPPRESSED) != cases[i].is_covered)
            fail_msg("%s", cases[i].what);
        assert_true(cases[i].comment.is_used == cases[i].is_covered);
        assert_true((items[0].reason != NULL) == cases[i].is_covered);
        assert_int_equal(items[1].state, STATE_NEW);
    }
}

static void test_each_comment_covers_its_own(void **state)
{
    struct finding items[] = {finding_at("a.c", 1), finding_at("a.c", 2), finding_at("b.c", 1),
                              finding_at("b.c", 2), finding_at("c.c", 1)};
    struct suppression comments[] = {
        {"c.c", 1, 1, 1, "*", "first", false},      {"c.c", 1, 1, 1, "*", "second", false},
        {"b.c", 1, 1, 2, "*", "both lines", false}, {"a.c", 2, 2, 3, "*", "one line", false},
        {"", 0, 0, 1, "*", "nowhere", false},
    };
    static const char *const expected[] = {NULL, "one line", "both lines", "both lines", "first"};
    (void)state;

    findings_suppress((struct finding_list){items, 5}, comments, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(items[i].state, expected[i] != NULL ? STATE_SUPPRESSED : STATE_NEW);
        if (expected[i] != NULL)
            assert_string_equal(items[i].reason, expected[i]);
    }
}

static void test_nothing_to_do(void **state)
{
    struct suppression comment = {"a.c", 1, 1, 1, "*", "r", false};
    struct finding finding = finding_at("a.c", 1);
    (void)state;

    findings_suppress((struct finding_list){0}, &comment, 1);
    findings_suppress((struct finding_list){&finding, 1}, NULL, 0);
    assert_int_equal(finding.state, STATE_NEW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_comment_covers),
        cmocka_unit_test(test_each_comment_covers_its_own),
        cmocka_unit_test(test_nothing_to_do),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
