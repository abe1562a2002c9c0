/* The JSON format: the contract, byte by byte; and that it is valid whatever the texts hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>
#include <string.h>

#include "report/report.h"
#include "sample.h"

static void test_contract(void **state)
{
    (void)state;
    struct run run = sample_run("/project");
    struct finding finding = sample_finding();

    finding.n_trace = 1;
    g_autofree char *report = sample_report("json", &run, &finding, 1, NULL);
    assert_string_equal(
        report, "{\n"
                "  \"schema\": 1,\n"
                "  \"tool\": {\n"
                "    \"name\": \"stranded\",\n"
                "    \"version\": \"" STRANDED_VERSION "\"\n"
                "  },\n"
                "  \"run\": {\n"
                "    \"id\": 7,\n"
                "    \"revision\": \"2b1f0c9\",\n"
                "    \"units\": 151,\n"
                "    \"units_reused\": 150,\n"
                "    \"units_failed\": 0,\n"
                "    \"functions\": 1204,\n"
                "    \"units_parsed\": 1,\n"
                "    \"functions_solved\": 0,\n"
                "    \"checks_run\": 0,\n"
                "    \"seconds\": 1.25\n"
                "  },\n"
                "  \"findings\": [\n"
                "    {\n"
                "      \"check\": \"thread-not-joined\",\n"
                "      \"file\": \"src.c\",\n"
                "      \"line\": 4,\n"
                "      \"column\": 10,\n"
                "      \"function\": \"serve_client\",\n"
                "      \"severity\": \"high\",\n"
                "      \"confidence\": \"high\",\n"
                "      \"message\": \"thread 'ping' is never joined or detached\",\n"
                "      \"multiplicity\": \"per call of serve_client()\",\n"
                "      \"state\": \"new\",\n"
                "      \"fingerprint\": \"1:00c0ffee00c0ffee\",\n"
                "      \"trace\": [\n"
                "        {\n"
                "          \"file\": \"main.c\",\n"
                "          \"line\": 20,\n"
                "          \"column\": 9,\n"
                "          \"message\": \"main() calls serve_client() for every connection\"\n"
                "        }\n"
                "      ],\n"
                "      \"mend\": \"join it before its handle is lost, or create it detached\"\n"
                "    }\n"
                "  ]\n"
                "}\n");
}

static json_t *load_report(const struct run *run, struct finding *findings, size_t n_findings,
                           const struct report_options *options)
{
    g_autofree char *report = sample_report("json", run, findings, n_findings, options);
    json_error_t error;
    json_t *document = json_loads(report, JSON_REJECT_DUPLICATES, &error);

    if (!document)
        fail_msg("%s in\n%s", error.text, report);
    assert_true(g_utf8_validate(report, -1, NULL));
    return document;
}

static const char *text_of_finding(json_t *document, size_t index, const char *key)
{
    json_t *finding = json_array_get(json_object_get(document, "findings"), index);

    return json_string_value(json_object_get(finding, key));
}

static void test_without_findings(void **state)
{
    (void)state;
    struct run run = sample_run("/project");

    run.id = 0;
    run.revision = NULL;
    run.seconds = 0;
    g_autofree char *report = sample_report("json", &run, NULL, 0, NULL);
    assert_non_null(strstr(report, "\"id\": 0,\n    \"revision\": \"\",\n"));
    assert_non_null(strstr(report, "\"seconds\": 0.0\n  },\n  \"findings\": []\n}\n"));
}

static void test_seconds_are_real(void **state)
{
    (void)state;
    const struct {
        double seconds;
        const char *text;
    } cases[] = {
        {2, "\"seconds\": 2.0\n"},           {0.1, "\"seconds\": 0.1\n"},
        {12.34567, "\"seconds\": 12.346\n"}, {-1, "\"seconds\": 0.0\n"},
        {86400.5, "\"seconds\": 86400.5\n"}, {1e300 * 1e300, "\"seconds\": 0.0\n"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct run run = sample_run("/project");
        run.seconds = cases[i].seconds;
        g_autofree char *report = sample_report("json", &run, NULL, 0, NULL);
        if (!strstr(report, cases[i].text))
            fail_msg("no %s in\n%s", cases[i].text, report);
    }
}

static void test_settled_findings_are_there_with_their_state(void **state)
{
    (void)state;
    struct run run = sample_run("/project");
    struct finding findings[] = {sample_finding(), sample_finding(), sample_finding(),
                                 sample_finding()};
    struct report_options only_new = {.only_new = true};

    findings[0].line = 1;
    findings[0].state = STATE_SUPPRESSED;
    findings[1].line = 2;
    findings[1].state = STATE_OPEN;
    findings[2].line = 3;
    findings[2].state = STATE_REOPENED;
    findings[3].line = 4;
    findings[3].confidence = CONFIDENCE_LOW;
    json_t *all = load_report(&run, findings, 4, NULL);
    assert_int_equal(json_array_size(json_object_get(all, "findings")), 3);
    assert_string_equal(text_of_finding(all, 0, "state"), "suppressed");
    assert_string_equal(text_of_finding(all, 1, "state"), "open");
    assert_string_equal(text_of_finding(all, 2, "state"), "reopened");
    json_decref(all);

    json_t *news = load_report(&run, findings, 4, &only_new);
    assert_int_equal(json_array_size(json_object_get(news, "findings")), 1);
    assert_string_equal(text_of_finding(news, 0, "state"), "reopened");
    json_decref(news);
}

static void test_findings_are_sorted(void **state)
{
    (void)state;
    struct run run = sample_run("/project");
    struct finding findings[] = {sample_finding(), sample_finding(), sample_finding()};

    findings[0].check = "thread-unbounded";
    findings[1].check = "thread-no-stop";
    findings[2].column = 2;
    findings[2].check = "z";
    json_t *document = load_report(&run, findings, 3, NULL);
    assert_string_equal(text_of_finding(document, 0, "check"), "z");
    assert_string_equal(text_of_finding(document, 1, "check"), "thread-no-stop");
    assert_string_equal(text_of_finding(document, 2, "check"), "thread-unbounded");
    json_decref(document);
}

/* The way back that json.c documents. */
static char *bytes_of_json_text(const char *text)
{
    GString *bytes = g_string_new(NULL);

    for (const char *at = text; *at; at = g_utf8_find_next_char(at, NULL)) {
        gunichar character = g_utf8_get_char(at);
        if (character >= 0xef80 && character <= 0xefff)
            g_string_append_c(bytes, (char)(character - 0xef80 + 0x80));
        else
            g_string_append_unichar(bytes, character);
    }
    return g_string_free(bytes, FALSE);
}

static void test_any_bytes_come_back_whole(void **state)
{
    (void)state;
    const char *const cases[] = {
        "plain.c",
        "quote\"back\\slash\nnewline.c",
        "F\303\274\303\237e.c",         /* valid */
        "caf\351.c",                    /* Latin-1 */
        "\377\376\200",                 /* never valid */
        "\355\240\200",                 /* a surrogate */
        "\300\257",                     /* overlong */
        "\364\220\200\200",             /* over U+10FFFF */
        "\346\274",                     /* cut */
        "\356\276\200\356\277\277.c",   /* U+EF80 U+EFFF, the escapes themselves */
        "\356\275\277\357\200\200.c",   /* U+EF7F U+F000, their neighbours */
        "\357\277\277\360\220\200\200", /* U+FFFF, U+10000 */
        "\001\033\177",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct run run = sample_run("/project");
        struct finding finding = sample_finding();
        finding.file = cases[i];
        finding.message = cases[i];
        json_t *document = load_report(&run, &finding, 1, NULL);
        g_autofree char *file = bytes_of_json_text(text_of_finding(document, 0, "file"));
        g_autofree char *message = bytes_of_json_text(text_of_finding(document, 0, "message"));
        assert_string_equal(file, cases[i]);
        assert_string_equal(message, cases[i]);
        json_decref(document);
    }
}

static void test_valid_text_is_itself(void **state)
{
    (void)state;
    struct run run = sample_run("/project");
    struct finding finding = sample_finding();

    finding.file = "F\303\274\303\237e/\346\274\242.c";
    json_t *document = load_report(&run, &finding, 1, NULL);
    assert_string_equal(text_of_finding(document, 0, "file"), finding.file);
    json_decref(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contract),
        cmocka_unit_test(test_without_findings),
        cmocka_unit_test(test_seconds_are_real),
        cmocka_unit_test(test_settled_findings_are_there_with_their_state),
        cmocka_unit_test(test_findings_are_sorted),
        cmocka_unit_test(test_any_bytes_come_back_whole),
        cmocka_unit_test(test_valid_text_is_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
