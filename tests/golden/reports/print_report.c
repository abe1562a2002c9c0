/* Prints a sample report in one format, for comparison with a golden file.
 *
 * usage: print_report FORMAT FOLDER
 *
 * FOLDER is the root of the project that the report tells of; it is printed as /project, and our version
 * as VERSION, so that the output is the same everywhere. */
#include <stranded/check.h>

#include "findings/finding.h"
#include "findings/run.h"
#include "report/report.h"

#include <glib.h>

#include <stdio.h>
#include <string.h>

static const struct check thread_check = {
    .name = "thread-not-joined",
    .title = "thread is neither joined nor detached",
    .help = "A thread that is neither joined nor detached keeps its stack.",
    .bad = "start(&t);\n",
    .good = "start(&t);\njoin(t);\n",
};

static const struct check *const checks[] = {&thread_check, NULL};

static const struct finding_step thread_trace[] = {
    {"main.c", 20, 9, "main() calls serve() for every connection"},
    {"server.txt", 3, 32, "thread created here"},
    {"server.txt", 7, 1, "serve() returns here, and 'client.ping' goes out of scope"},
};

static const struct finding_step changed = {"stop it.c", 7, 0, "changed here"};

static const struct finding findings[] = {
    {.check = "thread-not-joined",
     .file = "server.txt",
     .line = 3,
     .column = 32,
     .function = "serve",
     .object = "client.ping",
     .anchor = "start(&client->ping, name)",
     .severity = SEVERITY_HIGH,
     .confidence = CONFIDENCE_HIGH,
     .message = "thread 'ping' is never joined or detached",
     .often = OFTEN_PER_EVENT,
     .multiplicity = "per call of serve()",
     .trace = thread_trace,
     .n_trace = G_N_ELEMENTS(thread_trace),
     .mend = "join it before its handle is lost, or create it detached",
     .fingerprint = "1:00c0ffee00c0ffee",
     .state = STATE_NEW,
     .also = &changed},
    {.check = "queue-full",
     .file = "server.txt",
     .line = 6,
     .column = 5,
     .function = "serve",
     .object = "queue",
     .anchor = "push(queue, client)",
     .severity = SEVERITY_MEDIUM,
     .confidence = CONFIDENCE_HIGH,
     .message = "waits for room that nobody makes",
     .often = OFTEN_ONCE,
     .multiplicity = "once",
     .trace = thread_trace,
     .n_trace = 1,
     .mend = "start the consumer first",
     .fingerprint = "1:00000000deadbeef",
     .state = STATE_SUPPRESSED,
     .reason = "the consumer is another program"},
    {.check = "recv-no-sender",
     .file = "src/50%, <wait>&\"\x1b\xff:.c",
     .line = 1,
     .column = 1,
     .function = "wait_for_end",
     .object = "end",
     .anchor = "wait(end)",
     .severity = SEVERITY_LOW,
     .confidence = CONFIDENCE_MEDIUM,
     .message = "waits for ever: nothing sends <end> & \"more\"",
     .often = OFTEN_ONCE,
     .multiplicity = "once",
     .trace = thread_trace,
     .n_trace = 1,
     .mend = "send it",
     .fingerprint = "1:0123456789abcdef",
     .state = STATE_OPEN},
};

static const struct run_unit_failure failures[] = {
    {"broken.c", "killed by signal 11 while parsing"}};

int main(int argc, char **argv)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    struct report_options options = {.checks = checks};

    if (argc != 3) {
        fputs("usage: print_report FORMAT FOLDER\n", stderr);
        return 2;
    }
    struct run run = {.id = 7,
                      .revision = "2b1f0c9",
                      .root = argv[2],
                      .units = 151,
                      .units_reused = 150,
                      .units_failed = 1,
                      .functions = 1204,
                      .functions_solved = 37,
                      .seconds = 1.25,
                      .failures = failures,
                      .n_failures = G_N_ELEMENTS(failures)};
    struct finding copies[G_N_ELEMENTS(findings)];
    memcpy(copies, findings, sizeof findings);
    struct finding_list list = {copies, G_N_ELEMENTS(copies)};
    if (!report_write(argv[1], &run, list, &options, out, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return 2;
    }
    g_string_replace(out, argv[2], "/project", 0);
    g_string_replace(out, "\"" STRANDED_VERSION "\"", "\"VERSION\"", 0);
    fwrite(out->str, 1, out->len, stdout);
    return 0;
}
