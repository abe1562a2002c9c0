/* The text format: every line of it, byte by byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "report/report.h"
#include "sample.h"

static int make_root(void **state)
{
    char *root = sample_root_new();

    sample_add_source(root, "src.c", sample_source, strlen(sample_source));
    *state = root;
    return 0;
}

static int remove_root(void **state)
{
    sample_root_free(*state);
    return 0;
}

static void assert_report(const struct run *run, struct finding *findings, size_t n_findings,
                          const struct report_options *options, const char *expected)
{
    g_autofree char *report = sample_report("text", run, findings, n_findings, options);

    assert_string_equal(report, expected);
}

static void test_finding_is_shown_like_a_compilers_warning(void **state)
{
    struct run run = sample_run(*state);
    struct finding finding = sample_finding();

    assert_report(
        &run, &finding, 1, NULL,
        "src.c:4:10: warning: thread 'ping' is never joined or detached [thread-not-joined]\n"
        "     4 |     rc = pthread_create(&client->keepalive, NULL, ping, client);\n"
        "       |          ^~~~~~~~~~~~~~\n"
        "  1. main.c:20:9: main() calls serve_client() for every connection\n"
        "  2. src.c:4:10: thread created here\n"
        "  3. src.c:7:1: its handle is lost here\n"
        "  Happens per call of serve_client(): again every time.\n"
        "  mend: join it before its handle is lost, or create it detached\n"
        "  severity high, confidence high; more: stranded explain 1:00c0ffee00c0ffee\n"
        "\n"
        "1 finding (1 high) in 151 units\n");
}

static void test_colours_are_there_when_asked_for(void **state)
{
    struct run run = sample_run(*state);
    struct finding finding = sample_finding();
    struct report_options options = {.colour = true};

    finding.state = STATE_REOPENED;
    finding.n_trace = 1;
    assert_report(
        &run, &finding, 1, &options,
        "\033[1msrc.c:4:10:\033[0m \033[1;35mwarning:\033[0m "
        "\033[1mthread 'ping' is never joined or detached\033[0m "
        "[\033[1;35mthread-not-joined\033[0m]\n"
        "\033[2m     4 |\033[0m     rc = pthread_create(&client->keepalive, NULL, ping, client);\n"
        "\033[2m       |\033[0m          \033[1;32m^~~~~~~~~~~~~~\033[0m\n"
        "  1. \033[2mmain.c:20:9:\033[0m main() calls serve_client() for every connection\n"
        "  Happens per call of serve_client(): again every time.\n"
        "  \033[1mmend:\033[0m join it before its handle is lost, or create it detached\n"
        "  \033[1mreopened:\033[0m it was fixed, and is back\n"
        "\033[2m  severity high, confidence high; more: stranded explain "
        "1:00c0ffee00c0ffee\033[0m\n"
        "\n"
        "1 finding (1 high) in 151 units\n");
}

static void test_low_severity_is_a_note(void **state)
{
    struct run run = sample_run(*state);
    struct finding finding = sample_finding();

    finding.severity = SEVERITY_LOW;
    finding.often = OFTEN_ONCE;
    finding.multiplicity = "once";
    finding.trace = NULL;
    finding.n_trace = 0;
    finding.mend = NULL;
    finding.file = "gone.c";
    assert_report(
        &run, &finding, 1, NULL,
        "gone.c:4:10: note: thread 'ping' is never joined or detached [thread-not-joined]\n"
        "  Happens once in the life of the process.\n"
        "  severity low, confidence high; more: stranded explain 1:00c0ffee00c0ffee\n"
        "\n"
        "1 finding (1 low) in 151 units\n");
}

static void test_how_often_is_one_sentence(void **state)
{
    const struct {
        enum often often;
        uint64_t count;
        const char *words, *sentence;
    } cases[] = {
        {OFTEN_BOUNDED, 64, "64 times", "  Happens 64 times.\n"},
        {OFTEN_BOUNDED, 0, "a few times", "  Happens a few times.\n"},
        {OFTEN_BOUNDED, 0, NULL, "  Happens a bounded number of times.\n"},
        {OFTEN_ONCE, 0, "", "  Happens once in the life of the process.\n"},
        {OFTEN_PER_EVENT, 0, NULL, "  Happens with every event: again every time.\n"},
    };
    struct run run = sample_run(*state);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct finding finding = sample_finding();
        finding.often = cases[i].often;
        finding.count = cases[i].count;
        finding.multiplicity = cases[i].words;
        g_autofree char *report = sample_report("text", &run, &finding, 1, NULL);
        if (!strstr(report, cases[i].sentence))
            fail_msg("no \"%s\" in\n%s", cases[i].sentence, report);
    }
}

static void test_long_trace_is_cut_in_its_middle(void **state)
{
    struct run run = sample_run(*state);
    struct finding finding = sample_finding();
    struct finding_step steps[40];

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        steps[i] = (struct finding_step){NULL, 0, 0, i == 32 ? "last but seven" : "step"};
    finding.trace = steps;
    finding.n_trace = G_N_ELEMENTS(steps);
    g_autofree char *report = sample_report("text", &run, &finding, 1, NULL);
    assert_non_null(strstr(report, "\n   1. step\n"));
    assert_non_null(strstr(report, "\n   8. step\n      (25 more steps)\n  34. step\n"));
    assert_non_null(strstr(report, "\n  40. step\n  Happens"));
    assert_null(strstr(report, "last but seven"));

    finding.n_trace = 16;
    g_autofree char *whole = sample_report("text", &run, &finding, 1, NULL);
    assert_null(strstr(whole, "more steps"));
    assert_non_null(strstr(whole, "\n  16. step\n"));
}

static void test_new_is_said_where_others_are_known(void **state)
{
    struct run run = sample_run(*state);
    struct finding findings[] = {sample_finding(), sample_finding()};
    const char *said = "  new: no run before has seen it\n";

    g_autofree char *first_run = sample_report("text", &run, findings, 2, NULL);
    assert_null(strstr(first_run, said));

    findings[0].state = STATE_OPEN;
    g_autofree char *later_run = sample_report("text", &run, findings, 2, NULL);
    char *place = strstr(later_run, said);
    assert_non_null(place);
    assert_null(strstr(place + 1, said));
}

static void test_findings_are_sorted(void **state)
{
    struct run run = sample_run(*state);
    struct finding findings[4] = {sample_finding(), sample_finding(), sample_finding(),
                                  sample_finding()};

    findings[0].file = "b.c";
    findings[1].file = "a.c";
    findings[1].line = 10;
    findings[2].file = "a.c";
    findings[2].line = 9;
    findings[2].column = 2;
    findings[3].file = "a.c";
    findings[3].line = 9;
    findings[3].column = 1;
    g_autofree char *report = sample_report("text", &run, findings, 4, NULL);
    const char *places[] = {"a.c:9:1: w", "a.c:9:2: w", "a.c:10:10: w", "b.c:4:10: w"};
    const char *from = report;
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        from = strstr(from, places[i]);
        assert_non_null(from);
    }
}

static void test_what_is_not_shown_is_counted(void **state)
{
    struct run run = sample_run(*state);
    struct finding findings[6];

    for (size_t i = 0; i < G_N_ELEMENTS(findings); i++)
        findings[i] = sample_finding();
    findings[0].state = STATE_SUPPRESSED;
    findings[0].reason = "ends with the process";
    findings[1].state = STATE_FIXED;
    findings[2].state = STATE_OPEN;
    findings[3].confidence = CONFIDENCE_LOW;
    findings[4].confidence = CONFIDENCE_MEDIUM;
    findings[5].state = STATE_REOPENED;
    run.entries_not_c = 12;

    g_autofree char *report = sample_report("text", &run, findings, 6, NULL);
    assert_true(g_str_has_suffix(report, "\n\n3 findings (3 high) in 151 units; not shown: 1 of "
                                         "less confidence, 1 suppressed, 12 entries that are not "
                                         "C; fixed: 1\n"));

    struct report_options only_new = {.only_new = true, .least_confidence = CONFIDENCE_HIGH};
    g_autofree char *news = sample_report("text", &run, findings, 6, &only_new);
    assert_true(g_str_has_suffix(news, "\n\n1 new finding (1 high) in 151 units; not shown: 2 of "
                                       "less confidence, 1 known before, 1 suppressed, 12 entries "
                                       "that are not C; fixed: 1\n"));

    struct report_options all = {.least_confidence = CONFIDENCE_LOW};
    g_autofree char *unsure = sample_report("text", &run, findings + 3, 1, &all);
    assert_non_null(strstr(unsure, "\n  severity high, confidence low; more:"));
}

static void test_nothing_found_is_one_line(void **state)
{
    struct run run = sample_run(*state);

    assert_report(&run, NULL, 0, NULL, "no findings in 151 units\n");
    run.units = 1;
    struct report_options options = {.colour = true, .only_new = true};
    assert_report(&run, NULL, 0, &options, "no new findings in 1 unit\n");
}

static void test_gaps_are_named_and_counted(void **state)
{
    struct run run = sample_run(*state);
    struct run_unit_failure failures[] = {
        {"z.c", "libclang gave up inside the parse"},
        {"odd\nname.c", "the file is not text"},
        {"a.c", "the file is missing"},
    };

    run.failures = failures;
    run.n_failures = G_N_ELEMENTS(failures);
    run.units_failed = 3;
    run.units_with_errors = 1;
    run.functions_given_up = 4;
    run.unknown_constructs = 1;
    run.calls_unresolved = 5;
    assert_report(&run, NULL, 0, NULL,
                  "a.c: not fully analysed: the file is missing\n"
                  "odd\\x0aname.c: not fully analysed: the file is not text\n"
                  "z.c: not fully analysed: libclang gave up inside the parse\n"
                  "no findings in 151 units; not understood: 3 whole units, 1 unit with errors, 4 "
                  "functions, 1 construct, 5 indirect calls\n");
}

static void test_unknown_format_is_an_error(void **state)
{
    struct run run = sample_run(*state);
    struct finding_list none = {NULL, 0};
    g_autoptr(GString) out = g_string_new("before");
    g_autoptr(GError) error = NULL;

    assert_false(report_write("yaml", &run, none, NULL, out, &error));
    assert_true(g_error_matches(error, REPORT_ERROR, REPORT_ERROR_NO_FORMAT));
    assert_string_equal(error->message,
                        "there is no format 'yaml'; the formats are checkstyle, github, "
                        "gitlab, html, json, junit, sarif, text");
    assert_string_equal(out->str, "before");
}

static void test_formats_are_listed_in_order(void **state)
{
    (void)state;
    size_t count = 0;

    while (report_format_name(count))
        count++;
    assert_true(count >= 2);
    for (size_t i = 1; i < count; i++)
        assert_true(strcmp(report_format_name(i - 1), report_format_name(i)) < 0);
    assert_null(report_format_name(count + 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finding_is_shown_like_a_compilers_warning),
        cmocka_unit_test(test_colours_are_there_when_asked_for),
        cmocka_unit_test(test_low_severity_is_a_note),
        cmocka_unit_test(test_how_often_is_one_sentence),
        cmocka_unit_test(test_long_trace_is_cut_in_its_middle),
        cmocka_unit_test(test_new_is_said_where_others_are_known),
        cmocka_unit_test(test_findings_are_sorted),
        cmocka_unit_test(test_what_is_not_shown_is_counted),
        cmocka_unit_test(test_nothing_found_is_one_line),
        cmocka_unit_test(test_gaps_are_named_and_counted),
        cmocka_unit_test(test_unknown_format_is_an_error),
        cmocka_unit_test(test_formats_are_listed_in_order),
    };

    return cmocka_run_group_tests(tests, make_root, remove_root);
}
