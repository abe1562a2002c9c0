/* Writing findings, sealing them, severities and names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include <stranded/check.h>

#include "base/arena.h"
#include "findings/finding.h"

static const struct check check_a = {.name = "a-check"};
static const struct check check_b = {.name = "b-check"};

static struct creation creation_at(const char *file, uint32_t line, uint32_t column)
{
    return (struct creation){.kind = CREATES_THREAD,
                             .at = {file, line, column},
                             .function = "serve",
                             .object = "tid",
                             .anchor = "pthread_create(&tid, NULL, run, NULL)"};
}

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

static void test_a_finding_has_all_that_its_check_said(void **state)
{
    struct arena *arena = *state;
    struct findings *findings = findings_new(arena);
    struct creation creation = creation_at("/p/src/a.c", 7, 3);
    const struct step chain[] = {{{"/p/src/main.c", 1, 1}, "main()"}, {{NULL, 0, 0}, "serve()"}};
    const struct step path[] = {{{"/usr/include/x.h", 9, 2}, "returns here"}};

    findings_set_check(findings, &check_a);
    struct finding *finding = findings_add(findings, &creation, "thread '%s' is lost", "run");
    finding_set_severity(finding, SEVERITY_HIGH);
    finding_set_confidence(finding, CONFIDENCE_LOW);
    finding_add_step(finding, creation.at, "thread %d created here", 1);
    finding_add_steps(finding, (struct steps){path, 1});
    /* Stated after the steps, and still the first of the trace. */
    finding_set_multiplicity(
        finding,
        (struct multiplicity){OFTEN_BOUNDED, 64, "64 times", {chain, 2}, SOURCE_NONE, false});
    finding_set_mend(finding, "join '%s'", "tid");

    struct finding_list list = findings_seal(findings, "/p");
    assert_int_equal(list.count, 1);
    const struct finding *sealed = &list.items[0];
    assert_string_equal(sealed->check, "a-check");
    assert_string_equal(sealed->file, "src/a.c");
    assert_int_equal(sealed->line, 7);
    assert_int_equal(sealed->column, 3);
    assert_string_equal(sealed->function, "serve");
    assert_string_equal(sealed->object, "tid");
    assert_string_equal(sealed->anchor, creation.anchor);
    assert_int_equal(sealed->severity, SEVERITY_HIGH);
    assert_int_equal(sealed->confidence, CONFIDENCE_LOW);
    assert_string_equal(sealed->message, "thread 'run' is lost");
    assert_int_equal(sealed->often, OFTEN_BOUNDED);
    assert_int_equal(sealed->count, 64);
    assert_string_equal(sealed->multiplicity, "64 times");
    assert_string_equal(sealed->mend, "join 'tid'");
    assert_int_equal(sealed->state, STATE_NEW);
    assert_null(sealed->reason);
    assert_int_equal(strlen(sealed->fingerprint), strlen("1:") + 16);

    static const struct finding_step expected[] = {
        {"src/main.c", 1, 1, "main()"},
        {"src/a.c", 7, 3, "serve()"}, /* no place of its own: the finding's */
        {"src/a.c", 7, 3, "thread 1 created here"},
        {"/usr/include/x.h", 9, 2, "returns here"},
    };
    assert_int_equal(sealed->n_trace, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(sealed->trace[i].file, expected[i].file);
        assert_int_equal(sealed->trace[i].line, expected[i].line);
        assert_int_equal(sealed->trace[i].column, expected[i].column);
        assert_string_equal(sealed->trace[i].message, expected[i].message);
    }
}

static void test_what_is_not_known_is_empty(void **state)
{
    struct findings *findings = findings_new(*state);
    struct creation creation = {.kind = CREATES_THREAD};

    findings_set_check(findings, &check_a);
    findings_add(findings, &creation, "a message");
    struct finding_list list = findings_seal(findings, "/p");
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].file, "");
    assert_string_equal(list.items[0].function, "");
    assert_string_equal(list.items[0].object, "");
    assert_string_equal(list.items[0].anchor, "");
    assert_string_equal(list.items[0].multiplicity, "");
    assert_string_equal(list.items[0].mend, "");
    assert_int_equal(list.items[0].n_trace, 0);
}

static void test_files_are_relative_to_the_root(void **state)
{
    static const struct {
        const char *root, *file, *expected;
    } cases[] = {
        {"/p", "/p/a.c", "a.c"},      {"/p/", "/p/a.c", "a.c"},     {"/p", "/p/x/y/a.c", "x/y/a.c"},
        {"/p", "/pa/a.c", "/pa/a.c"}, /* a prefix of the text, but not a folder above */
        {"/p", "/q/a.c", "/q/a.c"},   {"/p/q", "/p/a.c", "/p/a.c"}, {"/", "/p/a.c", "p/a.c"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct findings *findings = findings_new(*state);
        struct creation creation = creation_at(cases[i].file, 1, 1);

        findings_set_check(findings, &check_a);
        findings_add(findings, &creation, "m");
        assert_string_equal(findings_seal(findings, cases[i].root).items[0].file,
                            cases[i].expected);
    }
}

static void test_the_list_is_sorted(void **state)
{
    struct findings *findings = findings_new(*state);
    const struct {
        const struct check *check;
        const char *file;
        uint32_t line, column;
    } added[] = {
        {&check_b, "/p/b.c", 1, 1}, {&check_a, "/p/b.c", 1, 1}, {&check_a, "/p/a.c", 10, 1},
        {&check_a, "/p/a.c", 9, 5}, {&check_a, "/p/a.c", 9, 2}, {&check_a, "/p/a-/x.c", 1, 1},
    };

    for (size_t i = 0; i < 6; i++) {
        struct creation creation = creation_at(added[i].file, added[i].line, added[i].column);
        findings_set_check(findings, added[i].check);
        findings_add(findings, &creation, "m");
    }
    struct finding_list list = findings_seal(findings, "/p");
    assert_int_equal(list.count, 6);
    for (size_t i = 1; i < list.count; i++)
        assert_true(finding_compare(&list.items[i - 1], &list.items[i]) < 0);
    assert_string_equal(list.items[0].file, "a-/x.c");
    assert_int_equal(list.items[1].column, 2);
    assert_int_equal(list.items[3].line, 10);
    assert_string_equal(list.items[4].check, "a-check");
}

/* Adds three findings of one anchor in the order of `order`. */
static struct finding seal_three(struct arena *arena, const unsigned order[3])
{
    static const enum severity severities[] = {SEVERITY_LOW, SEVERITY_HIGH, SEVERITY_HIGH};
    static const enum confidence confidences[] = {CONFIDENCE_HIGH, CONFIDENCE_LOW,
                                                  CONFIDENCE_MEDIUM};
    struct findings *findings = findings_new(arena);
    struct creation creation = creation_at("/p/a.c", 4, 2);

    findings_set_check(findings, &check_a);
    for (size_t i = 0; i < 3; i++) {
        struct finding *finding = findings_add(findings, &creation, "message %u", order[i]);
        finding_set_severity(finding, severities[order[i]]);
        finding_set_confidence(finding, confidences[order[i]]);
    }
    struct finding_list list = findings_seal(findings, "/p");
    assert_int_equal(list.count, 1);
    return list.items[0];
}

static void test_the_worst_of_one_anchor_stays(void **state)
{
    static const unsigned orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                         {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    for (size_t i = 0; i < 6; i++) {
        struct finding finding = seal_three(*state, orders[i]);
        assert_string_equal(finding.message, "message 2");
        assert_int_equal(finding.severity, SEVERITY_HIGH);
        assert_int_equal(finding.confidence, CONFIDENCE_MEDIUM);
    }
}

static void test_findings_without_a_place_are_told_by_their_words(void **state)
{
    struct findings *findings = findings_new(*state);
    static const char *const functions[] = {"f", "g", "f"};

    findings_set_check(findings, &check_a);
    for (size_t i = 0; i < 3; i++) {
        struct creation creation = {.kind = CREATES_THREAD, .function = functions[i]};
        findings_add(findings, &creation, "m");
    }
    assert_int_equal(findings_seal(findings, "/p").count, 2);
}

static void test_severity_is_often_times_missing_times_cost(void **state)
{
    static const struct {
        enum often often;
        enum verdict verdict;
        enum cost cost;
        enum severity expected;
    } cases[] = {
        {OFTEN_ONCE, ENDS_NEVER, COST_THREAD, SEVERITY_LOW},
        {OFTEN_ONCE, ENDS_MAY, COST_THREAD, SEVERITY_LOW},
        {OFTEN_BOUNDED, ENDS_NEVER, COST_THREAD, SEVERITY_MEDIUM},
        {OFTEN_BOUNDED, ENDS_NEVER, COST_HANDLE, SEVERITY_MEDIUM},
        {OFTEN_BOUNDED, ENDS_NEVER, COST_SMALL, SEVERITY_LOW},
        {OFTEN_BOUNDED, ENDS_MAY, COST_THREAD, SEVERITY_LOW},
        {OFTEN_PER_EVENT, ENDS_NEVER, COST_THREAD, SEVERITY_HIGH},
        {OFTEN_PER_EVENT, ENDS_MAY, COST_THREAD, SEVERITY_HIGH},
        {OFTEN_PER_EVENT, ENDS_MAY, COST_HANDLE, SEVERITY_HIGH},
        {OFTEN_PER_EVENT, ENDS_NEVER, COST_SMALL, SEVERITY_MEDIUM},
        {OFTEN_PER_EVENT, ENDS_MUST, COST_THREAD, SEVERITY_MEDIUM},
        {OFTEN_PER_EVENT, ENDS_MUST, COST_SMALL, SEVERITY_LOW},
    };
    (void)state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct multiplicity often = {.often = cases[i].often};
        assert_int_equal(severity_of(often, cases[i].verdict, cases[i].cost), cases[i].expected);
        often.is_uncalled = true;
        enum severity most =
            cases[i].expected == SEVERITY_HIGH ? SEVERITY_MEDIUM : cases[i].expected;
        assert_int_equal(severity_of(often, cases[i].verdict, cases[i].cost), most);
    }
}

/* More often, less ended or more costly never means less severe; and no entry is missing. */
static void test_severity_is_monotone(void **state)
{
    static const enum verdict by_loss[] = {ENDS_MUST, ENDS_MAY, ENDS_NEVER};
    (void)state;

    for (int often = OFTEN_ONCE; often <= OFTEN_PER_EVENT; often++)
        for (int loss = 0; loss < 3; loss++)
            for (int cost = COST_SMALL; cost <= COST_THREAD; cost++) {
                struct multiplicity here = {.often = (enum often)often};
                struct multiplicity rarer = {.often = (enum often)(often - 1)};
                enum severity severity = severity_of(here, by_loss[loss], (enum cost)cost);

                assert_in_range(severity, SEVERITY_LOW, SEVERITY_HIGH);
                if (often > OFTEN_ONCE)
                    assert_true(severity_of(rarer, by_loss[loss], (enum cost)cost) <= severity);
                if (loss > 0)
                    assert_true(severity_of(here, by_loss[loss - 1], (enum cost)cost) <= severity);
                if (cost > COST_SMALL)
                    assert_true(severity_of(here, by_loss[loss], (enum cost)(cost - 1)) <=
                                severity);
            }
}

static void test_names_go_both_ways(void **state)
{
    (void)state;

    for (unsigned i = 0; i <= 9; i++) {
        enum severity severity = 0;
        enum confidence confidence = 0;
        enum finding_state finding_state = 0;
        const char *name;

        name = severity_name((enum severity)i);
        assert_true((name != NULL) == (i >= 1 && i <= 3));
        if (name != NULL)
            assert_true(severity_parse(name, &severity) && severity == i);
        name = confidence_name((enum confidence)i);
        assert_true((name != NULL) == (i >= 1 && i <= 3));
        if (name != NULL)
            assert_true(confidence_parse(name, &confidence) && confidence == i);
        name = finding_state_name((enum finding_state)i);
        assert_true((name != NULL) == (i >= 1 && i <= 5));
        if (name != NULL)
            assert_true(finding_state_parse(name, &finding_state) && finding_state == i);
    }
    assert_string_equal(severity_name(SEVERITY_HIGH), "high");
    assert_string_equal(confidence_name(CONFIDENCE_MEDIUM), "medium");
    assert_string_equal(finding_state_name(STATE_REOPENED), "reopened");
}

static void test_other_names_have_no_value(void **state)
{
    static const char *const names[] = {"", "High", "highest", "hig", " high", "0", "never"};
    (void)state;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        enum severity severity = SEVERITY_LOW;
        enum confidence confidence = CONFIDENCE_LOW;
        enum finding_state finding_state = STATE_OPEN;

        assert_false(severity_parse(names[i], &severity));
        assert_false(confidence_parse(names[i], &confidence));
        assert_false(finding_state_parse(names[i], &finding_state));
        assert_int_equal(severity, SEVERITY_LOW);
        assert_int_equal(confidence, CONFIDENCE_LOW);
        assert_int_equal(finding_state, STATE_OPEN);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_finding_has_all_that_its_check_said),
        TEST(test_what_is_not_known_is_empty),
        TEST(test_files_are_relative_to_the_root),
        TEST(test_the_list_is_sorted),
        TEST(test_the_worst_of_one_anchor_stays),
        TEST(test_findings_without_a_place_are_told_by_their_words),
        TEST(test_severity_is_often_times_missing_times_cost),
        TEST(test_severity_is_monotone),
        TEST(test_names_go_both_ways),
        TEST(test_other_names_have_no_value),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
