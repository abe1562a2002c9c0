/* Runs, the states of findings, and their suppression. */
#include "fixture.h"

#include <string.h>

#define A "leak a.c:10 serve tid\n"
#define B "leak b.c:20 start worker.tid\n"

/* The findings that the store knows, printed. */
static const char *stored(struct store *store, enum store_findings which, struct arena *arena)
{
    struct finding_list findings;
    g_autoptr(GError) error = NULL;
    bool is_good = store_load_findings(store, which, arena, &findings, &error);

    assert_no_error(error);
    assert_true(is_good);
    return print_findings(arena, findings);
}

/* Saves a run that made those findings; what it says of them, printed. */
static const char *run(struct store *store, const char *text, const struct store_scope *scope,
                       struct arena *arena)
{
    struct finding_list findings = sample_findings(arena, text);

    save_sample_run(store, findings, scope, arena);
    return print_findings(arena, findings);
}

static bool covers_a(const void *data, const struct finding *finding)
{
    (void)data;
    return strcmp(finding->file, "a.c") == 0;
}

static const struct store_scope only_a = {covers_a, NULL};

static void test_states_over_runs(void **state)
{
    const struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    /* What a run makes and looks at; what it says of it; what the store knows then. */
    static const struct {
        const char *what, *made;
        bool is_only_a;
        const char *said, *known;
    } runs[] = {
        {"first", A, false, "new " A, "new " A},
        {"again", A, false, "open " A, "open " A},
        {"another", A B, false, "open " A "new " B, "open " A "new " B},
        {"one mended", B, false, "open " B, "fixed " A "open " B},
        {"still mended", B, false, "open " B, "fixed " A "open " B},
        {"back", A B, false, "reopened " A "open " B, "reopened " A "open " B},
        {"still back", A B, false, "open " A "open " B, "open " A "open " B},
        {"all mended", "", false, "", "fixed " A "fixed " B},
        {"both back", A B, false, "reopened " A "reopened " B, "reopened " A "reopened " B},
        {"a alone, mended", "", true, "", "fixed " A "open " B},
        {"a alone, back", A, true, "reopened " A, "reopened " A "open " B},
    };
    struct store *store = open_store(fixture, STORE_WRITE);

    for (size_t i = 0; i < sizeof(runs) / sizeof(runs[0]); i++) {
        const char *said = run(store, runs[i].made, runs[i].is_only_a ? &only_a : NULL, arena);
        const char *known = stored(store, STORE_ALL_FINDINGS, arena);

        if (strcmp(said, runs[i].said) != 0 || strcmp(known, runs[i].known) != 0)
            fail_msg("%s:\nsaid %s\nknown %s", runs[i].what, said, known);
    }
    assert_string_equal(stored(store, STORE_CURRENT_FINDINGS, arena), "reopened " A "open " B);
    store_close(store);
}

static void test_a_finding_comes_back_whole(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct finding_list made = sample_findings(fixture->arena, "leak x/a.c:7 serve tids[]");
    struct finding_list back;
    g_autoptr(GError) error = NULL;

    save_sample_run(store, made, NULL, fixture->arena);
    assert_true(store_load_findings(store, STORE_CURRENT_FINDINGS, fixture->arena, &back, &error));
    assert_int_equal(back.count, 1);
    const struct finding *a = &made.items[0], *b = &back.items[0];
    assert_string_equal(a->check, b->check);
    assert_string_equal(a->file, b->file);
    assert_int_equal(a->line, b->line);
    assert_int_equal(a->column, b->column);
    assert_string_equal(a->function, b->function);
    assert_string_equal(a->object, b->object);
    assert_string_equal(a->anchor, b->anchor);
    assert_int_equal(a->severity, b->severity);
    assert_int_equal(a->confidence, b->confidence);
    assert_string_equal(a->message, b->message);
    assert_int_equal(a->often, b->often);
    assert_int_equal(a->count, b->count);
    assert_string_equal(a->multiplicity, b->multiplicity);
    assert_string_equal(a->mend, b->mend);
    assert_string_equal(a->fingerprint, b->fingerprint);
    assert_int_equal(a->state, b->state);
    assert_null(b->reason);
    assert_int_equal(a->n_trace, 2);
    assert_int_equal(b->n_trace, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(a->trace[i].file, b->trace[i].file);
        assert_int_equal(a->trace[i].line, b->trace[i].line);
        assert_int_equal(a->trace[i].column, b->trace[i].column);
        assert_string_equal(a->trace[i].message, b->trace[i].message);
    }
    store_close(store);
}

static void test_findings_are_as_the_last_run_tells_them(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);

    run(store, A B, NULL, fixture->arena);
    assert_string_equal(
        run(store, "leak b.c:2 start worker.tid\nleak c.c:99 serve tid", NULL, fixture->arena),
        "open leak b.c:2 start worker.tid\n"
        "open leak c.c:99 serve tid\n");
    assert_string_equal(stored(store, STORE_ALL_FINDINGS, fixture->arena),
                        "open leak b.c:2 start worker.tid\n"
                        "open leak c.c:99 serve tid\n");
    store_close(store);
}

/* A twin comes or goes, and with it what tells the other one apart: that one stays what it was. */
static void test_a_twin_does_not_make_the_other_new(void **state)
{
    const struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct store *store = open_store(fixture, STORE_WRITE);

    run(store, "leak b.c:20 main tid", NULL, arena);
    assert_string_equal(run(store, "leak a.c:20 main tid\nleak b.c:20 main tid", NULL, arena),
                        "new leak a.c:20 main tid\nopen leak b.c:20 main tid\n");
    assert_string_equal(run(store, "leak b.c:20 main tid", NULL, arena),
                        "open leak b.c:20 main tid\n");
    assert_string_equal(stored(store, STORE_ALL_FINDINGS, arena),
                        "fixed leak a.c:20 main tid\nopen leak b.c:20 main tid\n");
    /* Both have moved, and one of them has changed its file, too. */
    run(store, "leak b.c:20 main tid\nleak c.c:20 main tid", NULL, arena);
    assert_string_equal(run(store, "leak b.c:25 main tid\nleak d.c:7 main tid", NULL, arena),
                        "open leak b.c:25 main tid\nopen leak d.c:7 main tid\n");
    store_close(store);
}

static void test_what_was_not_looked_at_is_nobodys_match(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);

    run(store, "leak b.c:20 main tid", NULL, fixture->arena);
    /* Two twins, each with a name of its own by its twin: one might be b.c's, had that been looked
     * at. */
    assert_string_equal(
        run(store, "leak a.c:20 main tid\nleak a.c:30 main tid", &only_a, fixture->arena),
        "new leak a.c:20 main tid\nnew leak a.c:30 main tid\n");
    assert_string_equal(stored(store, STORE_ALL_FINDINGS, fixture->arena),
                        "new leak a.c:20 main tid\nnew leak a.c:30 main tid\n"
                        "open leak b.c:20 main tid\n");
    store_close(store);
}

static void test_what_was_looked_at_and_is_gone_may_have_moved(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);

    run(store, "leak b.c:20 main tid", NULL, fixture->arena);
    assert_string_equal(
        run(store, "leak a.c:20 main tid\nleak a.c:30 main tid", NULL, fixture->arena),
        "open leak a.c:20 main tid\nnew leak a.c:30 main tid\n");
    store_close(store);
}

static struct finding only_finding(struct store *store, struct arena *arena)
{
    struct finding_list findings;
    g_autoptr(GError) error = NULL;

    assert_true(store_load_findings(store, STORE_ALL_FINDINGS, arena, &findings, &error));
    assert_int_equal(findings.count, 1);
    return findings.items[0];
}

static void test_the_history_names_runs_and_revisions(void **state)
{
    const struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct store *store = open_store(fixture, STORE_WRITE);
    static const char *const revisions[] = {"r1", "r2", "r3"};
    struct store_history history;
    struct finding finding;
    g_autoptr(GError) error = NULL;
    int64_t ids[3];

    for (size_t i = 0; i < 3; i++) {
        struct store_run saved = {.run = {.revision = revisions[i], .root = "/p"}};
        struct finding_list made = sample_findings(arena, i < 2 ? A : "");
        assert_true(store_save_run(store, &saved, made, NULL, arena, &error));
        ids[i] = saved.run.id;
    }
    const char *fingerprint = only_finding(store, arena).fingerprint;
    assert_true(store_find_finding(store, fingerprint, arena, &finding, &history, &error));
    assert_int_equal(finding.state, STATE_FIXED);
    assert_int_equal(finding.n_trace, 2);
    assert_int_equal(history.first_run, ids[0]);
    assert_int_equal(history.last_run, ids[1]);
    assert_int_equal(history.fixed_run, ids[2]);
    assert_string_equal(history.first_revision, "r1");
    assert_string_equal(history.last_revision, "r2");

    save_sample_run(store, sample_findings(arena, A), NULL, arena);
    assert_true(store_find_finding(store, fingerprint, arena, &finding, &history, &error));
    assert_int_equal(history.fixed_run, 0);
    assert_int_equal(history.first_run, ids[0]);
    store_close(store);
}

static void test_the_last_run_comes_back(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    static const struct run_unit_failure failures[] = {{"a.c", "crashed"}, {"b.c", "not text"}};
    struct store_run saved = {.run = {.revision = "r7",
                                      .root = "/p",
                                      .units = 1,
                                      .units_reused = 2,
                                      .units_failed = 3,
                                      .units_with_errors = 4,
                                      .entries_not_c = 5,
                                      .functions = 6,
                                      .functions_solved = 7,
                                      .functions_given_up = 8,
                                      .unknown_constructs = 9,
                                      .calls_unresolved = 10,
                                      .seconds = 1.5,
                                      .failures = failures,
                                      .n_failures = 2},
                              .started = 1700000000,
                              .options_key = 0xfedcba9876543210};
    struct store_run back = {.started = 99};
    struct finding_list none = {0};
    g_autoptr(GError) error = NULL;

    assert_true(store_load_last_run(store, fixture->arena, &back, &error));
    assert_int_equal(back.run.id, 0);
    assert_string_equal(back.run.revision, "");

    for (int i = 0; i < 2; i++) {
        int64_t id_before = back.run.id;

        assert_true(store_save_run(store, &saved, none, NULL, fixture->arena, &error));
        assert_true(store_load_last_run(store, fixture->arena, &back, &error));
        assert_true(back.run.id == saved.run.id && back.run.id > id_before);
        assert_string_equal(back.run.revision, "r7");
        assert_string_equal(back.run.root, "/p");
        assert_true(back.started == saved.started && back.options_key == saved.options_key);
        assert_true(back.run.seconds == saved.run.seconds);
        const uint64_t counts[] = {back.run.units,
                                   back.run.units_reused,
                                   back.run.units_failed,
                                   back.run.units_with_errors,
                                   back.run.entries_not_c,
                                   back.run.functions,
                                   back.run.functions_solved,
                                   back.run.functions_given_up,
                                   back.run.unknown_constructs,
                                   back.run.calls_unresolved};
        for (size_t k = 0; k < sizeof(counts) / sizeof(counts[0]); k++)
            assert_int_equal(counts[k], k + 1);
        assert_int_equal(back.run.n_failures, 2);
        assert_string_equal(back.run.failures[0].file, "a.c");
        assert_string_equal(back.run.failures[1].reason, "not text");
    }
    store_close(store);
}

/* ---- suppression ---- */

static void test_a_suppression_stays(void **state)
{
    const struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct finding finding;
    g_autoptr(GError) error = NULL;

    run(store, A, NULL, arena);
    const char *fingerprint = only_finding(store, arena).fingerprint;
    assert_true(
        store_suppress(store, fingerprint, "it is once only", "me", arena, &finding, &error));
    assert_int_equal(finding.state, STATE_SUPPRESSED);
    assert_string_equal(finding.reason, "it is once only");
    assert_string_equal(finding.fingerprint, fingerprint);
    assert_int_equal(finding.n_trace, 2);
    assert_string_equal(stored(store, STORE_CURRENT_FINDINGS, arena), "suppressed " A);

    struct finding_list again = sample_findings(arena, A B);
    save_sample_run(store, again, NULL, arena);
    assert_string_equal(print_findings(arena, again), "suppressed " A "new " B);
    assert_string_equal(again.items[0].reason, "it is once only");
    assert_null(again.items[1].reason);

    /* Fixed, and suppressed again when it is back. */
    run(store, B, NULL, arena);
    assert_string_equal(stored(store, STORE_ALL_FINDINGS, arena), "fixed " A "open " B);
    assert_string_equal(run(store, A B, NULL, arena), "suppressed " A "open " B);

    /* Another reason. */
    assert_true(store_suppress(store, fingerprint, "because", NULL, arena, &finding, &error));
    assert_string_equal(finding.reason, "because");
    store_close(store);

    /* Derived facts go, what people decided stays. */
    store = open_store(fixture, STORE_WRITE);
    assert_true(store_remove_all_units(store, &error));
    assert_string_equal(run(store, A B, NULL, arena), "suppressed " A "open " B);
    store_close(store);
}

static void test_a_comment_suppresses_while_it_is_there(void **state)
{
    const struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct store *store = open_store(fixture, STORE_WRITE);
    static struct suppression comment = {"a.c", 10, 10, 10, "*", "see above", false};
    struct finding_list findings = sample_findings(arena, A);

    findings_suppress(findings, &comment, 1);
    save_sample_run(store, findings, NULL, arena);
    assert_string_equal(print_findings(arena, findings), "suppressed " A);
    assert_string_equal(only_finding(store, arena).reason, "see above");
    assert_string_equal(run(store, A, NULL, arena), "open " A);
    assert_null(only_finding(store, arena).reason);
    store_close(store);
}

static void test_a_suppression_follows_its_finding(void **state)
{
    const struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct finding finding;
    g_autoptr(GError) error = NULL;

    run(store, "leak b.c:20 main tid", NULL, arena);
    const char *fingerprint = only_finding(store, arena).fingerprint;
    assert_true(store_suppress(store, fingerprint, "r", NULL, arena, &finding, &error));
    for (int i = 0; i < 2; i++)
        assert_string_equal(run(store, "leak a.c:20 main tid\nleak b.c:20 main tid", NULL, arena),
                            i == 0
                                ? "new leak a.c:20 main tid\nsuppressed leak b.c:20 main tid\n"
                                : "open leak a.c:20 main tid\nsuppressed leak b.c:20 main tid\n");
    store_close(store);
}

static void test_a_finding_is_found_by_the_beginning_of_its_name(void **state)
{
    const struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct finding_list many;
    struct store_history history;
    struct finding finding;
    g_autoptr(GError) error = NULL;
    const char *text = "";

    /* 40 names: at least two of them begin with the same hex digit. */
    for (int i = 0; i < 40; i++)
        text = arena_printf(arena, "%sleak a.c:%d f%d tid\n", text, i + 1, i);
    many = sample_findings(arena, text);
    save_sample_run(store, many, NULL, arena);

    for (size_t i = 0; i < many.count; i++) {
        const char *fingerprint = many.items[i].fingerprint;

        assert_true(store_find_finding(store, fingerprint, arena, &finding, &history, &error));
        assert_string_equal(finding.fingerprint, fingerprint);
        assert_true(store_find_finding(store, fingerprint + 2, arena, &finding, &history, &error));
        assert_string_equal(finding.fingerprint, fingerprint);
        /* 12 digits are enough for 40. */
        g_autofree char *prefix = g_strndup(fingerprint, 14);
        assert_true(store_find_finding(store, prefix, arena, &finding, &history, &error));
        assert_string_equal(finding.fingerprint, fingerprint);
    }

    static const char *const unknown[] = {"",    "x", "2:",      "1:00000000000000000", "%", "_",
                                          "1:%", "'", "no\nname"};
    for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
        assert_store_error(fixture,
                           store_suppress(store, unknown[i], "r", NULL, arena, &finding, &error),
                           &error, STORE_ERROR_NO_SUCH_FINDING);
    assert_store_error(fixture, store_suppress(store, "1:", "r", NULL, arena, &finding, &error),
                       &error, STORE_ERROR_AMBIGUOUS);
    assert_store_error(fixture, store_find_finding(store, "1:", arena, &finding, &history, &error),
                       &error, STORE_ERROR_AMBIGUOUS);
    assert_null(strstr(stored(store, STORE_ALL_FINDINGS, arena), "suppressed"));
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_states_over_runs),
        TEST(test_a_finding_comes_back_whole),
        TEST(test_findings_are_as_the_last_run_tells_them),
        TEST(test_a_twin_does_not_make_the_other_new),
        TEST(test_what_was_not_looked_at_is_nobodys_match),
        TEST(test_what_was_looked_at_and_is_gone_may_have_moved),
        TEST(test_the_history_names_runs_and_revisions),
        TEST(test_the_last_run_comes_back),
        TEST(test_a_suppression_stays),
        TEST(test_a_comment_suppresses_while_it_is_there),
        TEST(test_a_suppression_follows_its_finding),
        TEST(test_a_finding_is_found_by_the_beginning_of_its_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
