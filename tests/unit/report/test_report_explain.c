/* What `stranded explain` prints. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "report/report.h"
#include "sample.h"

static const struct check sample_check = {
    .name = "thread-not-joined",
    .title = "thread is neither joined nor detached",
    .help = "A thread that is neither joined nor detached keeps\nits stack.\n"
            "\n"
            "Silent where it is detached.",
    .bad = "pthread_create(&t, NULL, f, NULL);\n\n\treturn;\n",
    .good = "pthread_create(&t, NULL, f, NULL);\npthread_join(t, NULL);",
};

static void test_check(void **state)
{
    (void)state;
    g_autoptr(GString) out = g_string_new(NULL);
    struct report_options options = {.width = 30};

    report_explain_check(&sample_check, &options, out);
    assert_string_equal(out->str, "thread-not-joined: thread is neither joined nor detached\n"
                                  "\n"
                                  "A thread that is neither\n"
                                  "joined nor detached keeps its\n"
                                  "stack.\n"
                                  "\n"
                                  "Silent where it is detached.\n"
                                  "\n"
                                  "This is found:\n"
                                  "\n"
                                  "    pthread_create(&t, NULL, f, NULL);\n"
                                  "\n"
                                  "        return;\n"
                                  "\n"
                                  "This is not:\n"
                                  "\n"
                                  "    pthread_create(&t, NULL, f, NULL);\n"
                                  "    pthread_join(t, NULL);\n");
}

static void test_check_without_examples(void **state)
{
    (void)state;
    g_autoptr(GString) out = g_string_new(NULL);
    struct check check = {.name = "queue-full", .title = "queue fills up"};
    struct report_options options = {.colour = true};

    report_explain_check(&check, &options, out);
    assert_string_equal(out->str, "\033[1;35mqueue-full\033[0m: \033[1mqueue fills up\033[0m\n");
}

static void test_word_wider_than_the_line(void **state)
{
    (void)state;
    g_autoptr(GString) out = g_string_new(NULL);
    struct check check = {.name = "a", .title = "b", .help = "is unbreakable 1234 \346\274\242"};
    struct report_options options = {.width = 7};

    report_explain_check(&check, &options, out);
    assert_string_equal(out->str, "a: b\n\nis\nunbreakable\n1234 \346\274\242\n");
}

static void test_finding(void **state)
{
    (void)state;
    char *root = sample_root_new();
    struct run run = sample_run(root);
    struct finding finding = sample_finding();
    g_autoptr(GString) out = g_string_new(NULL);

    sample_add_source(root, "src.c", sample_source, strlen(sample_source));
    finding.state = STATE_SUPPRESSED;
    finding.reason = "ends with the process";
    report_explain_finding(&run, &finding, NULL, out);
    sample_root_free(root);
    assert_string_equal(
        out->str,
        "src.c:4:10: warning: thread 'ping' is never joined or detached [thread-not-joined]\n"
        "     4 |     rc = pthread_create(&client->keepalive, NULL, ping, client);\n"
        "       |          ^~~~~~~~~~~~~~\n"
        "\n"
        "How it happens:\n"
        "1. main.c:20:9: main() calls serve_client() for every connection\n"
        "2. src.c:4:10: thread created here\n"
        "     4 |     rc = pthread_create(&client->keepalive, NULL, ping, client);\n"
        "       |          ^~~~~~~~~~~~~~\n"
        "3. src.c:7:1: its handle is lost here\n"
        "     7 | }\n"
        "       | ^\n"
        "\n"
        "Happens per call of serve_client(): again every time.\n"
        "mend: join it before its handle is lost, or create it detached\n"
        "\n"
        "function: serve_client\n"
        "object: client.keepalive\n"
        "severity: high\n"
        "confidence: high\n"
        "state: suppressed\n"
        "reason: ends with the process\n"
        "fingerprint: 1:00c0ffee00c0ffee\n"
        "\n"
        "More on the check: stranded explain thread-not-joined\n"
        "To silence this finding: stranded suppress 1:00c0ffee00c0ffee --reason TEXT\n");
}

static void test_long_trace_is_whole(void **state)
{
    (void)state;
    struct run run = sample_run("/nowhere");
    struct finding finding = sample_finding();
    struct finding_step steps[100];
    g_autoptr(GString) out = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        steps[i] = (struct finding_step){NULL, 0, 0, "step"};
    finding.trace = steps;
    finding.n_trace = G_N_ELEMENTS(steps);
    report_explain_finding(&run, &finding, NULL, out);
    for (int i = 1; i <= 100; i++) {
        g_autofree char *line = g_strdup_printf("\n%d. step\n", i);
        assert_non_null(strstr(out->str, line));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_check_without_examples),
        cmocka_unit_test(test_word_wider_than_the_line),
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_long_trace_is_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
