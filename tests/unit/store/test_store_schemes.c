/* An upgrade of the recipe for fingerprints, with versions that are made up: states, suppressions and
 * the baseline survive it. */
#include "fixture.h"

#include <string.h>

#include "base/hash.h"
#include "findings/baseline.h"
#include "findings/fingerprint.h"
#include "store/schema.h"

/* Two kinds of findings, one of them twice; in the second version, anchors are written otherwise. */
#define FINDINGS "leak a.c:10 serve tid\nleak a.c:20 start w.tid\nleak a.c:30 start w.tid\n"

static uint64_t hash_texts(const char *const *texts, size_t count)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < count; i++)
        hash = hash_bytes(texts[i], strlen(texts[i]) + 1, hash);
    return hash;
}

/* The next version leaves the anchor out. */
static uint64_t next_kind(const struct finding *finding)
{
    const char *const texts[] = {finding->check, finding->function, finding->object};

    return hash_texts(texts, 3);
}

/* What the first version's recipe made of an anchor that looks otherwise now. */
static uint64_t first_kind(const struct finding *finding)
{
    struct finding before = *finding;

    before.anchor = "pthread_create(…)";
    return finding_kind(&before);
}

static const struct fingerprint_scheme before[] = {{"1", first_kind}};
static const struct fingerprint_scheme after[] = {{"1", first_kind}, {"2", next_kind}};
static const struct fingerprint_scheme later[] = {
    {"1", first_kind}, {"2", next_kind}, {"3", finding_kind}};

/* The findings as the version with those schemes makes them. */
static struct finding_list findings_by(const struct fingerprint_scheme *schemes, size_t n_schemes,
                                       struct arena *arena)
{
    struct finding_list findings = sample_findings(arena, FINDINGS);

    for (size_t i = 0; i < findings.count; i++) {
        findings.items[i].former = NULL;
        if (n_schemes > 1)
            findings.items[i].anchor = "pthread_create()";
    }
    findings_name_by(findings.items, findings.count, schemes, n_schemes, arena);
    return findings;
}

static void test_names(void **state)
{
    const struct fixture *fixture = *state;
    struct finding_list first = findings_by(before, 1, fixture->arena);
    struct finding_list last = findings_by(later, 3, fixture->arena);

    for (size_t i = 0; i < 3; i++) {
        const struct finding *finding = &last.items[i];

        assert_null(first.items[i].former);
        assert_memory_equal(first.items[i].fingerprint, "1:", 2);
        assert_memory_equal(finding->fingerprint, "3:", 2);
        assert_memory_equal(finding->former[0], "2:", 2);
        assert_string_equal(finding->former[1], first.items[i].fingerprint);
        assert_null(finding->former[2]);
    }
}

static void test_states_and_suppressions(void **state)
{
    const struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    static const struct {
        const struct fingerprint_scheme *schemes;
        size_t count;
    } upgrades[] = {{after, 2}, {later, 3}, {later, 3}};
    struct store *store = open_store(fixture, STORE_WRITE);
    struct finding_list first = findings_by(before, 1, arena);
    struct finding finding;
    struct store_history history;
    g_autoptr(GError) error = NULL;

    save_sample_run(store, first, NULL, arena);
    /* The second of the equals. */
    assert_true(store_suppress(store, first.items[2].fingerprint, "it is so", "Ann", arena,
                               &finding, &error));
    for (size_t i = 0; i < 3; i++) {
        struct finding_list next = findings_by(upgrades[i].schemes, upgrades[i].count, arena);

        save_sample_run(store, next, NULL, arena);
        assert_string_equal(print_findings(arena, next), "open leak a.c:10 serve tid\n"
                                                         "open leak a.c:20 start w.tid\n"
                                                         "suppressed leak a.c:30 start w.tid\n");
        assert_string_equal(next.items[2].reason, "it is so");
    }
    /* What somebody wrote down years ago still finds it, with all its history. */
    assert_true(
        store_find_finding(store, first.items[0].fingerprint, arena, &finding, &history, &error));
    assert_memory_equal(finding.fingerprint, "3:", 2);
    assert_int_equal(history.first_run, 1);
    assert_int_equal(history.last_run, 4);
    store_close(store);
}

static void test_several_versions_at_once(void **state)
{
    const struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct store *store = open_store(fixture, STORE_WRITE);

    save_sample_run(store, findings_by(before, 1, arena), NULL, arena);
    struct finding_list last = findings_by(later, 3, arena);
    save_sample_run(store, last, NULL, arena);
    assert_string_equal(print_findings(arena, last), "open leak a.c:10 serve tid\n"
                                                     "open leak a.c:20 start w.tid\n"
                                                     "open leak a.c:30 start w.tid\n");
    store_close(store);
}

static void test_baseline(void **state)
{
    const struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct finding_list first = findings_by(before, 1, arena);
    const char *lines[] = {
        baseline_line(&first.items[0], false, "one", "Ann", arena),
        baseline_line(&first.items[2], true, "the second of the equals", "Ann", arena),
    };
    g_autoptr(GString) text = g_string_new(NULL);
    struct baseline baseline;
    size_t line = 0;

    baseline_print(lines, 2, text);
    assert_true(baseline_parse(text->str, arena, &baseline, &line));
    struct finding_list last = findings_by(later, 3, arena);
    baseline_apply(&baseline, last);
    assert_string_equal(print_findings(arena, last), "suppressed leak a.c:10 serve tid\n"
                                                     "new leak a.c:20 start w.tid\n"
                                                     "suppressed leak a.c:30 start w.tid\n");
    assert_true(baseline.items[0].is_used && baseline.items[1].is_used);
    assert_string_equal(last.items[2].reason, "the second of the equals (Ann)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_names),
        TEST(test_states_and_suppressions),
        TEST(test_several_versions_at_once),
        TEST(test_baseline),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
