/* Which findings are old: moved, renamed and rewritten code brings no new ones, and twins are counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <glib.h>
#include <stdbool.h>

#include "findings/compare.h"
#include "findings/finding.h"

/* Check "a" unless it says otherwise. */
#define FINDING(print, where, what, held, text)                                                    \
    {.check = "a",                                                                                 \
     .fingerprint = print,                                                                         \
     .file = where,                                                                                \
     .function = what,                                                                             \
     .object = held,                                                                               \
     .anchor = text}

static const struct finding plain = FINDING("1:1", "a.c", "f", "x.tid", "spawn(&x)");

static bool is_old(struct finding now, struct finding before)
{
    bool result = false;
    struct finding_list now_list = {&now, 1}, before_list = {&before, 1};

    findings_compare(now_list, before_list, &result);
    return result;
}

static void test_the_same(void **state)
{
    (void)state;
    const struct {
        struct finding now;
        bool expected;
    } cases[] = {
        {plain, true},
        {FINDING("1:1", "b.c", "g", "y", "z"), true},             /* the fingerprint says it */
        {FINDING("1:2", "b.c", "f", "x.tid", "spawn(&x)"), true}, /* moved */
        {FINDING("1:2", "a.c", "g", "x.tid", "spawn(&x)"), true}, /* the function was renamed */
        {FINDING("1:2", "a.c", "f", "x.tid", "spawn(&y)"), true}, /* written otherwise */
        {FINDING("1:2", "a.c", "f", "x.t", "spawn(&x)"), true},   /* the field was renamed */
        {FINDING("1:2", "b.c", "g", "x.tid", "spawn(&x)"), true}, /* moved into another function */
        {FINDING("1:2", "a.c", "g", "y.tid", "spawn(&y)"), false},
        {FINDING("1:2", "b.c", "g", "x.tid", "spawn(&y)"), false},
        {FINDING("1:2", "b.c", "f", "y.tid", "spawn(&x)"), false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (is_old(cases[i].now, plain) != cases[i].expected)
            fail_msg("case %zu", i);
    }
}

static void test_another_check_is_another_finding(void **state)
{
    (void)state;
    struct finding other = plain;

    other.check = "b";
    assert_false(is_old(other, plain));
}

static void test_twins_are_counted(void **state)
{
    (void)state;
    struct finding now[] = {FINDING("1:2", "a.c", "f", "x.tid", "spawn(&x)"),
                            FINDING("1:1", "a.c", "f", "x.tid", "spawn(&x)"),
                            FINDING("1:3", "a.c", "f", "x.tid", "spawn(&x)")};
    struct finding before[] = {plain, FINDING("1:9", "a.c", "f", "x.tid", "spawn(&x)")};
    bool old[G_N_ELEMENTS(now)] = {false};

    findings_compare((struct finding_list){now, 3}, (struct finding_list){before, 2}, old);
    assert_true(old[0]);
    assert_true(old[1]); /* by its fingerprint */
    assert_false(old[2]);
}

/* What was found old before takes its partner out of the way. */
static void test_what_is_old_stays_old(void **state)
{
    (void)state;
    struct finding now[] = {plain, FINDING("1:2", "a.c", "f", "x.tid", "spawn(&x)")};
    struct finding before[] = {plain};
    bool old[] = {true, false};

    findings_compare((struct finding_list){now, 2}, (struct finding_list){before, 1}, old);
    assert_true(old[0]);
    assert_false(old[1]);
}

static void test_empty(void **state)
{
    (void)state;
    struct finding one = plain;
    bool old = false;

    findings_compare((struct finding_list){NULL, 0}, (struct finding_list){&one, 1}, &old);
    findings_compare((struct finding_list){&one, 1}, (struct finding_list){NULL, 0}, &old);
    assert_false(old);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same),
        cmocka_unit_test(test_another_check_is_another_finding),
        cmocka_unit_test(test_twins_are_counted),
        cmocka_unit_test(test_what_is_old_stays_old),
        cmocka_unit_test(test_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
